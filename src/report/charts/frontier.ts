import type { TopLevelSpec } from 'vega-lite';
import { formatEstimate, formatUsd, type Unit } from '../format-number.ts';
import { kindInShort } from '../designs.ts';
import { shortenLabel } from '../phrases.ts';
import type { Threshold } from './added-axis.ts';
import { encodeAxis } from './axis-encoding.ts';
import { ALARM, GRID, PAPER, QUIET, SERIES_COLOURS } from './palette.ts';
import { labelLayers, shadeLayer, type PointLabel } from './point-label.ts';
import { linearAxis, type AxisPlan } from './scales.ts';
import { CONFIG, FRAME, heading, LABEL_SIZE_PX, PLOT_HEIGHT_PX, PLOT_WIDTH_PX } from './style.ts';
import { textWidthPx } from './text-width.ts';
import { TIP, tipOf } from './tip.ts';

/** One design of the scatter. */
export interface FrontierPoint {
  readonly name: string;
  readonly kind: string;
  readonly monthUsd: number;
  readonly y: number;
  /** Ends of the interval; left out where there is none. */
  readonly low?: number;
  readonly high?: number;
  readonly verdict: 'met' | 'missed' | 'undecided';
  readonly isChosen: boolean;
  readonly isOnFrontier: boolean;
}

const LEGEND_X_PX = PLOT_WIDTH_PX + 24;
const LEGEND_STEP_PX = LABEL_SIZE_PX + 6;
const SHAPES = ['circle', 'square', 'triangle-up', 'diamond'] as const;
/** From this share of the highest price on, an axis from zero would waste its room. */
const FAR_FROM_ZERO = 0.5;
const LONGEST_LABEL = 44;

type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/**
 * Every design as a point over its price: filled where it meets all objectives, hollow where it
 * fails, grey inside where that is open; hue and shape by kind of store. The line joins the designs
 * that no other beats in both: at each price, the best that it buys.
 */
export function frontier(figure: {
  readonly title: string;
  readonly points: readonly FrontierPoint[];
  readonly y: AxisPlan;
  readonly writeY: (tick: number) => string;
  readonly unit: Unit;
  readonly threshold: Threshold | null;
}): TopLevelSpec {
  const { points, y } = figure;
  const prices = points.map(({ monthUsd }) => monthUsd);
  const [cheapest, dearest] = [Math.min(...prices), Math.max(...prices, 1)];
  const x = linearAxis(dearest, 6, cheapest > dearest * FAR_FROM_ZERO ? cheapest : 0);
  const kinds = [...new Set(points.map(({ kind }) => kind))];
  const encoding = {
    x: encodeAxis('x', x, 'US dollars a month', (tick) => (tick === 0 ? '$0' : formatUsd(tick))),
    y: encodeAxis('y', y, null, figure.writeY),
  };
  const marks = points.map((point) => ({
    x: point.monthUsd,
    y: within(y, point.y),
    tip: tipOf(point.name, `${formatUsd(point.monthUsd)} a month`, tellY(point, figure.unit)),
    ...lookOf(point, kinds),
  }));
  const line = points
    .filter(({ isOnFrontier }) => isOnFrontier)
    .sort((a, b) => a.monthUsd - b.monthUsd)
    .map((point) => ({ x: point.monthUsd, y: within(y, point.y) }));
  const chosen = points.find(({ isChosen }) => isChosen);
  const label = chosen === undefined ? null : labelOf(chosen, x, y, figure.threshold);
  return {
    ...FRAME,
    config: CONFIG,
    width: PLOT_WIDTH_PX,
    height: PLOT_HEIGHT_PX,
    title: heading(figure.title),
    layer: [
      ...thresholdLayers(figure.threshold, y),
      {
        data: { values: line },
        mark: { type: 'line', interpolate: 'step-after', color: QUIET.light, strokeWidth: 1.5 },
        encoding,
      },
      ...intervalLayers(points, kinds, y, encoding),
      ...(label === null ? [] : [shadeLayer(label)]),
      {
        data: { values: marks },
        mark: { type: 'point', strokeWidth: 1.5, opacity: 1, tooltip: true },
        encoding: { ...encoding, ...LOOK, tooltip: TIP },
      },
      ...(label === null ? [] : labelLayers(label)),
      ...legendLayers(points, kinds),
    ],
  };
}

function tellY({ y, low, high }: FrontierPoint, unit: Unit): string {
  return formatEstimate({ value: y, low: low ?? null, high: high ?? null }, unit);
}

/** Zero has no place on a logarithmic axis: it is drawn on the edge. */
function within({ domain: [low, high] }: AxisPlan, value: number): number {
  return Math.min(high, Math.max(low, value));
}

const LOOK = {
  shape: { field: 'shape', type: 'nominal', scale: null, legend: null },
  stroke: { field: 'stroke', type: 'nominal', scale: null, legend: null },
  fill: { field: 'fill', type: 'nominal', scale: null, legend: null },
  size: { field: 'size', type: 'quantitative', scale: null, legend: null },
} as const;

