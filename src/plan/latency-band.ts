import { percentileEstimate } from './summaries.ts';
import type { ReplicationLatencies } from './tails.ts';

/** Intervals of the percentiles of a curve; a share without an interval is left out. */
export interface LatencyBand {
  /** 0 to 1, ascending. */
  readonly shares: readonly number[];
  readonly lowMs: readonly number[];
  readonly highMs: readonly number[];
}

/**
 * How far chance alone may have moved each percentile of a latency curve, by the method of single
 * percentiles; share by share, so that a whole curve is inside less often than each of its points.
 */
export function latencyBand(
  runs: readonly ReplicationLatencies[],
  shares: readonly number[],
  level: number,
): LatencyBand {
  const rows = shares.flatMap((share) => {
    const { low, high } = percentileEstimate(runs, share, level);
    return low === null || high === null ? [] : [{ share, low: Math.max(0, low), high }];
  });
  return {
    shares: rows.map(({ share }) => share),
    lowMs: rows.map(({ low }) => low),
    highMs: rows.map(({ high }) => high),
  };
}
