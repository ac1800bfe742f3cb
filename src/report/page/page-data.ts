import type { Spec } from 'vega';
import type { LivePart } from '../../plan/index.ts';

/** What an interactive page carries for its own script: plain data, packed into one block. */
export interface PageData {
  /** By the figure's id. */
  readonly figures: Readonly<Record<string, FigureData>>;
  /** What the panel simulates; null where the result has no design that a short world can stand for. */
  readonly live: LivePart | null;
}

export interface FigureData {
  /** Compiled to Vega, so that the page needs no compiler. */
  readonly spec: Spec;
  /** The same figure with its other vertical axis, and what that is called. */
  readonly otherScale: { readonly name: 'linear' | 'logarithmic'; readonly spec: Spec } | null;
}

/** Ids of the blocks in which a page carries what its script unpacks. */
export const BLOCKS = {
  page: 'cksim-page',
  engine: 'cksim-engine',
  data: 'cksim-data',
} as const;
