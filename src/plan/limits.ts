import { NS_PER_SECOND } from '../kernel/index.ts';
import { ALL_CALLS, countCalls } from './groups.ts';
import type { LimitResult } from './result.ts';
import type { RunResult } from './run-result.ts';
import type { Design, LimitInput } from './study.ts';

/** What each limit counts; any other name counts the calls that go through KMS. */
const ACCOUNT_QUOTA = 'account quota';
const HSMS = 'HSMs';

/**
 * The walls of a design against its offered load, lowest first. The lowest binds: it is the one
 * reached first as the load grows, whether or not this load reaches it. HSMs serve every workload,
 * a quota those that call KMS, the account quota those of the account that owns the keys.
 */
export function limitTable(
  { limits, world }: Design,
  runs: readonly RunResult[],
): readonly LimitResult[] {
  const seconds = runs.reduce((sum, { measuredNs }) => sum + measuredNs, 0) / NS_PER_SECOND;
  const offered = world.workloads.map((_, workload) =>
    runs.reduce((sum, run) => sum + countCalls(run, { ...ALL_CALLS, workload }).offered, 0),
  );
  const isCounted = ({ name }: LimitInput, workload: number): boolean => {
    const { via, account } = world.workloads[workload]!;
    if (name === HSMS) return true;
    return via === 'kms' && (name !== ACCOUNT_QUOTA || account === 0);
  };
  const sorted = [...limits].sort((a, b) => a.capacityPerSecond - b.capacityPerSecond);
  return sorted.map((limit, position) => {
    const calls = offered.reduce(
      (sum, count, workload) => sum + (isCounted(limit, workload) ? count : 0),
      0,
    );
    return {
      ...limit,
      usedShare: calls / seconds / limit.capacityPerSecond,
      binds: position === 0,
    };
  });
}
