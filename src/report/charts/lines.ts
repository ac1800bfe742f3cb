import type { TopLevelSpec } from 'vega-lite';
import type { SeriesStyle } from '../designs.ts';
import { formatEstimate, type Unit } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { encodeAxis, type AxisEncoding } from './axis-encoding.ts';
import { spreadLabels } from './end-labels.ts';
import { HIDDEN, UNLESS_HIDDEN, type FigureMeta } from './hidden-lines.ts';
import { ALARM, PAPER, QUIET } from './palette.ts';
import type { AxisPlan } from './scales.ts';
import { CONFIG, FRAME, heading, LABEL_SIZE_PX, PLOT_HEIGHT_PX, PLOT_WIDTH_PX } from './style.ts';
import { fontRoomPx } from './text-width.ts';
import { TIP, tipOf } from './tip.ts';

/** One line of a figure. */
export interface Line {
  readonly name: string;
  readonly style: SeriesStyle;
  /** Drawn bolder: the design the report speaks of. */
  readonly isSpotlight: boolean;
  readonly points: readonly LinePoint[];
}

export interface LinePoint {
  readonly x: number;
  readonly y: number;
  /** Ends of the interval; left out where there is none. */
  readonly low?: number;
  readonly high?: number;
  /** Hollow: the run was cut off while calls in flight kept growing. */
  readonly isHollow?: boolean;
}

interface Band {
  readonly line: Pick<Line, 'name' | 'style'>;
  readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[];
}

export interface LineFigure {
  /** What the vertical axis shows, with its unit. */
  readonly yTitle: string;
  readonly xTitle: string;
  readonly x: AxisPlan;
  readonly y: AxisPlan;
  readonly writeX: (tick: number) => string;
  /** A place on the horizontal axis in words; without it, its title and what the axis writes. */
  readonly tellX?: (x: number) => string;
  readonly writeY: (tick: number) => string;
  readonly lines: readonly Line[];
  /** False for dense curves, where dots would hide the line. */
  readonly hasDots: boolean;
  /** Of the values, for what is said of a single point. */
  readonly unit: Unit;
  /** Room that chance alone may have moved a line in, by the line's name. */
  readonly band?: Band;
  /** A horizontal line with its meaning, such as a limit. */
  readonly threshold?: { readonly y: number; readonly label: string };
}

/** Where the samples of strokes and the names of lines begin. */
const SAMPLE_X_PX = PLOT_WIDTH_PX + 16;
const NAME_X_PX = SAMPLE_X_PX + 36;

const WEIGHT = "datum.isSpotlight ? 'bold' : 'normal'";

type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

/** Lines over a shared pair of axes, each labelled where it ends instead of in a legend. */
export function lineSpec(figure: LineFigure): TopLevelSpec {
  const { x, y } = figure;
  const drawable = figure.lines.filter((line) => line.points.length > 0);
  const encoding = {
    x: encodeAxis('x', x, figure.xTitle, figure.writeX),
    y: encodeAxis('y', y, null, figure.writeY),
  };
  return {
    ...FRAME,
    padding: {
      ...FRAME.padding,
      right: fontRoomPx(
        drawable.map(({ name }) => shortenLabel(name)),
        LABEL_SIZE_PX,
      ),
    },
    config: CONFIG,
    width: PLOT_WIDTH_PX,
    height: PLOT_HEIGHT_PX,
    title: heading(figure.yTitle),
    usermeta: metaOf(drawable),
    params: [HIDDEN],
    layer: [
      ...thresholdLayers(figure),
      ...bandLayers(figure, encoding),
      ...intervalLayers(drawable, encoding, y),
      ...drawable.map((line) => pathLayer(line, encoding)),
      pointLayer(figure, drawable, encoding),
      ...labelLayers(drawable, x, y),
    ],
  };
}

/** One line alone is there to be seen. */
function metaOf(lines: readonly Line[]): FigureMeta & Record<string, unknown> {
  return {
    series: lines.length < 2 ? [] : lines.map(({ name, style }) => ({ name, ...style })),
  };
}

interface SharedEncoding {
  readonly x: AxisEncoding;
  readonly y: AxisEncoding;
}

/** A field of the data taken as it stands, without a scale. */
function asIs<F extends string>(
  field: F,
): { field: F; type: 'quantitative'; scale: null; axis: null } {
  return { field, type: 'quantitative', scale: null, axis: null };
}

function asColour<F extends string>(
  field: F,
): { field: F; type: 'nominal'; scale: null; legend: null } {
  return { field, type: 'nominal', scale: null, legend: null };
}

function pathLayer(line: Line, encoding: SharedEncoding): Layer {
  return {
    data: { values: line.points.map(({ x, y }) => ({ x, y, line: line.name })) },
    transform: [UNLESS_HIDDEN],
    mark: {
      type: 'line',
      color: line.style.colour,
      strokeDash: [...line.style.dash],
      strokeWidth: strokeOf(line),
    },
    encoding,
  };
}

function strokeOf(line: Line): number {
  return line.isSpotlight ? 3 : 1.75;
}

/** Dots; on dense curves unseen ones that only answer to a pointer. */
function pointLayer(figure: LineFigure, lines: readonly Line[], encoding: SharedEncoding): Layer {
  const values = lines.flatMap((line) =>
    line.points.map((point) => ({
      x: point.x,
      y: point.y,
      line: line.name,
      stroke: line.style.colour,
      fill: point.isHollow ? PAPER.light : line.style.colour,
      tip: tipOf(line.name, tellX(figure, point), tellY(figure, point)),
    })),
  );
  return {
    data: { values },
    transform: [UNLESS_HIDDEN],
    mark: figure.hasDots
      ? { type: 'point', size: 34, strokeWidth: 1.5, tooltip: true }
      : { type: 'point', size: 120, strokeWidth: 0, opacity: 0, tooltip: true },
    encoding: { ...encoding, stroke: asColour('stroke'), fill: asColour('fill'), tooltip: TIP },
  };
}

