import { latencyOverTime } from '../charts/latency-over-time.ts';
import { gatherWindows } from '../charts/timeline-data.ts';
import type { DesignView } from '../designs.ts';
import { cell, columns, figureBlock, type Block } from '../document.ts';
import { formatDuration, formatMs } from '../format-number.ts';

/** Fewer windows make no line. */
const LEAST_WINDOWS = 3;
/** Rows of the table under the figure. */
const TABLE_STEPS = 30;

/** How latency went over the measured time; nothing where nothing succeeded. */
export function overTimeBlocks(design: DesignView | null): readonly Block[] {
  if (design === null) return [];
  const { windows } = design.atReference;
  const known = windows.p99Ms.filter((value) => value !== null);
  if (known.length < LEAST_WINDOWS) return [];
  const worst = Math.max(...known);
  const startMs = windows.startMs[windows.p99Ms.indexOf(worst)] ?? 0;
  return [
    figureBlock({
      id: 'latency-over-time',
      caption: `${design.name} over time: the slowest ${formatDuration(windows.widthMs)} has a p99 of ${formatMs(worst)}, ${placeOf(startMs)}.`,
      description: `Two lines over the measured time for ${design.name}: the median and the 99th percentile of latency, second by second; the times of faults are shaded.`,
      spec: latencyOverTime(design),
      otherScale: { name: 'linear', spec: latencyOverTime(design, 'linear') },
      data: {
        id: 'latency-over-time-data',
        caption: `Latency of ${design.name} over time`,
        columns: columns('#From', '#p50', '#p99'),
        rows: gatherWindows(windows, TABLE_STEPS).map(({ startMs: from, p50Ms, p99Ms }) => [
          cell(from === 0 ? '0 s' : formatDuration(from)),
          cell(p50Ms === null ? '–' : formatMs(p50Ms)),
          cell(p99Ms === null ? '–' : formatMs(p99Ms)),
        ]),
        isFolded: true,
      },
    }),
  ];
}

function placeOf(startMs: number): string {
  return startMs === 0 ? 'at the start' : `${formatDuration(startMs)} after the start`;
}

/** What the reader of these lines must know. */
export const HOW_TO_READ_OVER_TIME =
  'Over time, each point is the mean over the replications of that second’s percentile; of a run too long to draw every second, the worst second of each stretch.';