function lookOf(
  { kind, verdict, isChosen }: Pick<FrontierPoint, 'kind' | 'verdict' | 'isChosen'>,
  kinds: readonly string[],
) {
  const index = kinds.indexOf(kind);
  const stroke = SERIES_COLOURS[index % SERIES_COLOURS.length]!;
  const fill = { met: stroke, missed: PAPER.light, undecided: GRID.light }[verdict];
  return { shape: SHAPES[index % SHAPES.length]!, stroke, fill, size: isChosen ? 110 : 46 };
}

function intervalLayers(
  points: readonly FrontierPoint[],
  kinds: readonly string[],
  y: AxisPlan,
  encoding: { readonly x: Readonly<object>; readonly y: Readonly<object> },
): Layer[] {
  const values = points.flatMap((point) => {
    const { monthUsd, low, high } = point;
    if (low === undefined || high === undefined || low === high) return [];
    return [
      {
        x: monthUsd,
        y: within(y, low),
        high: within(y, high),
        stroke: lookOf(point, kinds).stroke,
      },
    ];
  });
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      mark: { type: 'rule', strokeWidth: 1.5 },
      encoding: {
        ...encoding,
        y2: { field: 'high' },
        color: { field: 'stroke', type: 'nominal', scale: null, legend: null },
      },
    },
  ];
}

/** Where a threshold lies from the top, in pixels; null where it is off the axis. */
function heightOf(threshold: { readonly y: number } | null, y: AxisPlan): number | null {
  if (threshold === null || threshold.y < y.domain[0] || threshold.y > y.domain[1]) return null;
  return round((1 - y.position(threshold.y)) * PLOT_HEIGHT_PX);
}

function thresholdLayers(threshold: Threshold | null, y: AxisPlan): Layer[] {
  const fromTop = heightOf(threshold, y);
  if (threshold === null || fromTop === null) return [];
  return [
    {
      data: { values: [{}] },
      mark: { type: 'rule', color: ALARM.light, strokeDash: [2, 3] },
      encoding: { x: { value: 0 }, x2: { value: PLOT_WIDTH_PX }, y: { value: fromTop } },
    },
    {
      data: { values: [{ label: threshold.label }] },
      mark: { type: 'text', align: 'right', baseline: 'bottom', dy: -3, color: ALARM.light },
      encoding: {
        x: { value: PLOT_WIDTH_PX },
        y: { value: fromTop },
        text: { field: 'label' },
      },
    },
  ];
}

/** The label of a point: under it where it would be hidden above it. */
function labelOf(
  { name, monthUsd, y: value }: FrontierPoint,
  x: AxisPlan,
  y: AxisPlan,
  threshold: Threshold | null,
): PointLabel {
  const [pointX, pointY] = [
    round(x.position(monthUsd) * PLOT_WIDTH_PX),
    round((1 - y.position(within(y, value))) * PLOT_HEIGHT_PX),
  ];
  const text = shortenLabel(name, LONGEST_LABEL);
  const isLeft = pointX > PLOT_WIDTH_PX / 2;
  const end = pointX + (isLeft ? 0 : textWidthPx(text, LABEL_SIZE_PX, true));
  const lineY = heightOf(threshold, y);
  const isCrossed =
    threshold !== null &&
    lineY !== null &&
    Math.abs(lineY - (pointY - 8)) < 2 * LABEL_SIZE_PX &&
    end > PLOT_WIDTH_PX - textWidthPx(threshold.label, LABEL_SIZE_PX) - 8;
  return { text, pointX, pointY, isLeft, isBelow: pointY < 2 * LABEL_SIZE_PX || isCrossed };
}

const FILLS = [
  ['met', 'meets all objectives'],
  ['undecided', 'not decided'],
  ['missed', 'fails'],
] as const;

/** Right of the plot: what shapes and fills mean, as far as they occur. */
function legendLayers(points: readonly FrontierPoint[], kinds: readonly string[]): Layer[] {
  const occurring = FILLS.filter(([verdict]) => points.some((point) => point.verdict === verdict));
  const rows = [
    ...kinds.map((kind) => ({
      ...lookOf({ kind, verdict: 'met', isChosen: false }, kinds),
      text: kindInShort(kind),
    })),
    ...occurring.map(([verdict, text]) => ({
      ...lookOf({ kind: '', verdict, isChosen: false }, ['']),
      stroke: QUIET.light,
      fill: { met: QUIET.light, missed: PAPER.light, undecided: GRID.light }[verdict],
      text,
    })),
  ].map((row, index) => ({ ...row, legendY: 8 + index * LEGEND_STEP_PX }));
  const height = { field: 'legendY', type: 'quantitative', scale: null, axis: null } as const;
  return [
    {
      data: { values: rows },
      mark: { type: 'point', strokeWidth: 1.5, opacity: 1 },
      encoding: { x: { value: LEGEND_X_PX }, y: height, ...LOOK },
    },
    {
      data: { values: rows },
      mark: { type: 'text', align: 'left', baseline: 'middle' },
      encoding: { x: { value: LEGEND_X_PX + 12 }, y: height, text: { field: 'text' } },
    },
  ];
}

function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}
