import { independentTailCount, LogLinearHistogram } from '../stats/index.ts';
import type { TooShort } from './result.ts';
import type { TailDispersion } from './run-result.ts';

/**
 * Independent calls that each replication must have beyond a percentile for an interval. With six
 * the replications' values scatter by 40 % of a tail length (the time in which the tail falls to
 * 1/e), and the bias of the pooled value is a fifth of its standard error or less: the interval is
 * wide, and covers as often as it says. With fewer it does not.
 */
const NEEDED = 6;
/** Of one long run that is cut into twenty batches: three in each. */
const NEEDED_IN_ONE = 60;
/** So much more is asked for where there are too few: their number is known to a factor of two only. */
const RESERVE = 3;
/** Of fewer independent calls nothing can be told, not even how many more it takes. */
const LEAST = 0.25;

/** The latencies of one replication, and how slow calls cluster in it. */
export interface ReplicationLatencies {
  readonly histogram: LogLinearHistogram;
  /** Of all successful calls of the run, ascending in share; empty where it is not known. */
  readonly tailDispersion: readonly TailDispersion[];
  /** The same latencies in equal parts of the measured time; empty where they were not kept. */
  readonly batches: readonly LogLinearHistogram[];
}

/**
 * What a percentile of one or more replications lacks; null where it lacks nothing, or where
 * nothing is known of one replication.
 */
export function tailOf(runs: readonly ReplicationLatencies[], share: number): TooShort | null {
  const merged = new LogLinearHistogram();
  for (const { histogram } of runs) merged.merge(histogram);
  const limit = merged.percentile(share);
  // The rarer side: the median has half of the calls beyond it, the 10th percentile few below it.
  const isUpper = share >= 0.5;
  const beyond = runs.map(({ histogram }) => {
    const above = histogram.countAbove(limit);
    return isUpper ? above : histogram.count - above;
  });
  const calls = merged.count / runs.length;
  const expected = (isUpper ? 1 - share : share) * calls;
  const needed = runs.length === 1 ? NEEDED_IN_ONE : NEEDED;
  const found = beyond.reduce((sum, count) => sum + count, 0) / beyond.length;
  // Many calls took exactly so long, such as no added time at all: nothing there is rare.
  if (expected >= needed && found < expected / 2) return null;
  const dispersion = dispersionOf(runs, isUpper ? share : 1 - share);
  if (dispersion === null && runs.length === 1) return null;
  const independent =
    dispersion === null
      ? Math.min(expected, independentTailCount(beyond))
      : expected / Math.max(1, dispersion);
  if (independent >= needed) return null;
  return {
    independentTailCalls: independent,
    neededTailCalls: needed * RESERVE,
    calls: Math.round(calls),
    neededCalls: roundedUp((calls * needed * RESERVE) / Math.max(independent, LEAST)),
  };
}

/**
 * Mean dispersion of these calls beyond a percentile, from that of all calls of their runs: where
 * they are a part of them, taken as if by chance, they cluster by so much less. null: not known.
 */
function dispersionOf(runs: readonly ReplicationLatencies[], share: number): number | null {
  const known = runs.flatMap(({ histogram, tailDispersion }) => {
    // The nearest share below: farther out slow calls are fewer, and cluster less.
    const nearest = tailDispersion.filter((own) => own.share <= share + 1e-9).at(-1);
    if (nearest === undefined || nearest.calls === 0) return [];
    const part = Math.min(1, histogram.count / nearest.calls);
    return [1 + (nearest.dispersion - 1) * part];
  });
  if (known.length < runs.length) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** To two digits: 1,234 becomes 1,300. */
function roundedUp(value: number): number {
  let step = 1;
  while (value / step >= 100) step *= 10;
  return Math.ceil(value / step) * step;
}
