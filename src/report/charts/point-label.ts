import type { TopLevelSpec } from 'vega-lite';
import { INK, PAPER } from './palette.ts';
import { LABEL_SIZE_PX } from './style.ts';
import { textWidthPx } from './text-width.ts';

type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** The name of one point of a scatter; places in pixels of the plot. */
export interface PointLabel {
  readonly text: string;
  readonly pointX: number;
  readonly pointY: number;
  /** Left of the point, or right of it. */
  readonly isLeft: boolean;
  /** Below the point, or above it. */
  readonly isBelow: boolean;
}

const AWAY_PX = 10;

/** Paper behind a label, so that lines under it leave it legible; goes between lines and points. */
export function shadeLayer({ text, pointX, pointY, isLeft, isBelow }: PointLabel): Layer {
  const width = textWidthPx(text, LABEL_SIZE_PX, true) + 4;
  const near = pointX + (isLeft ? -AWAY_PX + 2 : AWAY_PX - 2);
  const inner = pointY + (isBelow ? AWAY_PX - 1 : -AWAY_PX + 1);
  return {
    data: { values: [{}] },
    mark: { type: 'rect', color: PAPER.light, opacity: 1 },
    encoding: {
      x: { value: near },
      x2: { value: near + (isLeft ? -width : width) },
      y: { value: inner },
      y2: { value: inner + (isBelow ? LABEL_SIZE_PX + 2 : -LABEL_SIZE_PX - 2) },
    },
  };
}

/** A ring around the point, and its name. */
export function labelLayers({ text, pointX, pointY, isLeft, isBelow }: PointLabel): Layer[] {
  return [
    {
      data: { values: [{}] },
      mark: { type: 'point', shape: 'circle', size: 320, stroke: INK.light, strokeWidth: 1.5 },
      encoding: { x: { value: pointX }, y: { value: pointY } },
    },
    {
      data: { values: [{ text }] },
      mark: {
        type: 'text',
        align: isLeft ? 'right' : 'left',
        baseline: isBelow ? 'top' : 'bottom',
        dx: isLeft ? -AWAY_PX : AWAY_PX,
        dy: isBelow ? AWAY_PX : -AWAY_PX,
        fontWeight: 'bold',
      },
      encoding: { x: { value: pointX }, y: { value: pointY }, text: { field: 'text' } },
    },
  ];
}
