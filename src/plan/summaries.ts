import { NS_PER_MS, NS_PER_SECOND } from '../kernel/index.ts';
import { LogLinearHistogram, meanInterval } from '../stats/index.ts';
import { tailOf, type ReplicationLatencies } from './tails.ts';
import type { RunGroup } from './groups.ts';
import type { CallCounts, Estimate, GroupResult, LatencySummary } from './result.ts';

/** `p99.9` for 0.999. */
export function percentileName(share: number): string {
  return `p${Number((share * 100).toFixed(6))}`;
}

/** Shares of the percentile curve: dense where the tail is. */
const CURVE_SHARES: readonly number[] = [
  Array.from({ length: 18 }, (_, i) => i / 20),
  [0.9, 0.925, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.9925, 0.995, 0.9975, 0.999, 0.9995],
  [0.9999, 0.99995, 0.99999],
].flat();

/** Estimates of one figure from its value in each replication. */
export function estimate(values: readonly number[], level: number): Estimate {
  return meanInterval(values, level);
}

export function sumCounts(groups: readonly RunGroup[]): CallCounts {
  const sum = { offered: 0, succeeded: 0, throttled: 0, failed: 0, inFlight: 0, attempts: 0 };
  for (const { counts } of groups) {
    sum.offered += counts.offered;
    sum.succeeded += counts.succeeded;
    sum.throttled += counts.throttled;
    sum.failed += counts.failed;
    sum.inFlight += counts.offered - counts.succeeded - counts.throttled - counts.failed;
    sum.attempts += counts.attempts;
  }
  return sum;
}

/** A share of the offered calls, over the replications that had any; of nothing, 0. */
export function shareOf(
  groups: readonly RunGroup[],
  level: number,
  of: (group: RunGroup) => number,
): Estimate {
  const filled = groups.filter(({ counts }) => counts.offered > 0);
  if (filled.length === 0) return estimate([0], level);
  return estimate(
    filled.map((group) => of(group) / group.counts.offered),
    level,
  );
}

/** Of the time that the group lasted, over the replications in which it did; else 0. */
export function perSecond(
  groups: readonly RunGroup[],
  level: number,
  of: (group: RunGroup) => number,
): Estimate {
  const lasted = groups.filter(({ measuredNs }) => measuredNs > 0);
  if (lasted.length === 0) return estimate([0], level);
  return estimate(
    lasted.map((group) => (of(group) * NS_PER_SECOND) / group.measuredNs),
    level,
  );
}

/** Which latencies of a group: of successful calls, of all ended ones, or the added part. */
export type LatencyKind = 'success' | 'all' | 'added';

function latencyHistogram(group: RunGroup, kind: LatencyKind): LogLinearHistogram {
  if (kind === 'success') return group.success;
  if (kind === 'added') return group.added;
  const all = new LogLinearHistogram();
  all.merge(group.success);
  all.merge(group.failure);
  return all;
}

/** Of the replications that have such calls. */
export function latenciesOf(
  groups: readonly RunGroup[],
  kind: LatencyKind,
): readonly ReplicationLatencies[] {
  return groups
    .map((group) => ({
      histogram: latencyHistogram(group, kind),
      tailDispersion: group.tailDispersion,
      batches: kind === 'success' ? group.batches : [],
    }))
    .filter(({ histogram }) => histogram.count > 0);
}

/**
 * Latencies over replications; a figure of a replication without calls is left out. `growth`: of
 * the calls in flight, where it makes any latency meaningless.
 */
export function summariseLatency(
  groups: readonly RunGroup[],
  kind: LatencyKind,
  percentiles: readonly number[],
  level: number,
  growth: Estimate | null,
): LatencySummary {
  const filled = latenciesOf(groups, kind);
  const merged = new LogLinearHistogram();
  for (const { histogram } of filled) merged.merge(histogram);
  const tailIsLowerBound = sumCounts(groups).inFlight > 0;
  if (growth !== null || merged.count === 0) {
    return {
      count: merged.count,
      growthPerSecond: growth,
      mean: null,
      percentiles: {},
      max: null,
      tailIsLowerBound,
      curve: { shares: [], ms: [] },
    };
  }
  // Only shares with at least ten calls beyond them are drawn: beyond that a curve is noise.
  const shares = CURVE_SHARES.filter((share) => (1 - share) * merged.count >= 10);
  return {
    count: merged.count,
    growthPerSecond: null,
    mean: meanEstimate(filled, level),
    percentiles: Object.fromEntries(
      percentiles.map((share) => [percentileName(share), percentileEstimate(filled, share, level)]),
    ),
    max: merged.max / NS_PER_MS,
    tailIsLowerBound,
    curve: { shares, ms: merged.curve(shares).map((ns) => ns / NS_PER_MS) },
  };
}

/**
 * A percentile over replications, in ms: that of all calls together, which is less biased than the
 * mean of the replications' own, with the interval that their spread gives. Of a run too short for
 * it the value alone, marked so.
 * `runs`: one or more, none of them empty.
 */
export function percentileEstimate(
  runs: readonly ReplicationLatencies[],
  share: number,
  level: number,
): Estimate {
  const spread = spreadOf(runs, level, (histogram) => histogram.percentile(share));
  const merged = new LogLinearHistogram();
  for (const { histogram } of runs) merged.merge(histogram);
  const whole = centredAt(spread, merged.percentile(share) / NS_PER_MS);
  const tooShort = tailOf(runs, share);
  return tooShort === null
    ? whole
    : { ...whole, low: null, high: null, method: 'the run is too short for an interval', tooShort };
}

/** The mean in ms, over replications or over the batches of one run; `runs`: one or more. */
export function meanEstimate(runs: readonly ReplicationLatencies[], level: number): Estimate {
  const spread = spreadOf(runs, level, (histogram) => histogram.mean);
  return runs.length > 1 ? spread : centredAt(spread, runs[0]!.histogram.mean / NS_PER_MS);
}

/** A figure of each replication, or of each batch where there is but one, in ms. */
function spreadOf(
  runs: readonly ReplicationLatencies[],
  level: number,
  of: (histogram: LogLinearHistogram) => number,
): Estimate {
  const batches = runs.length > 1 ? [] : runs[0]!.batches.filter(({ count }) => count > 0);
  if (batches.length < 2) {
    return estimate(
      runs.map(({ histogram }) => of(histogram) / NS_PER_MS),
      level,
    );
  }
  const values = batches.map((histogram) => of(histogram) / NS_PER_MS);
  const method = `Student t over ${batches.length} batches of one run`;
  return { ...estimate(values, level), method };
}

/** The same half-width round another value. */
function centredAt(spread: Estimate, value: number): Estimate {
  const { low, high } = spread;
  if (low === null || high === null) return { ...spread, value };
  const half = (high - low) / 2;
  return { ...spread, value, low: value - half, high: value + half };
}

export function summariseGroup(
  groups: readonly RunGroup[],
  percentiles: readonly number[],
  level: number,
  growth: Estimate | null,
): GroupResult {
  return {
    calls: sumCounts(groups),
    latencyMs: summariseLatency(groups, 'success', percentiles, level, growth),
    addedLatencyMs: summariseLatency(groups, 'added', percentiles, level, growth),
    successShare: shareOf(groups, level, ({ counts }) => counts.succeeded),
    throttledShare: shareOf(groups, level, ({ counts }) => counts.throttled),
    failedShare: shareOf(groups, level, ({ counts }) => counts.failed),
    throughputPerSecond: perSecond(groups, level, ({ counts }) => counts.answered),
  };
}
