import type { FaultSpan, WindowSeries } from '../../plan/index.ts';

/** A stretch of simulated time, several one-second windows long if the run was long. */
export interface TimelineStep {
  readonly startMs: number;
  /** Means over the stretch. */
  readonly offeredPerSecond: number;
  readonly throughputPerSecond: number;
  /** Throttled and failed together. */
  readonly lostPerSecond: number;
  /** The worst window's in the stretch; null where no call succeeded. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/**
 * Gathers windows into at most `most` stretches: means for rates, the worst for percentiles, so that no
 * spike is lost to the drawing.
 */
export function gatherWindows(windows: WindowSeries, most: number): readonly TimelineStep[] {
  const total = windows.startMs.length;
  const width = Math.max(1, Math.ceil(total / most));
  const steps: TimelineStep[] = [];
  for (let from = 0; from < total; from += width) {
    const mean = (series: readonly number[]): number => {
      const part = series.slice(from, from + width);
      return part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length);
    };
    const worst = (series: readonly (number | null)[]): number | null => {
      const known = series.slice(from, from + width).filter((value) => value !== null);
      return known.length > 0 ? Math.max(...known) : null;
    };
    steps.push({
      startMs: windows.startMs[from] ?? 0,
      offeredPerSecond: mean(windows.offeredPerSecond),
      throughputPerSecond: mean(windows.throughputPerSecond),
      lostPerSecond: mean(windows.throttledPerSecond) + mean(windows.failedPerSecond),
      p50Ms: worst(windows.p50Ms),
      p99Ms: worst(windows.p99Ms),
    });
  }
  return steps;
}

/** One occurrence of a fault, with a row for its name so that names do not overlap. */
export interface FaultBand {
  /** null for all but the first occurrence: a fault that comes often is named once. */
  readonly name: string | null;
  readonly startMs: number;
  readonly endMs: number;
  readonly row: number;
}

/**
 * Places the faults' names over the plot, each in the first row where it does not run into the
 * one before.
 *
 * @param widthMs room a name takes along the time axis.
 */
export function placeFaults(
  faults: readonly FaultSpan[],
  endMs: number,
  widthMs: (name: string) => number,
): readonly FaultBand[] {
  const rowEnds: number[] = [];
  return [...faults]
    .sort((a, b) => a.startMs - b.startMs)
    .flatMap((fault) => {
      const free = rowEnds.findIndex((end) => end <= fault.startMs);
      const row = free >= 0 ? free : rowEnds.length;
      rowEnds[row] = fault.startMs + widthMs(fault.name);
      return fault.spans.map((span, index): FaultBand => ({
        name: index === 0 ? fault.name : null,
        startMs: Math.max(0, span.startMs),
        endMs: span.endMs ?? endMs,
        row,
      }));
    });
}
