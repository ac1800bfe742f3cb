import type { RunResult } from './run-result.ts';

/** Calls that may pile up over a run without being called growth: the noise of a stable queue. */
const TOLERATED_GROWTH_SHARE = 0.01;
const TOLERATED_GROWTH_CALLS = 100;

/**
 * False when the number of calls present grew over the measured time by more than noise: then the
 * load is more than the design carries, and its latencies are those of a run cut off.
 */
export function isStable(runs: readonly RunResult[]): boolean {
  const growth = runs.reduce(
    (sum, { system }) => sum + system.presentAtEnd - system.presentAtStart,
    0,
  );
  const arrived = runs.reduce((sum, { system }) => sum + system.arrived, 0);
  return growth <= Math.max(TOLERATED_GROWTH_CALLS * runs.length, arrived * TOLERATED_GROWTH_SHARE);
}
