import type { TopLevelSpec } from 'vega-lite';
import type { VariantDesign } from '../../plan/index.ts';
import { formatEstimate, formatRoundShare } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { encodeAxis } from './axis-encoding.ts';
import { INK, PAPER, QUIET, SERIES_COLOURS } from './palette.ts';
import { linearAxis } from './scales.ts';
import { CONFIG, FRAME, heading, PLOT_WIDTH_PX } from './style.ts';
import { TIP, tipOf } from './tip.ts';

/** A figure of a design before and after, as a share of what it was. */
export interface DumbbellRow {
  readonly label: string;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const STEP_PX = 26;
const LABEL_PX = 250;
const PLOT_PX = PLOT_WIDTH_PX - 120;
/** More rows cannot be taken in at once, and farther than this is just far. */
const MOST_ROWS = 14;
const MOST_SHARE = 4;

/** What moved, and what it costs; figures that were zero have no share. */
export function dumbbellRows(designs: readonly VariantDesign[]): readonly DumbbellRow[] {
  return designs
    .flatMap(({ design, metrics }) =>
      metrics
        .filter(
          ({ verdict, baselineValue }) =>
            baselineValue > 0 && (verdict === 'more' || verdict === 'less'),
        )
        .map(({ metric, baselineValue, difference: { value, low, high } }): DumbbellRow => {
          const shareOf = (by: number) => Math.min(MOST_SHARE, Math.max(0, 1 + by / baselineValue));
          return {
            label: `${design}: ${metric}`,
            share: shareOf(value),
            low: shareOf(low ?? value),
            high: shareOf(high ?? value),
          };
        }),
    )
    .slice(0, MOST_ROWS);
}

/** One line a figure: a ring for the baseline at 100 %, a disc for the variant, its interval as a bar. */
export function dumbbell(rows: readonly DumbbellRow[]): TopLevelSpec {
  const highest = Math.max(1.2, ...rows.map(({ high }) => high));
  const axis = linearAxis(highest, 5);
  const height = rows.length * STEP_PX;
  const values = rows.map((row, index) => ({
    ...row,
    base: 1,
    text: shortenLabel(row.label, 40),
    tip: tipOf(
      row.label,
      `${formatEstimate({ value: row.share, low: row.low, high: row.high }, '%')} of the baseline’s value`,
    ),
    y: index * STEP_PX + STEP_PX / 2,
  }));
  const y = { field: 'y', type: 'quantitative', scale: null, axis: null } as const;
  const x = encodeAxis('share', axis, 'share of the baseline’s value', (tick) =>
    formatRoundShare(tick),
  );
  const at = (field: string) => ({ ...x, field });
  return {
    ...FRAME,
    padding: { ...FRAME.padding, left: LABEL_PX, right: 24 },
    config: CONFIG,
    width: PLOT_PX,
    height,
    title: heading('baseline (ring) and variant (disc)'),
    data: { values },
    layer: [
      {
        mark: { type: 'rule', color: QUIET.light },
        encoding: { x: at('base'), x2: { field: 'share' }, y },
      },
      {
        mark: { type: 'rule', color: SERIES_COLOURS[0]!, strokeWidth: 7, opacity: 0.35 },
        encoding: { x: at('low'), x2: { field: 'high' }, y },
      },
      {
        mark: {
          type: 'point',
          filled: true,
          size: 70,
          fill: PAPER.light,
          stroke: QUIET.light,
          opacity: 1,
        },
        encoding: { x: at('base'), y },
      },
      {
        mark: {
          type: 'point',
          filled: true,
          size: 80,
          color: SERIES_COLOURS[0]!,
          opacity: 1,
          tooltip: true,
        },
        encoding: { x, y, tooltip: TIP },
      },
      {
        mark: { type: 'text', align: 'right', baseline: 'middle', color: INK.light },
        encoding: { x: { value: -10 }, y, text: { field: 'text' } },
      },
    ],
  };
}
