import type { TopLevelSpec } from 'vega-lite';
import type { DesignView } from '../designs.ts';
import { formatRound, formatRoundMs } from '../format-number.ts';
import { ALARM, QUIET } from './palette.ts';
import { linearAxis, logAxis } from './scales.ts';
import { CONFIG, FRAME, heading, PLOT_WIDTH_PX } from './style.ts';
import {
  faultBands,
  faultLayers,
  MOST_STEPS,
  timeAxis,
  trackLayers,
  type Track,
} from './time-tracks.ts';
import { gatherWindows } from './timeline-data.ts';

const RATE_HEIGHT_PX = 150;
const P99_HEIGHT_PX = 110;

/** One design through its faults: what was asked and served above, how slow it was below. */
export function faultTimeline(design: DesignView): TopLevelSpec {
  const { windows, faults } = design.atReference;
  const steps = gatherWindows(windows, MOST_STEPS);
  const endMs = (windows.startMs.at(-1) ?? 0) + windows.widthMs;
  const time = timeAxis(endMs);
  const bands = faultBands(faults, endMs);
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
          ...faultLayers(bands, time, RATE_HEIGHT_PX, true),
          ...trackLayers(steps, rates, time, {
            plan: linearAxis(Math.max(1, ...values(rates)), 4),
            write: formatRound,
            unit: '/s',
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
          ...faultLayers(bands, time, P99_HEIGHT_PX, false),
          ...trackLayers(steps, p99, time, {
            plan: logAxis(Math.min(...tails, 1e9), Math.max(...tails, 1)),
            write: formatRoundMs,
            unit: 'ms',
            heightPx: P99_HEIGHT_PX,
            timeTitle: `${time.unit} since the start of the measurement`,
          }),
        ],
      },
    ],
  };
}
