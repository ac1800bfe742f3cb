import type { TopLevelSpec } from 'vega-lite';
import { formatRoundMs } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { encodeAxis } from './axis-encoding.ts';
import { INK, QUIET } from './palette.ts';
import { linearAxis, type AxisPlan } from './scales.ts';
import { CONFIG, FRAME, heading, PLOT_WIDTH_PX } from './style.ts';
import { TIP, tipOf } from './tip.ts';

const PLOT_PX = PLOT_WIDTH_PX - 130;
const BAR_PX = 12;
const CHANCE_PX = 3;
const STEP_PX = 30;
/** From this share of the highest value on, an axis from zero would waste its room. */
const FAR_FROM_ZERO = 0.5;

/** The spread of one design's latency, in ms; null: beyond the end, where there is none. */
export interface SpreadRow {
  readonly name: string;
  readonly p5: number;
  readonly median: number | null;
  readonly p95: number | null;
  /** Half of what chance alone spreads. */
  readonly chance: number;
  /** Written at the right end. */
  readonly text: string;
  readonly colour: string;
}

/**
 * One line a design: a bar from the 5th to the 95th percentile over the draws with a stroke at the
 * median, and under it a thin grey bar as wide as chance alone would make it. A bar without an end
 * runs to the edge. `rows`: one or more.
 */
export function inputSpread(rows: readonly SpreadRow[]): TopLevelSpec {
  const values = rows.flatMap(({ p5, median, p95 }) => [p5, median ?? p5, p95 ?? p5]);
  const highest = Math.max(...values);
  const lowest = Math.min(...values);
  const axis = linearAxis(highest, 6, lowest > highest * FAR_FROM_ZERO ? lowest : 0);
  const marks = rows.map((row, index) => markOf(row, index, axis));
  const x = encodeAxis('p5', axis, null, formatRoundMs);
  const middle = place('middle');
  return {
    ...FRAME,
    padding: { ...FRAME.padding, left: 150, right: 150 },
    config: CONFIG,
    width: PLOT_PX,
    height: rows.length * STEP_PX + 4,
    title: heading('p99 of latency, 90 of 100 cases (grey: what chance alone would spread)'),
    data: { values: marks },
    layer: [
      {
        mark: { type: 'bar', fillOpacity: 0.6, tooltip: true },
        encoding: {
          tooltip: TIP,
          x,
          x2: { field: 'end' },
          y: place('y'),
          y2: { field: 'bottom' },
          color: { field: 'colour', type: 'nominal', scale: null, legend: null },
        },
      },
      {
        transform: [{ filter: 'isValid(datum.median)' }],
        mark: { type: 'rule', color: INK.light, strokeWidth: 2 },
        encoding: {
          x: { field: 'median', type: 'quantitative' },
          y: place('y'),
          y2: { field: 'bottom' },
        },
      },
      {
        transform: [{ filter: 'isValid(datum.median)' }],
        mark: { type: 'bar', color: QUIET.light },
        encoding: {
          x: { field: 'chanceFrom', type: 'quantitative' },
          x2: { field: 'chanceTo' },
          y: place('chanceTop'),
          y2: { field: 'chanceBottom' },
        },
      },
      {
        mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: 11 },
        encoding: {
          x: { field: 'textX', type: 'quantitative', scale: null },
          y: middle,
          text: { field: 'text' },
        },
      },
      {
        mark: { type: 'text', align: 'right', baseline: 'middle' },
        encoding: { x: { value: -8 }, y: middle, text: { field: 'name' } },
      },
    ],
  };
}

/** A height in pixels from the top. */
function place(field: string) {
  return { field, type: 'quantitative', scale: null, axis: null } as const;
}

function markOf(
  { name, p5, median, p95, chance, text, colour }: SpreadRow,
  index: number,
  axis: AxisPlan,
) {
  const y = 4 + index * STEP_PX;
  const [from, to] = axis.domain;
  const end = p95 ?? to;
  const bottom = y + BAR_PX;
  return {
    name: shortenLabel(name),
    tip: tipOf(name, text),
    p5,
    median,
    end,
    chanceFrom: Math.max(from, (median ?? p5) - chance),
    chanceTo: Math.min(to, (median ?? p5) + chance),
    text,
    textX: Math.round(axis.position(end) * PLOT_PX * 100) / 100 + 6,
    colour,
    y,
    bottom,
    middle: y + BAR_PX / 2,
    chanceTop: bottom + 2,
    chanceBottom: bottom + 2 + CHANCE_PX,
  };
}
