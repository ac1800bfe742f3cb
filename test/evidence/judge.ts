import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { Estimate, Result } from '../../src/plan/index.ts';
import {
  REPLICATIONS,
  type ExactAnswer,
  type KnownRun,
  type StatisticalAnswer,
} from './known-answer.ts';

/** Chance that any of the true answers is called wrong. */
export const FAMILY_WISE = 0.01;

/** Sums of doubles in another order differ in the last bits; a micro-dollar in a million is 1e-12. */
const ROUNDING = 1e-12;

export interface StatisticalRow {
  readonly run: KnownRun;
  readonly answer: StatisticalAnswer;
  readonly observed: Estimate;
  /** Half-width of the interval, as a share of the expected value. */
  readonly width: number;
  /** From Student's t; one-sided for bounds. */
  readonly pValue: number;
  /** Stands for its run in the test of uniformity. */
  readonly isLead: boolean;
}

export interface ExactRow {
  readonly run: KnownRun;
  readonly answer: ExactAnswer;
  readonly observed: number;
  readonly holds: boolean;
}

export interface Rows {
  readonly statistical: readonly StatisticalRow[];
  readonly exact: readonly ExactRow[];
}

/** How a result stands to what was known of it. */
export function rowsOf(run: KnownRun, result: Result): Rows {
  const statistical: StatisticalRow[] = [];
  const exact: ExactRow[] = [];
  for (const answer of run.answers) {
    if (answer.judged === 'exact') {
      const observed = answer.read(result);
      const reach = ROUNDING * Math.abs(answer.expected);
      const holds = Math.abs(observed - answer.expected) <= reach;
      exact.push({ run, answer, observed, holds });
    } else {
      const isLead = answer.judged === 'equal' && statistical.every((row) => !row.isLead);
      statistical.push({ ...judged(answer, answer.read(result)), run, isLead });
    }
  }
  return { statistical, exact };
}

/**
 * p-value and width. An estimate without an interval contradicts nothing and proves nothing: it is
 * as wide as can be.
 */
export function judged(
  answer: StatisticalAnswer,
  observed: Estimate,
): Pick<StatisticalRow, 'answer' | 'observed' | 'width' | 'pValue'> {
  const { expected, judged: side, resolution = 0, freedom = REPLICATIONS - 1 } = answer;
  const { value, low, high, level } = observed;
  if (low === null || high === null) return { answer, observed, width: Infinity, pValue: 1 };
  const halfWidth = (high - low) / 2;
  const standardError = halfWidth / tQuantile((1 + level) / 2, freedom);
  const difference = value - expected;
  // What reading the value can be off by speaks against nobody.
  const beyond = Math.sign(difference) * Math.max(0, Math.abs(difference) - resolution * expected);
  const t = beyond === 0 ? 0 : beyond / standardError;
  const below = tCdf(t, freedom);
  const pValue =
    side === 'at least' ? below : side === 'at most' ? 1 - below : 2 * Math.min(below, 1 - below);
  return { answer, observed, width: halfWidth / Math.abs(expected), pValue };
}

/**
 * The rows that contradict their expected value, by Holm's method (1979, A simple sequentially
 * rejective multiple test procedure): the smallest p-value is held against the level over the
 * number of rows, the next against one less, until one stands. Holds however the rows depend on
 * each other.
 */
export function rejectedByHolm<Row extends { readonly pValue: number }>(
  rows: readonly Row[],
  level: number,
): readonly Row[] {
  const sorted = [...rows].sort((a, b) => a.pValue - b.pValue);
  const stands = sorted.findIndex(({ pValue }, i) => pValue > level / (rows.length - i));
  return stands < 0 ? sorted : sorted.slice(0, stands);
}
