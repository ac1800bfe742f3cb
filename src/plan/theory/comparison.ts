import { meanInterval } from '../../stats/index.ts';
import type { Estimate, TheoryRow } from '../result.ts';

/**
 * What judges a comparison, one value a replication, all in the row's unit. Under the formula both
 * have means of 0 or more: how far the figure lies above the lowest value allowed, and below the
 * highest. For an exact value they are opposite but for the width of a histogram's bucket.
 */
export interface Evidence {
  readonly aboveLow: readonly number[];
  readonly belowHigh: readonly number[];
  /** May be missed by so much for reasons that are no chance: ends of the measured time. */
  readonly allowance: number;
}

/** A row of theory before it is judged. */
export interface Comparison extends Omit<TheoryRow, 'holds' | 'tolerance'> {
  /** null: shown, not judged. */
  readonly evidence: Evidence | null;
}

/** A judged row fails less than once in so many points where simulation and theory agree. */
const POINTS_TO_A_FALSE_ALARM = 10_000;

/** Fewer replications give no interval worth a verdict. */
export const LEAST_REPLICATIONS = 3;

/**
 * Judges all comparisons of one point together: each by Student's t interval at a level so high
 * that all of them hold at 99.99 % (Bonferroni).
 */
export function judgeComparisons(comparisons: readonly Comparison[]): readonly TheoryRow[] {
  const judged = comparisons.filter(({ evidence }) => evidence !== null).length;
  const level = 1 - 1 / (POINTS_TO_A_FALSE_ALARM * Math.max(1, judged));
  return comparisons.map(({ evidence, ...row }) =>
    evidence === null
      ? { ...row, holds: null, tolerance: null }
      : { ...row, ...verdictOn(evidence, level) },
  );
}

function verdictOn(
  { aboveLow, belowHigh, allowance }: Evidence,
  level: number,
): Pick<TheoryRow, 'holds' | 'tolerance'> {
  const sides = [aboveLow, belowHigh]
    .filter((values) => values.length > 0)
    .map((values) => meanInterval(values, level));
  const reach = Math.max(...sides.map(({ value, high }) => (high ?? Infinity) - value));
  return {
    holds: sides.every(({ high }) => high === null || high >= -allowance),
    tolerance: reach + allowance,
  };
}

/** Evidence for an exact value, from what each replication has too much of it. */
export function exactEvidence(excess: readonly number[], allowance = 0): Evidence {
  return { aboveLow: excess, belowHigh: excess.map((value) => -value), allowance };
}

/** A row that only says why there is no formula. */
export function noFormula(name: string, reason: string): Comparison {
  return {
    name,
    kind: 'none',
    expected: null,
    low: null,
    high: null,
    observed: null,
    unit: '',
    source: reason,
    evidence: null,
  };
}

/** An exact value beside what was seen. */
export function exactRow(
  name: string,
  expected: number,
  observed: Estimate,
  unit: string,
  source: string,
  evidence: Evidence | null,
): Comparison {
  return {
    name,
    kind: 'exact',
    expected,
    low: null,
    high: null,
    observed,
    unit,
    source,
    evidence,
  };
}
