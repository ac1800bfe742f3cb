import type { TopLevelSpec } from 'vega-lite';
import type { DesignView } from '../designs.ts';
import { formatRound, formatRoundMs } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { encodeAxis } from './axis-encoding.ts';
import { spreadLabels } from './end-labels.ts';
import { ALARM, FAULT_BAND, INK, QUIET } from './palette.ts';
import { linearAxis, logAxis, type AxisPlan } from './scales.ts';
import { CONFIG, FRAME, heading, LABEL_SIZE_PX, PLOT_WIDTH_PX } from './style.ts';
import { textWidthPx } from './text-width.ts';
import { gatherWindows, placeFaults, type FaultBand, type TimelineStep } from './timeline-data.ts';

/** More steps than pixels would be drawn twice. */
const MOST_STEPS = 280;
const RATE_HEIGHT_PX = 150;
const P99_HEIGHT_PX = 110;
const ROW_PX = 15;

type Panel = Extract<TopLevelSpec, { layer: unknown }>;
type Layer = Panel['layer'][number];

interface Track {
  readonly name: string;
  readonly colour: string;
  readonly dash: readonly number[];
  readonly width: number;
  readonly read: (step: TimelineStep) => number | null;
}

/** One design through its faults: what was asked and served above, how slow it was below. */
export function faultTimeline(design: DesignView): TopLevelSpec {
  const { windows, faults } = design.atReference;
  const steps = gatherWindows(windows, MOST_STEPS);
  const endMs = (windows.startMs.at(-1) ?? 0) + windows.widthMs;
  const time = timeAxis(endMs);
  const bands = placeFaults(
    faults,
    endMs,
    (name) => ((textWidthPx(shortenLabel(name), LABEL_SIZE_PX) * 1.2 + 12) / PLOT_WIDTH_PX) * endMs,
  );
  const { colour } = design.style;
  const rates: readonly Track[] = [
    {
      name: 'asked for',
      colour: QUIET.light,
      dash: [3, 3],
      width: 1.25,
      read: (step) => step.offeredPerSecond,
    },
    { name: 'served', colour, dash: [1, 0], width: 2, read: (step) => step.throughputPerSecond },
    {
      name: 'throttled or failed',
      colour: ALARM.light,
      dash: [6, 2],
      width: 1.5,
      read: (step) => step.lostPerSecond,
    },
  ];
  const p99: readonly Track[] = [
    { name: 'p99', colour, dash: [1, 0], width: 2, read: (step) => step.p99Ms },
  ];
  const values = (tracks: readonly Track[]): number[] =>
    tracks.flatMap((track) => steps.map(track.read)).filter((value) => value !== null);
  const tails = values(p99).filter((value) => value > 0);
  return {
    ...FRAME,
    config: { ...CONFIG, concat: { spacing: 26 } },
    vconcat: [
      {
        width: PLOT_WIDTH_PX,
        height: RATE_HEIGHT_PX,
        title: heading('calls per second'),
        layer: [
          ...bandLayers(bands, time, RATE_HEIGHT_PX, true),
          ...trackLayers(steps, rates, time, {
            plan: linearAxis(Math.max(1, ...values(rates)), 4),
            write: formatRound,
            heightPx: RATE_HEIGHT_PX,
            timeTitle: null,
          }),
        ],
      },
      {
        width: PLOT_WIDTH_PX,
        height: P99_HEIGHT_PX,
        title: heading('99th percentile of latency (logarithmic)'),
        layer: [
          ...bandLayers(bands, time, P99_HEIGHT_PX, false),
          ...trackLayers(steps, p99, time, {
            plan: logAxis(Math.min(...tails, 1e9), Math.max(...tails, 1)),
            write: formatRoundMs,
            heightPx: P99_HEIGHT_PX,
            timeTitle: `${time.unit} since the start of the measurement`,
          }),
        ],
      },
    ],
  };
}

interface TimeAxis {
  readonly plan: AxisPlan;
  readonly unit: 'seconds' | 'minutes' | 'hours';
  readonly unitMs: number;
}

/** Time in the unit that leaves small numbers, from 0 to the end of the measurement. */
function timeAxis(endMs: number): TimeAxis {
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

function bandLayers(
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

function trackLayers(
  steps: readonly TimelineStep[],
  tracks: readonly Track[],
  time: TimeAxis,
  axis: {
    readonly plan: AxisPlan;
    readonly write: (tick: number) => string;
    readonly heightPx: number;
    readonly timeTitle: string | null;
  },
): Layer[] {
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
    encoding: {
      x: encodeAxis('x', time.plan, axis.timeTitle, formatRound),
      y: encodeAxis('y', axis.plan, null, axis.write),
    },
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
  return [...lines, ...labels];
}