function tellY({ unit }: LineFigure, { y, low, high }: LinePoint): string {
  return formatEstimate({ value: y, low: low ?? null, high: high ?? null }, unit);
}

function tellX({ xTitle, writeX, tellX: own }: LineFigure, { x }: LinePoint): string {
  return own === undefined ? `${xTitle}: ${writeX(x)}` : own(x);
}

/** An area under the line, as far as the axis goes. */
function bandLayers({ band, y }: LineFigure, encoding: SharedEncoding): Layer[] {
  if (band === undefined || band.points.length < 2) return [];
  const [bottom, top] = y.domain;
  const onAxis = (value: number) => Math.min(top, Math.max(bottom, value));
  return [
    {
      data: {
        values: band.points.map(({ x, low, high }) => ({
          x,
          y: onAxis(low),
          high: onAxis(high),
          line: band.line.name,
        })),
      },
      transform: [UNLESS_HIDDEN],
      mark: { type: 'area', color: band.line.style.colour, fillOpacity: 0.2 },
      encoding: { ...encoding, y2: { field: 'high' } },
    },
  ];
}

/** As far as the axis goes: an interval of few replications may reach below zero. */
function intervalLayers(lines: readonly Line[], encoding: SharedEncoding, y: AxisPlan): Layer[] {
  const [bottom, top] = y.domain;
  const onAxis = (value: number) => Math.min(top, Math.max(bottom, value));
  const values = lines.flatMap((line) =>
    line.points.flatMap(({ x, low, high }) =>
      low === undefined || high === undefined || low === high
        ? []
        : [
            {
              x,
              y: onAxis(low),
              high: onAxis(high),
              colour: line.style.colour,
              line: line.name,
            },
          ],
    ),
  );
  if (values.length === 0) return [];
  return [
    {
      data: { values },
      transform: [UNLESS_HIDDEN],
      mark: { type: 'rule', strokeWidth: 1.5 },
      encoding: { ...encoding, y2: { field: 'high' }, color: asColour('colour') },
    },
  ];
}

function thresholdLayers(figure: LineFigure): Layer[] {
  const { threshold, y } = figure;
  if (!threshold || threshold.y < y.domain[0] || threshold.y > y.domain[1]) return [];
  const fromTop = Math.round((1 - y.position(threshold.y)) * PLOT_HEIGHT_PX * 100) / 100;
  return [
    {
      data: { values: [{}] },
      mark: { type: 'rule', color: ALARM.light, strokeDash: [2, 3] },
      encoding: { x: { value: 0 }, x2: { value: PLOT_WIDTH_PX }, y: { value: fromTop } },
    },
    {
      data: { values: [{ label: threshold.label }] },
      mark: { type: 'text', align: 'left', baseline: 'bottom', dy: -3, color: ALARM.light },
      encoding: { x: { value: 4 }, y: { value: fromTop }, text: { field: 'label' } },
    },
  ];
}

/** Right of the plot: a sample of each line's stroke, its name, and a thin lead to its end. */
function labelLayers(lines: readonly Line[], x: AxisPlan, y: AxisPlan): Layer[] {
  const byName = new Map(lines.map((line) => [line.name, line]));
  const ends = lines.map((line) => {
    const last = line.points.at(-1) ?? { x: 0, y: 0 };
    const lineY = (1 - y.position(last.y)) * PLOT_HEIGHT_PX;
    return {
      name: line.name,
      lineX: x.position(last.x) * PLOT_WIDTH_PX,
      lineY: Math.max(0, Math.min(PLOT_HEIGHT_PX, lineY)),
    };
  });
  const rows = spreadLabels(ends, LABEL_SIZE_PX + 3, PLOT_HEIGHT_PX).flatMap((label) => {
    const line = byName.get(label.name);
    return line ? [{ ...label, leadX: label.lineX + 6, line }] : [];
  });
  if (rows.length === 0) return [];
  return [
    {
      data: {
        values: rows.map(({ leadX, lineY, labelY, line }) => ({
          line: line.name,
          leadX,
          lineY,
          labelY,
          end: SAMPLE_X_PX,
        })),
      },
      transform: [UNLESS_HIDDEN],
      mark: { type: 'rule', color: QUIET.light, strokeWidth: 0.75, opacity: 0.7 },
      encoding: {
        x: asIs('leadX'),
        x2: { field: 'end' },
        y: asIs('lineY'),
        y2: { field: 'labelY' },
      },
    },
    ...rows.map(({ line, labelY }): Layer => ({
      data: { values: [{ line: line.name }] },
      transform: [UNLESS_HIDDEN],
      mark: {
        type: 'rule',
        color: line.style.colour,
        strokeDash: [...line.style.dash],
        strokeWidth: strokeOf(line),
      },
      encoding: {
        x: { value: SAMPLE_X_PX + 2 },
        x2: { value: NAME_X_PX - 6 },
        y: { value: labelY },
      },
    })),
    {
      data: {
        values: rows.map(({ line, labelY }) => ({
          line: line.name,
          labelY,
          name: shortenLabel(line.name),
          colour: line.style.colour,
          isSpotlight: line.isSpotlight,
        })),
      },
      transform: [UNLESS_HIDDEN],
      mark: { type: 'text', align: 'left', baseline: 'middle', fontWeight: { expr: WEIGHT } },
      encoding: {
        x: { value: NAME_X_PX },
        y: asIs('labelY'),
        text: { field: 'name' },
        color: asColour('colour'),
      },
    },
  ];
}
