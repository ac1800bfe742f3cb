import { compareExactly, compareMeans, comparePercentiles } from '../metric-difference.ts';
import type { Estimate, PointResult, ReplicationValues } from '../result.ts';
import type { MetricDifference } from '../result-analysis.ts';

/** Below this a figure is a rounding. */
const NOTHING = 1e-12;

interface Figure {
  readonly metric: string;
  readonly unit: string;
  /** null where the point has none: it is overloaded, or no call succeeded. */
  readonly of: (point: PointResult) => Estimate | null;
  readonly values: keyof ReplicationValues;
  readonly isPercentile: boolean;
}

/** Latencies of a point before its first fault, as everywhere. */
function latencyIn(point: PointResult): Pick<PointResult, 'latencyMs' | 'addedLatencyMs'> {
  const before = point.phases['before'];
  return before !== undefined && before.calls.offered > 0 ? before : point;
}

const FIGURES: readonly Figure[] = [
  {
    metric: 'mean latency',
    unit: 'ms',
    of: (point) => latencyIn(point).latencyMs.mean,
    values: 'meanLatencyMs',
    isPercentile: false,
  },
  {
    metric: 'p50 latency',
    unit: 'ms',
    of: (point) => latencyIn(point).latencyMs.percentiles['p50'] ?? null,
    values: 'p50LatencyMs',
    isPercentile: true,
  },
  {
    metric: 'p99 latency',
    unit: 'ms',
    of: (point) => latencyIn(point).latencyMs.percentiles['p99'] ?? null,
    values: 'p99LatencyMs',
    isPercentile: true,
  },
  {
    metric: 'p99 added latency',
    unit: 'ms',
    of: (point) => latencyIn(point).addedLatencyMs.percentiles['p99'] ?? null,
    values: 'p99AddedLatencyMs',
    isPercentile: true,
  },
  {
    metric: 'success',
    unit: 'share',
    of: ({ successShare }) => successShare,
    values: 'successShare',
    isPercentile: false,
  },
  {
    metric: 'throttled',
    unit: 'share',
    of: ({ throttledShare }) => throttledShare,
    values: 'throttledShare',
    isPercentile: false,
  },
  {
    metric: 'throughput',
    unit: 'calls/s',
    of: ({ throughputPerSecond }) => throughputPerSecond,
    values: 'throughputPerSecond',
    isPercentile: false,
  },
];

/** Every figure that both points have, the ones that moved first; the bill last. */
export function metricsBetween(
  before: PointResult,
  after: PointResult,
  isPaired: boolean,
  level: number,
): readonly MetricDifference[] {
  const found = FIGURES.flatMap((figure) => {
    const [old, now] = [figure.of(before), figure.of(after)];
    if (old === null || now === null) return [];
    return (
      (isPaired ? paired(figure, before, after, old, now, level) : null) ??
      independent(figure, old, now, level)
    );
  });
  return [
    ...found.filter(hasMoved),
    ...found.filter((metric) => !hasMoved(metric)),
    compareExactly(
      { metric: 'cost', unit: 'USD/month' },
      before.cost.monthUsd,
      after.cost.monthUsd,
      level,
    ),
  ];
}

function hasMoved({ verdict }: MetricDifference): boolean {
  return verdict === 'more' || verdict === 'less';
}

/** null where they have no replications in common. */
function paired(
  { metric, unit, values, isPercentile }: Figure,
  before: PointResult,
  after: PointResult,
  old: Estimate,
  now: Estimate,
  level: number,
): MetricDifference | null {
  const [all, own] = [before.byReplication[values], after.byReplication[values]];
  const count = Math.min(all.length, own.length);
  const [a, b] = [all.slice(0, count), own.slice(0, count)];
  if (!isPercentile) return compareMeans({ metric, unit, baseline: a, own: b }, level);
  return comparePercentiles(
    { metric, unit },
    { ms: a, pooledMs: old.value, tooShort: old.tooShort ?? null },
    { ms: b, pooledMs: now.value, tooShort: now.tooShort ?? null },
    level,
  );
}

/**
 * The difference of two independent estimates: variances add up, and so do the squares of
 * half-widths of the same level.
 */
function independent(
  { metric, unit }: Figure,
  old: Estimate,
  now: Estimate,
  level: number,
): MetricDifference {
  const value = now.value - old.value;
  const [a, b] = [old, now].map(({ low, high }) =>
    low === null || high === null ? null : (high - low) / 2,
  );
  const half = a === null || b === null ? null : Math.sqrt(a! * a! + b! * b!);
  const difference: Estimate = {
    value,
    low: half === null ? null : value - half,
    high: half === null ? null : value + half,
    level,
    method: 'independent intervals, squares of half-widths added',
  };
  const verdict =
    half === null
      ? 'unknown'
      : Math.abs(value) <= Math.max(half, NOTHING)
        ? 'none'
        : value > 0
          ? 'more'
          : 'less';
  return {
    metric,
    unit,
    baselineValue: old.value,
    value: now.value,
    difference,
    verdict,
    varianceReduction: null,
  };
}
