import { meanInterval, type Interval } from './summary.ts';

/**
 * The ratio of two means, from independent pairs (numerator, denominator), with an interval by the
 * delta method: r = sum of numerators / sum of denominators, and Student's t interval of the
 * residuals numerator − r denominator, over the mean denominator (Crane and Lemoine, "An
 * Introduction to the Regenerative Method for Simulation Analysis", 1977, section 3.4). Throws a
 * RangeError for lists of different or no length and for denominators that sum to 0.
 */
export function ratioInterval(
  numerators: readonly number[],
  denominators: readonly number[],
  level: number,
): Interval {
  if (numerators.length !== denominators.length) {
    throw new RangeError(
      `numerators and denominators come in pairs, got ${numerators.length} and ${denominators.length}`,
    );
  }
  const total = denominators.reduce((sum, each) => sum + each, 0);
  if (!(total > 0)) throw new RangeError(`denominators must sum to more than 0, got ${total}`);
  const value = numerators.reduce((sum, each) => sum + each, 0) / total;
  const residuals = numerators.map((each, i) => each - value * denominators[i]!);
  const spread = meanInterval(residuals, level);
  const method = `ratio over ${numerators.length} segments, Student t`;
  if (spread.low === null || spread.high === null) {
    return { value, low: null, high: null, level, method };
  }
  const half = (spread.high - spread.low) / 2 / (total / denominators.length);
  return { value, low: value - half, high: value + half, level, method };
}
