import type { TopLevelSpec } from 'vega-lite';
import { formatCount, formatEstimate, formatRoundMs, formatTimes } from '../format-number.ts';
import type { Estimate } from '../../plan/index.ts';
import { plural } from '../phrases.ts';
import { HEAT_COLOURS, INK, PAPER, QUIET } from './palette.ts';
import { CONFIG, FRAME, heading, LABEL_SIZE_PX } from './style.ts';
import { TIP, tipOf } from './tip.ts';

/** One design at one load. */
export interface HeatCell {
  readonly design: string;
  readonly hsms: number;
  readonly load: number;
  readonly p99: Estimate | null;
  /** Why there is no p99. */
  readonly why: string;
}

const CELL_WIDTH_PX = 150;
const WIDEST_PX = 600;
const CELL_HEIGHT_PX = 30;
const GAP_PX = 2;

/**
 * p99 of one store over its HSMs and the load: the value in each cell, the darker the slower, in
 * steps of equal ratio. What has no p99 or misses its limit is marked with a sign.
 *
 * @param limitMs of an objective on p99; null without one.
 */
export function p99HeatMap(cells: readonly HeatCell[], limitMs: number | null): TopLevelSpec {
  const loads = [...new Set(cells.map(({ load }) => load))].sort((a, b) => a - b);
  const counts = [...new Set(cells.map(({ hsms }) => hsms))].sort((a, b) => b - a);
  const widthPx = Math.min(CELL_WIDTH_PX, WIDEST_PX / loads.length);
  const shade = shadesOf(cells);
  const rows = cells.map((cell) => {
    const [x, y] = [loads.indexOf(cell.load) * widthPx, counts.indexOf(cell.hsms) * CELL_HEIGHT_PX];
    const { p99 } = cell;
    const isBad = p99 === null || (limitMs !== null && p99.value > limitMs);
    return {
      x,
      x2: x + widthPx - GAP_PX,
      y,
      y2: y + CELL_HEIGHT_PX - GAP_PX,
      middleX: x + (widthPx - GAP_PX) / 2,
      middleY: y + (CELL_HEIGHT_PX - GAP_PX) / 2,
      fill: shade(cell),
      text: `${isBad ? '✗ ' : ''}${p99 === null ? cell.why : formatRoundMs(Number(p99.value.toPrecision(3)))}`,
      ink: isBad ? 'bold' : 'normal',
      tip: tipOf(
        cell.design,
        `${formatTimes(cell.load)} the scenario’s load`,
        p99 === null ? cell.why : formatEstimate(p99, 'ms'),
      ),
    };
  });
  const height = counts.length * CELL_HEIGHT_PX;
  return {
    ...FRAME,
    padding: { ...FRAME.padding, left: 60 },
    config: CONFIG,
    width: loads.length * widthPx,
    height: height + 44,
    title: heading('99th percentile of latency, by HSMs and load'),
    layer: [
      {
        data: { values: rows },
        mark: { type: 'rect', tooltip: true },
        encoding: {
          x: place('x'),
          x2: { field: 'x2' },
          y: place('y'),
          y2: { field: 'y2' },
          fill: { field: 'fill', type: 'nominal', scale: null, legend: null },
          tooltip: TIP,
        },
      },
      {
        data: { values: rows },
        mark: {
          type: 'text',
          align: 'center',
          baseline: 'middle',
          color: INK.light,
          fontSize: LABEL_SIZE_PX - 1,
          fontWeight: { expr: 'datum.ink' },
        },
        encoding: { x: place('middleX'), y: place('middleY'), text: { field: 'text' } },
      },
      labels(
        counts.map((count, index) => ({
          x: -8,
          y: index * CELL_HEIGHT_PX + CELL_HEIGHT_PX / 2 - 1,
          text: plural(count, formatCount(count), 'HSM'),
        })),
        'right',
      ),
      labels(
        loads.map((load, index) => ({
          x: index * widthPx + widthPx / 2 - 1,
          y: height + 12,
          text: formatTimes(load),
        })),
        'center',
      ),
      labels(
        [
          {
            x: (loads.length * widthPx) / 2,
            y: height + 32,
            text: 'load, as a multiple of the scenario’s',
          },
        ],
        'center',
      ),
    ],
  };
}

/** The shade of a cell; without a value there is none, with a frame of words only. */
function shadesOf(cells: readonly HeatCell[]): (cell: HeatCell) => string {
  const values = cells.flatMap(({ p99 }) => (p99 === null ? [] : [Math.max(p99.value, 1e-6)]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const last = HEAT_COLOURS.length - 1;
  return ({ p99 }) => {
    if (p99 === null) return PAPER.light;
    const share = high > low ? Math.log(Math.max(p99.value, 1e-6) / low) / Math.log(high / low) : 0;
    return HEAT_COLOURS[Math.min(last, Math.floor(share * HEAT_COLOURS.length))]!;
  };
}

/** A place in pixels. */
function place(field: string) {
  return { field, type: 'quantitative', scale: null, axis: null } as const;
}

function labels(
  values: readonly { readonly x: number; readonly y: number; readonly text: string }[],
  align: 'center' | 'right',
) {
  return {
    data: { values },
    mark: { type: 'text', align, baseline: 'middle', color: QUIET.light },
    encoding: { x: place('x'), y: place('y'), text: { field: 'text' } },
  } as const;
}
