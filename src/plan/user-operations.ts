import type { WorkloadConfig, WorldConfig } from '../model/index.ts';
import {
  asCalls,
  type NamedGroup,
  selectUserOperations,
  userOperationsOf,
  type UserOperationGroup,
} from './groups.ts';
import type { Estimate, UserOperationResult } from './result.ts';
import type { RunResult } from './run-result.ts';
import { estimate, perSecond, shareOf, sumCounts, summariseLatency } from './summaries.ts';

/** A part of the run, with the growth of the calls in flight where there was any. */
interface Part extends NamedGroup {
  readonly growth: Estimate | null;
}

/**
 * What users of AWS services see, by workload and what they ask for. `growth`: of the calls in
 * flight, where it makes any latency meaningless.
 */
export function summariseUserOperations(
  { workloads }: WorldConfig,
  parts: readonly Part[],
  percentiles: readonly number[],
  level: number,
  runs: readonly RunResult[],
  growth: Estimate | null,
): Record<string, UserOperationResult> {
  const entries = workloads.flatMap((workload, index) =>
    userOperationsOf(workload).map((operation): [string, UserOperationResult] => {
      const of = (group: number | null) =>
        runs.map((run) =>
          selectUserOperations(run, workloads, { workload: index, name: operation, group }),
        );
      return [
        `${workload.name} ${operation}`,
        summarise(workload, operation, of, parts, percentiles, level, growth),
      ];
    }),
  );
  return Object.fromEntries(entries);
}

function summarise(
  { name: workload }: WorkloadConfig,
  operation: string,
  of: (group: number | null) => UserOperationGroup[],
  parts: readonly Part[],
  percentiles: readonly number[],
  level: number,
  growth: Estimate | null,
): UserOperationResult {
  const own = of(null);
  const groups = own.map(asCalls);
  const { offered, inFlight } = sumCounts(groups);
  const perEnded = (count: (counts: UserOperationGroup['counts']) => number) =>
    estimate(
      own.map(({ counts }) => {
        const ended = counts.succeeded + counts.throttled + counts.failed;
        return ended === 0 ? 0 : count(counts) / ended;
      }),
      level,
    );
  return {
    workload,
    operation,
    count: offered,
    inProgress: inFlight,
    latencyMs: summariseLatency(groups, 'success', percentiles, level, growth),
    successShare: shareOf(groups, level, ({ counts }) => counts.succeeded),
    throttledShare: shareOf(groups, level, ({ counts }) => counts.throttled),
    failedShare: shareOf(groups, level, ({ counts }) => counts.failed),
    throughputPerSecond: perSecond(groups, level, ({ counts }) => counts.answered),
    kmsCallsPerOperation: perEnded(({ calls }) => calls),
    triesPerOperation: perEnded(({ tries }) => tries),
    phases: Object.fromEntries(
      parts.map(({ name, group, growth: growing }) => {
        const during = of(group).map(asCalls);
        return [
          name,
          {
            count: sumCounts(during).offered,
            latencyMs: summariseLatency(during, 'success', percentiles, level, growing),
            successShare: shareOf(during, level, ({ counts }) => counts.succeeded),
          },
        ];
      }),
    ),
  };
}
