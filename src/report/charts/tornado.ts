import type { TopLevelSpec } from 'vega-lite';
import type { SensitivityRow } from '../../plan/index.ts';
import { formatRoundShare } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { encodeAxis } from './axis-encoding.ts';
import { ALARM, INK, QUIET, SERIES_COLOURS } from './palette.ts';
import { linearAxis, type AxisPlan } from './scales.ts';
import { CONFIG, FRAME, heading, PLOT_WIDTH_PX } from './style.ts';
import { TIP, tipOf } from './tip.ts';

const PLOT_PX = PLOT_WIDTH_PX - 130;
const BAR_PX = 16;
/** For the value at the end of a bar that reaches the axis's start. */
const VALUE_ROOM_PX = 58;
const STEP_PX = 26;
/** Beyond twice its limit it is a miss, however far. */
const FARTHEST = -1;

type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/**
 * One line a fact, from the margin at one end of its range to that at the other; the ends carry the
 * values of the fact. Left of the red line the design misses an objective.
 */
export function tornado(rows: readonly SensitivityRow[], baseMargin: number): TopLevelSpec {
  const margins = rows.flatMap(({ low, high }) => [low.margin, high.margin]);
  const lowest = Math.max(FARTHEST, Math.min(0, baseMargin, ...margins));
  const highest = Math.max(0.1, Math.min(1, Math.max(baseMargin, ...margins)));
  const axis = linearAxis(highest, 6, lowest);
  const height = rows.length * STEP_PX + 8;
  const bars = rows.flatMap((row, index) => barsOf(row, index, baseMargin, axis));
  const x = encodeAxis(
    'margin',
    axis,
    'room to the closest limit (below zero: beyond it)',
    marginInWords,
  );
  const middle = { field: 'middle', type: 'quantitative', scale: null, axis: null } as const;
  return {
    ...FRAME,
    padding: { ...FRAME.padding, left: 140 + VALUE_ROOM_PX, right: 60 },
    config: CONFIG,
    width: PLOT_PX,
    height,
    title: heading('each fact alone, over its plausible range'),
    data: { values: bars },
    layer: [
      {
        mark: { type: 'bar', tooltip: true },
        encoding: {
          tooltip: TIP,
          x,
          x2: { field: 'from' },
          y: { field: 'y', type: 'quantitative', scale: null, axis: null },
          y2: { field: 'bottom' },
          color: { field: 'colour', type: 'nominal', scale: null, legend: null },
          fillOpacity: { condition: { test: 'datum.isHigh', value: 0.45 }, value: 1 },
        },
      },
      textLayer('left', 6, 'datum.isRight'),
      textLayer('right', -6, '!datum.isRight'),
      {
        data: {
          values: rows.map((row, index) => ({ label: shortenLabel(row.fact), ...place(index) })),
        },
        mark: { type: 'text', align: 'right', baseline: 'middle' },
        encoding: { x: { value: -VALUE_ROOM_PX }, y: middle, text: { field: 'label' } },
      },
      ruleLayer(axis.position(0), height, ALARM.light, 'limit'),
      ruleLayer(
        axis.position(Math.max(axis.domain[0], baseMargin)),
        height,
        QUIET.light,
        'as it stands',
      ),
    ],
  };
}

function marginInWords(margin: number): string {
  return margin < 0 ? `−${formatRoundShare(-margin)}` : formatRoundShare(margin);
}

/** Both ends of a fact that differ from where it stands. */
function barsOf({ fact, low, high }: SensitivityRow, index: number, base: number, axis: AxisPlan) {
  const clip = (margin: number) => Math.min(axis.domain[1], Math.max(axis.domain[0], margin));
  const ends = [
    { end: low, isHigh: false },
    { end: high, isHigh: true },
  ].filter(({ end }) => end.margin !== base);
  const sides = ends.map(({ end }) => end.margin > base);
  // Both ends on one side: the longer bar first, and only it is labelled outside the other.
  const ordered = [...ends].sort(
    (a, b) => Math.abs(b.end.margin - base) - Math.abs(a.end.margin - base),
  );
  const isOneSided = sides.length === 2 && sides[0] === sides[1];
  return ordered.map(({ end, isHigh }, position) => ({
    margin: clip(end.margin),
    tip: tipOf(
      `${fact} at ${end.value}`,
      `room to the closest limit: ${marginInWords(end.margin)}`,
    ),
    from: clip(base),
    isHigh,
    isRight: end.margin > base,
    text: isOneSided && position === 1 ? '' : end.value,
    textX: round(axis.position(clip(end.margin)) * PLOT_PX),
    colour: SERIES_COLOURS[0],
    ...place(index),
  }));
}

function place(index: number) {
  const y = 4 + index * STEP_PX;
  return { y, bottom: y + BAR_PX, middle: y + BAR_PX / 2 };
}

function textLayer(align: 'left' | 'right', dx: number, test: string): Layer {
  return {
    transform: [{ filter: test }],
    mark: { type: 'text', align, baseline: 'middle', dx, fontSize: 11, color: INK.light },
    encoding: {
      x: { field: 'textX', type: 'quantitative', scale: null },
      y: { field: 'middle', type: 'quantitative', scale: null, axis: null },
      text: { field: 'text' },
    },
  };
}

function ruleLayer(share: number, height: number, color: string, label: string): Layer {
  const x = round(share * PLOT_PX);
  return {
    layer: [
      {
        data: { values: [{ label }] },
        mark: { type: 'rule', color, strokeDash: [3, 3] },
        encoding: { x: { value: x }, y: { value: -4 }, y2: { value: height } },
      },
      {
        data: { values: [{ label }] },
        mark: { type: 'text', align: 'center', baseline: 'bottom', color, fontSize: 11 },
        encoding: { x: { value: x }, y: { value: -6 }, text: { field: 'label' } },
      },
    ],
  };
}

function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
