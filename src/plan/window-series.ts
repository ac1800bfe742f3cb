import { NS_PER_MS, NS_PER_SECOND } from '../kernel/index.ts';
import type { WindowSeries } from './result.ts';
import type { RunResult, WindowData } from './run-result.ts';

/** The windows of all replications, averaged second by second. */
export function averageWindows(runs: readonly RunResult[]): WindowSeries {
  const { windows: first, measuredNs } = runs[0]!;
  const windows = first.offered.map((_, window) => window);
  // The last window is shorter where the measured time is not a whole number of seconds.
  const widthNs = (window: number) =>
    Math.max(1, Math.min(first.widthNs, measuredNs - window * first.widthNs));
  const average = (of: (data: WindowData) => readonly number[]) =>
    windows.map((window) => {
      const sum = runs.reduce((total, run) => total + of(run.windows)[window]!, 0);
      return (sum * NS_PER_SECOND) / widthNs(window) / runs.length;
    });
  const averageMs = (of: (data: WindowData) => readonly (number | null)[]) =>
    windows.map((window) => {
      const values = runs.flatMap((run) => of(run.windows)[window] ?? []);
      if (values.length === 0) return null;
      return values.reduce((sum, value) => sum + value, 0) / values.length / NS_PER_MS;
    });
  return {
    widthMs: first.widthNs / NS_PER_MS,
    startMs: windows.map((window) => (window * first.widthNs) / NS_PER_MS),
    offeredPerSecond: average((data) => data.offered),
    throughputPerSecond: average((data) => data.succeeded),
    throttledPerSecond: average((data) => data.throttled),
    failedPerSecond: average((data) => data.failed),
    attemptsPerSecond: average((data) => data.attempts),
    p50Ms: averageMs((data) => data.p50Ns),
    p99Ms: averageMs((data) => data.p99Ns),
  };
}
