import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { mean, sampleStandardDeviation } from 'simple-statistics';

/** An estimate with its confidence interval. `low` and `high` are null where there is none. */
export interface Interval {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Confidence level, 0 to 1. */
  readonly level: number;
  /** How it was computed, in words. */
  readonly method: string;
}

/**
 * The mean of independent values, one a replication, with Student's t interval: mean ± t s/√n,
 * n − 1 degrees of freedom. No interval for one value or where a value is infinite. Throws a
 * RangeError for no values or a level outside (0, 1).
 */
export function meanInterval(values: readonly number[], level: number): Interval {
  return studentInterval(values, level, 'Student t');
}

/**
 * The mean difference a − b of paired values (the same replication of two designs, under common
 * random numbers) with its interval. Throws a RangeError if the lists differ in length.
 */
export function differenceInterval(
  a: readonly number[],
  b: readonly number[],
  level: number,
): Interval {
  if (a.length !== b.length) {
    throw new RangeError(`paired values come in pairs, got ${a.length} and ${b.length}`);
  }
  const differences = a.map((value, i) => value - b[i]!);
  return studentInterval(differences, level, 'paired Student t');
}

function studentInterval(values: readonly number[], level: number, name: string): Interval {
  const count = values.length;
  if (count === 0) throw new RangeError('an interval needs at least one value, got none');
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`a confidence level is between 0 and 1, got ${level}`);
  }
  if (count === 1) {
    return { value: values[0]!, low: null, high: null, level, method: 'one replication' };
  }
  const method = `${name} over ${count} replications`;
  if (!values.every(Number.isFinite)) {
    const value = values.reduce((sum, each) => sum + each, 0) / count;
    return { value, low: null, high: null, level, method };
  }
  // Equal values are their own mean to the last bit, whatever a sum's rounding says.
  const first = values[0]!;
  if (values.every((each) => each === first)) {
    return { value: first, low: first, high: first, level, method };
  }
  const list = [...values];
  const value = mean(list);
  const half = (studentFactor(count - 1, level) * sampleStandardDeviation(list)) / Math.sqrt(count);
  return { value, low: value - half, high: value + half, level, method };
}

const factors = new Map<string, number>();

/** Two-sided quantile of Student's t; remembered, because a result asks for it thousands of times. */
export function studentFactor(degreesOfFreedom: number, level: number): number {
  const key = `${degreesOfFreedom} ${level}`;
  let factor = factors.get(key);
  if (factor === undefined) {
    factor = tQuantile((1 + level) / 2, degreesOfFreedom);
    factors.set(key, factor);
  }
  return factor;
}
