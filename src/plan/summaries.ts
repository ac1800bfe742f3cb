import { NS_PER_MS, NS_PER_SECOND } from '../kernel/index.ts';
import { LogLinearHistogram, meanInterval } from '../stats/index.ts';
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

export function perSecond(
  groups: readonly RunGroup[],
  level: number,
  of: (group: RunGroup) => number,
): Estimate {
  return estimate(
    groups.map((group) => (of(group) * NS_PER_SECOND) / group.measuredNs),
    level,
  );
}

/** Which latencies of a group: of successful calls, of all ended ones, or the added part. */
export type LatencyKind = 'success' | 'all' | 'added';

export function latencyHistogram(group: RunGroup, kind: LatencyKind): LogLinearHistogram {
  if (kind === 'success') return group.success;
  if (kind === 'added') return group.added;
  const all = new LogLinearHistogram();
  all.merge(group.success);
  all.merge(group.failure);
  return all;
}

/** Latencies over replications; a figure of a replication without calls is left out. */
export function summariseLatency(
  groups: readonly RunGroup[],
  kind: LatencyKind,
  percentiles: readonly number[],
  level: number,
): LatencySummary {
  const histograms = groups.map((group) => latencyHistogram(group, kind));
  const filled = histograms.filter((histogram) => histogram.count > 0);
  const over = (of: (histogram: LogLinearHistogram) => number) =>
    estimate(
      filled.length === 0 ? [0] : filled.map((histogram) => of(histogram) / NS_PER_MS),
      level,
    );
  const merged = new LogLinearHistogram();
  for (const histogram of filled) merged.merge(histogram);
  // Only shares with at least ten calls beyond them are drawn: beyond that a curve is noise.
  const shares = CURVE_SHARES.filter((share) => (1 - share) * merged.count >= 10);
  return {
    count: merged.count,
    mean: over((histogram) => histogram.mean),
    percentiles: Object.fromEntries(
      percentiles.map((share) => [
        percentileName(share),
        over((histogram) => histogram.percentile(share)),
      ]),
    ),
    max: merged.count === 0 ? 0 : merged.max / NS_PER_MS,
    tailIsLowerBound: sumCounts(groups).inFlight > 0,
    curve: { shares, ms: merged.curve(shares).map((ns) => ns / NS_PER_MS) },
  };
}

export function summariseGroup(
  groups: readonly RunGroup[],
  percentiles: readonly number[],
  level: number,
): GroupResult {
  return {
    calls: sumCounts(groups),
    latencyMs: summariseLatency(groups, 'success', percentiles, level),
    addedLatencyMs: summariseLatency(groups, 'added', percentiles, level),
    successShare: shareOf(groups, level, ({ counts }) => counts.succeeded),
    throttledShare: shareOf(groups, level, ({ counts }) => counts.throttled),
    failedShare: shareOf(groups, level, ({ counts }) => counts.failed),
    throughputPerSecond: perSecond(groups, level, ({ counts }) => counts.succeeded),
  };
}
