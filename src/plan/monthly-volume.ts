import { NS_PER_SECOND } from '../kernel/index.ts';
import { OPERATIONS, type OperationName } from '../model/index.ts';
import { ALL_CALLS, countCalls, selectUserOperations } from './groups.ts';
import type { VolumeResult } from './result-accounts.ts';
import type { RunResult } from './run-result.ts';
import type { Design, Study } from './study.ts';

const SECONDS_PER_HOUR = 3600;

/** What one workload does in a month. */
export interface MonthlyVolume extends VolumeResult {
  /** Position in the design's workloads. */
  readonly index: number;
  readonly isKms: boolean;
  readonly callsPerMonth: number;
  /** Requests that reach KMS, retries included: attempts that no quota refused. */
  readonly requestsByOperation: Readonly<Partial<Record<OperationName, number>>>;
  /** Attempts that a quota refused. */
  readonly throttledPerMonth: number;
}

/**
 * A month of every workload: as many calls (user operations, for a service) as the scenario gives,
 * or the simulated mean rate kept up all month; what each of them brings to KMS is measured.
 */
export function monthlyVolumes(
  { pricing }: Study,
  design: Design,
  load: number,
  runs: readonly RunResult[],
): readonly MonthlyVolume[] {
  const { workloads } = design.world;
  const seconds = runs.reduce((sum, { measuredNs }) => sum + measuredNs, 0) / NS_PER_SECOND;
  const perRunSecond = (pricing.hoursPerMonth * SECONDS_PER_HOUR) / seconds;
  return workloads.map(({ name, service, via, operations }, index) => {
    const counts = runs.map((run) => countCalls(run, { ...ALL_CALLS, workload: index }));
    const calls = counts.reduce((sum, { offered }) => sum + offered, 0);
    const filter = { workload: index, name: null, group: null };
    const due =
      service === null
        ? calls
        : runs.reduce(
            (sum, run) => sum + selectUserOperations(run, workloads, filter).counts.due,
            0,
          );
    const given = pricing.callsPerMonth[name] ?? null;
    const perMonth = given === null ? due * perRunSecond : given * load;
    const factor = due === 0 ? 0 : perMonth / due;
    const isKms = via === 'kms' && design.billing.paysRequests;
    const isIdle = service === null && calls === 0;
    const requests = (operation: OperationName): number => {
      // A rate so low that no call fell into the run still has its month.
      if (isIdle) return perMonth * shareOf(operations, operation);
      const code = OPERATIONS.indexOf(operation);
      const admitted = runs
        .map((run) => countCalls(run, { ...ALL_CALLS, workload: index, operation: code }))
        .reduce((sum, { admittedAttempts }) => sum + admittedAttempts, 0);
      return admitted * factor;
    };
    const byOperation = isKms
      ? OPERATIONS.map((operation) => [operation, requests(operation)] as const).filter(
          ([, count]) => count > 0,
        )
      : [];
    const throttled = counts.reduce((sum, { throttledAttempts }) => sum + throttledAttempts, 0);
    return {
      index,
      isKms,
      workload: name,
      of: service === null ? 'calls' : 'user operations',
      perMonth: Math.round(perMonth),
      volume: given === null ? 'extrapolated' : 'given',
      callsPerMonth: isIdle ? perMonth : calls * factor,
      requestsPerMonth: Math.round(byOperation.reduce((sum, [, count]) => sum + count, 0)),
      requestsByOperation: Object.fromEntries(byOperation),
      throttledPerMonth: isKms ? throttled * factor : 0,
    };
  });
}

function shareOf(
  operations: Design['world']['workloads'][number]['operations'],
  operation: OperationName,
): number {
  return operations.find((own) => own.operation === operation)?.share ?? 0;
}
