import type { TopLevelSpec } from 'vega-lite';
import { formatEstimate, formatRound, type Unit } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { encodeAxis } from './axis-encoding.ts';
import { spreadLabels } from './end-labels.ts';
import { FAULT_BAND, INK } from './palette.ts';
import { linearAxis, type AxisPlan } from './scales.ts';
import { LABEL_SIZE_PX, PLOT_WIDTH_PX } from './style.ts';
import { textWidthPx } from './text-width.ts';
import type { FaultSpan } from '../../plan/index.ts';
import { TIP, tipOf } from './tip.ts';
import { placeFaults, type FaultBand, type TimelineStep } from './timeline-data.ts';

/** More steps than pixels would be drawn twice. */
export const MOST_STEPS = 280;
const ROW_PX = 15;

type Panel = Extract<TopLevelSpec, { layer: unknown }>;
type Layer = Panel['layer'][number];

/** One line over time. */
export interface Track {
  readonly name: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly width: number;
  readonly read: (step: TimelineStep) => number | null;
}

/** Stretches of faults with room for their names. */
export function faultBands(faults: readonly FaultSpan[], endMs: number): readonly FaultBand[] {
  return placeFaults(
    faults,
    endMs,
    (name) => ((textWidthPx(shortenLabel(name), LABEL_SIZE_PX) * 1.2 + 12) / PLOT_WIDTH_PX) * endMs,
  );
}

export interface TimeAxis {
  readonly plan: AxisPlan;
  readonly unit: 'seconds' | 'minutes' | 'hours';
  readonly unitMs: number;
}

/** Time in the unit that leaves small numbers, from 0 to the end of the measurement. */
export function timeAxis(endMs: number): TimeAxis {
  const [unit, unitMs] =
    endMs > 3 * 3_600_000
      ? (['hours', 3_600_000] as const)
      : endMs > 180_000
        ? (['minutes', 60_000] as const)
        : (['seconds', 1000] as const);
  const end = endMs / unitMs;
  const { ticks } = linearAxis(end, 6);
  return {
    unit,
    unitMs,
    plan: {
      type: 'linear',
      domain: [0, end],
      ticks: ticks.filter((tick) => tick <= end),
      position: (value) => value / end,
    },
  };
}

function px(share: number, length: number): number {
  return Math.round(share * length * 100) / 100;
}

export function faultLayers(
  bands: readonly FaultBand[],
  time: TimeAxis,
  heightPx: number,
  isNamed: boolean,
): Layer[] {
  return bands.flatMap((band): Layer[] => {
    const from = px(time.plan.position(band.startMs / time.unitMs), PLOT_WIDTH_PX);
    const to = px(time.plan.position(band.endMs / time.unitMs), PLOT_WIDTH_PX);
    const area: Layer = {
      data: { values: [{}] },
      mark: { type: 'rect', color: FAULT_BAND.light },
      encoding: {
        x: { value: from },
        x2: { value: Math.max(to, from + 2) },
        y: { value: 0 },
        y2: { value: heightPx },
      },
    };
    if (!isNamed || band.name === null) return [area];
    const name: Layer = {
      data: { values: [{ label: `▾ ${shortenLabel(band.name)}` }] },
      mark: { type: 'text', align: 'left', baseline: 'bottom', color: INK.light },
      encoding: {
        x: { value: from },
        y: { value: -4 - band.row * ROW_PX },
        text: { field: 'label' },
      },
    };
    return [area, name];
  });
}

export function trackLayers(
  steps: readonly TimelineStep[],
  tracks: readonly Track[],
  time: TimeAxis,
  axis: {
    readonly plan: AxisPlan;
    readonly write: (tick: number) => string;
    readonly unit: Unit;
    readonly heightPx: number;
    readonly timeTitle: string | null;
  },
): Layer[] {
  const encoding = {
    x: encodeAxis('x', time.plan, axis.timeTitle, formatRound),
    y: encodeAxis('y', axis.plan, null, axis.write),
  };
  const tell = (y: number) => formatEstimate({ value: y, low: null, high: null }, axis.unit);
  const hits: Layer = {
    data: {
      values: tracks.flatMap((track) =>
        steps.flatMap((step) => {
          const [x, y] = [step.startMs / time.unitMs, track.read(step)];
          const when = `${formatRound(x)} ${time.unit} after the start`;
          return y === null ? [] : [{ x, y, tip: tipOf(track.name, when, tell(y)) }];
        }),
      ),
    },
    mark: { type: 'point', size: 120, strokeWidth: 0, opacity: 0, tooltip: true },
    encoding: { ...encoding, tooltip: TIP },
  };
  const lines = tracks.map((track): Layer => ({
    data: {
      values: steps.map((step) => ({ x: step.startMs / time.unitMs, y: track.read(step) })),
    },
    mark: {
      type: 'line',
      color: track.colour,
      strokeDash: [...track.dash],
      strokeWidth: track.width,
      invalid: 'break-paths-filter-domains',
    },
    encoding,
  }));
  const ends = tracks.map((track) => {
    const last = steps.map(track.read).findLast((value) => value !== null) ?? 0;
    return { name: track.name, lineX: 0, lineY: (1 - axis.plan.position(last)) * axis.heightPx };
  });
  const labels = spreadLabels(ends, LABEL_SIZE_PX + 2, axis.heightPx).map((label): Layer => ({
    data: { values: [{ label: label.name }] },
    mark: {
      type: 'text',
      align: 'left',
      baseline: 'middle',
      color: tracks.find((track) => track.name === label.name)?.colour ?? INK.light,
    },
    encoding: {
      x: { value: PLOT_WIDTH_PX + 8 },
      y: { value: label.labelY },
      text: { field: 'label' },
    },
  }));
  return [...lines, hits, ...labels];
}
