import { NS_PER_MS, NS_PER_SECOND, type StationAccount } from '../kernel/index.ts';
import type { StationResult } from './result.ts';
import type { RunResult } from './run-result.ts';
import { estimate } from './summaries.ts';

/** Queueing figures of each station over the replications. */
export function summariseStations(
  runs: readonly RunResult[],
  level: number,
): Record<string, StationResult> {
  const names = runs[0]?.stations.map(({ name }) => name) ?? [];
  return Object.fromEntries(
    names.map((name, position) => {
      const over = (of: (account: StationAccount) => number) =>
        estimate(
          runs.map((run) => of(run.stations[position]!)),
          level,
        );
      const result: StationResult = {
        utilisationShare: over(utilisation),
        meanQueue: over((account) => ratio(account.waitingAreaNs, account.elapsedNs)),
        meanWaitMs: over((account) => ratio(account.waitSumNs, account.started) / NS_PER_MS),
        meanServiceMs: over(
          (account) => ratio(account.serviceSumNs, account.completed) / NS_PER_MS,
        ),
        completedPerSecond: over((account) =>
          ratio(account.completed * NS_PER_SECOND, account.elapsedNs),
        ),
      };
      return [name, result];
    }),
  );
}

/** Share of its servers' time that a station was busy. */
export function utilisation(account: StationAccount): number {
  return ratio(account.busyAreaNs, account.elapsedNs * account.servers);
}

/** 0 of nothing: a run that a bound stopped before it began to measure. */
function ratio(sum: number, count: number): number {
  return count === 0 ? 0 : sum / count;
}
