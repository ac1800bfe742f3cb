import type { Estimate, PointResult, Result } from '../../src/plan/index.ts';

/** Buckets of the histograms are 2^-8 of an octave wide; a midpoint is off by half of that at most. */
export const BUCKET = 2 ** -9;

/** The only point of a result with one design and no `vary`. */
export function pointOf(result: Result): PointResult {
  return result.stores[0]!.points[0]!;
}

type Reader = (result: Result) => Estimate;

/** An estimate of nothing, where the program sees no steady state: it is no evidence. */
const NOTHING: Estimate = { value: NaN, low: null, high: null, level: 0.99, method: 'none' };

function found(estimate: Estimate | null | undefined): Estimate {
  return estimate ?? NOTHING;
}

export const meanLatency: Reader = (result) => found(pointOf(result).latencyMs.mean);
export const meanLatencyOfAll: Reader = (result) => found(pointOf(result).latencyAllMs.mean);
export const throttledShare: Reader = (result) => pointOf(result).throttledShare;
export const failedShare: Reader = (result) => pointOf(result).failedShare;
export const attemptsPerCall: Reader = (result) => pointOf(result).attemptsPerCall;
export const throughput: Reader = (result) => pointOf(result).throughputPerSecond;
export const offered: Reader = (result) => pointOf(result).offeredPerSecond;

/** `name`: `p50`, `p90`, `p95`, `p99` or `p99.9`. */
export function latencyPercentile(name: string): Reader {
  return (result) => found(pointOf(result).latencyMs.percentiles[name]);
}

/** Of the first HSM: with equal HSMs and any fair balancing all of them have the same. */
export const utilisation: Reader = (result) => station(result).utilisationShare;
export const meanQueue: Reader = (result) => station(result).meanQueue;

function station(result: Result) {
  return pointOf(result).stations['hsm-1']!;
}

export function workloadLatency(workload: string): Reader {
  return (result) => found(pointOf(result).byWorkload[workload]!.latencyMs.mean);
}

export function workloadThrottledShare(workload: string): Reader {
  return (result) => pointOf(result).byWorkload[workload]!.throttledShare;
}

/** KMS calls for each user operation, such as `users PutObject`. */
export function kmsCalls(operation: string): Reader {
  return (result) => pointOf(result).operations[operation]!.kmsCallsPerOperation;
}

/** Calls that came due in one replication, the mean of all. */
export function callsOfOneReplication(result: Result): number {
  const { calls, replications } = pointOf(result);
  return calls.offered / replications;
}

export function monthUsd(result: Result): number {
  return pointOf(result).cost.monthUsd;
}

/** The amount of the lines of the bill whose item begins so. */
export function lineUsd(item: string): (result: Result) => number {
  return (result) =>
    pointOf(result)
      .cost.lines.filter((line) => line.item.startsWith(item))
      .reduce((sum, { amountUsd }) => sum + amountUsd, 0);
}
