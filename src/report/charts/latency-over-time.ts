import type { TopLevelSpec } from 'vega-lite';
import type { DesignView } from '../designs.ts';
import { formatRoundMs } from '../format-number.ts';
import { linearAxis, logAxis, type AxisPlan } from './scales.ts';
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

const HEIGHT_PX = 170;

/** Median and 99th percentile of one design, window by window, over the measured time. */
export function latencyOverTime(
  { atReference: { windows, faults }, style: { colour } }: DesignView,
  scale: AxisPlan['type'] = 'log',
): TopLevelSpec {
  const steps = gatherWindows(windows, MOST_STEPS);
  const endMs = (windows.startMs.at(-1) ?? 0) + windows.widthMs;
  const time = timeAxis(endMs);
  const tracks: readonly Track[] = [
    { name: 'p99', colour, dash: [1, 0], width: 2, read: (step) => step.p99Ms },
    { name: 'p50', colour, dash: [4, 3], width: 1.75, read: (step) => step.p50Ms },
  ];
  const values = tracks
    .flatMap((track) => steps.map(track.read))
    .flatMap((value) => (value !== null && value > 0 ? [value] : []));
  const highest = Math.max(1e-3, ...values);
  return {
    ...FRAME,
    config: CONFIG,
    width: PLOT_WIDTH_PX,
    height: HEIGHT_PX,
    title: heading(`latency${scale === 'log' ? ' (logarithmic)' : ''}`),
    layer: [
      ...faultLayers(faultBands(faults, endMs), time, HEIGHT_PX, true),
      ...trackLayers(steps, tracks, time, {
        plan:
          scale === 'log' ? logAxis(Math.min(highest, ...values), highest) : linearAxis(highest, 4),
        write: formatRoundMs,
        unit: 'ms',
        heightPx: HEIGHT_PX,
        timeTitle: `${time.unit} since the start of the measurement`,
      }),
    ],
  };
}
