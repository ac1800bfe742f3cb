import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { Estimate } from '../../src/plan/index.ts';
import { REPLICATIONS, type EvidenceCase } from './case.ts';

/** Chance that any of the true answers is called wrong. */
export const FAMILY_WISE = 0.01;

export interface Row {
  readonly of: EvidenceCase;
  readonly observed: Estimate;
  /** Half-width of the 99 % interval, as a share of the expected value. */
  readonly width: number;
  /** Two-sided, from Student's t over the replications. */
  readonly pValue: number;
}

/** How the observed interval stands to the expected value. */
export function rowOf(of: EvidenceCase, observed: Estimate): Row {
  const freedom = REPLICATIONS - 1;
  const halfWidth = ((observed.high ?? NaN) - (observed.low ?? NaN)) / 2;
  const standardError = halfWidth / tQuantile((1 + observed.level) / 2, freedom);
  const t = (observed.value - of.expected) / standardError;
  const pValue = 2 * (1 - tCdf(Math.abs(t), freedom));
  return { of, observed, width: halfWidth / of.expected, pValue };
}

/**
 * The rows that contradict their expected value, by Holm's method (1979, A simple sequentially
 * rejective multiple test procedure): the smallest p-value is held against the level over the
 * number of rows, the next against one less, until one stands.
 */
export function rejectedByHolm(rows: readonly Row[], level: number): readonly Row[] {
  const sorted = [...rows].sort((a, b) => a.pValue - b.pValue);
  const stands = sorted.findIndex(({ pValue }, i) => pValue > level / (rows.length - i));
  return stands < 0 ? sorted : sorted.slice(0, stands);
}
