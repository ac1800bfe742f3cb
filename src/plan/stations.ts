import { NS_PER_MS, NS_PER_SECOND, type StationAccount } from '../kernel/index.ts';
import type { StationResult } from './result.ts';
import type { RunResult } from './run-result.ts';
import { estimate } from './summaries.ts';

/** Names of all stations, in order; HSMs that were added appear in some replications only. */
export function stationNames(runs: readonly RunResult[]): readonly string[] {
  return [...new Set(runs.flatMap(({ stations }) => stations.map(({ name }) => name)))];
}

/** Queueing figures of each station over the replications that had it. */
export function summariseStations(
  runs: readonly RunResult[],
  level: number,
): Record<string, StationResult> {
  return Object.fromEntries(
    stationNames(runs).map((name) => {
      const accounts = runs.flatMap(({ stations }) => stations.filter((own) => own.name === name));
      const over = (of: (account: StationAccount) => number) => estimate(accounts.map(of), level);
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
