import type { SeriesStyle } from '../designs.ts';

/**
 * Lines that a reader may hide: the page sets the parameter to their names, and every layer leaves
 * out rows whose `line` is among them.
 */
export const HIDDEN = { name: 'hidden', value: [] } as const;

/** A filter for data whose rows name their line. */
export const UNLESS_HIDDEN = { filter: 'indexof(hidden, datum.line) < 0' } as const;

/** What the page needs to know of a figure's lines, carried by its spec. */
export interface FigureMeta {
  readonly series: readonly (SeriesStyle & { readonly name: string })[];
}
