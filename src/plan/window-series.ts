import { NS_PER_MS } from '../kernel/index.ts';
import type { WindowSeries } from './result.ts';
import type { RunResult, WindowData } from './run-result.ts';

/** The windows of all replications, averaged second by second. */
export function averageWindows(runs: readonly RunResult[]): WindowSeries {
  const first = runs[0]!.windows;
  const perSecond = 1e9 / first.widthNs;
  const windows = first.offered.map((_, window) => window);
  const average = (of: (data: WindowData) => readonly number[]) =>
    windows.map(
      (window) =>
        (runs.reduce((sum, run) => sum + of(run.windows)[window]!, 0) * perSecond) / runs.length,
    );
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
