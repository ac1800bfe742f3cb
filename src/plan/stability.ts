import type { RunResult } from './run-result.ts';

/** Calls that may pile up over half a run without being called growth: the noise of a stable queue. */
const TOLERATED_GROWTH_SHARE = 0.005;
const TOLERATED_GROWTH_CALLS = 50;

/**
 * False when the number of calls present grew by more than noise in the first half of the measured
 * time and in the second: then the load is more than the design carries, and its latencies are
 * those of a run cut off. A queue that fills once and stays full grows in one half only.
 */
export function isStable(runs: readonly RunResult[]): boolean {
  const sum = (of: (system: RunResult['system']) => number) =>
    runs.reduce((total, { system }) => total + of(system), 0);
  const early = sum((system) => system.presentHalfWay - system.presentAtStart);
  const late = sum((system) => system.presentAtEnd - system.presentHalfWay);
  const arrived = sum((system) => system.arrived);
  const noise = Math.max(TOLERATED_GROWTH_CALLS * runs.length, arrived * TOLERATED_GROWTH_SHARE);
  return early <= noise || late <= noise;
}
