import { meanInterval, studentFactor, type Interval } from './summary.ts';

/** A figure of the same replications whose expected value is known exactly, such as the arrivals. */
export interface Control {
  /** One a replication, in the order of the values it is to explain. */
  readonly values: readonly number[];
  /** The expected value of each. */
  readonly mean: number;
}

/** What is left of a control after those before it, as a share of its sum of squares: rounding. */
const NOTHING_LEFT = 1e-10;

/** Direction in which the controls vary: orthogonal to the others, round its own mean. */
interface Direction {
  readonly values: readonly number[];
  readonly squares: number;
  /** How far the observed mean lies from the expected one, in this direction. */
  readonly shift: number;
}

/**
 * The mean of independent values, one a replication, corrected by what the controls are known to
 * have been off: linear regression on controls minus their means, whose intercept it is. For n
 * values and k controls Student's t with n − k − 1 degrees of freedom and the variance
 * s² (1/n + d' S⁻¹ d), where s² is that of the residuals, d the controls' distance from their
 * means and S their sums of squares and products; exact for normal values and controls
 * (S. S. Lavenberg and P. D. Welch, "A Perspective on the Use of Control Variables to Increase the
 * Efficiency of Monte Carlo Simulations", Management Science 27, 1981, section 3; P. Glasserman,
 * "Monte Carlo Methods in Financial Engineering", 2004, section 4.1).
 *
 * A control that never varies, or follows from those before it, is left out. Throws a RangeError
 * where a control has not as many values, or where there are fewer than k + 2 values.
 */
export function controlledMeanInterval(
  values: readonly number[],
  controls: readonly Control[],
  level: number,
): Interval {
  const count = values.length;
  for (const control of controls) {
    if (control.values.length !== count) {
      throw new RangeError(`${count} values, but ${control.values.length} of a control`);
    }
  }
  const directions = directionsOf(controls);
  const freedom = count - directions.length - 1;
  if (freedom < 1) {
    throw new RangeError(
      `${directions.length} controls take ${directions.length + 2} values, got ${count}`,
    );
  }
  const plain = meanInterval(values, level);
  if (directions.length === 0 || plain.low === plain.high) return plain;
  let residuals = centred(values).values;
  let value = plain.value;
  let leverage = 1 / count;
  for (const { values: direction, squares, shift } of directions) {
    const slope = product(residuals, direction) / squares;
    residuals = residuals.map((own, i) => own - slope * direction[i]!);
    value -= slope * shift;
    leverage += (shift * shift) / squares;
  }
  const deviation = Math.sqrt(product(residuals, residuals) / freedom);
  const half = studentFactor(freedom, level) * deviation * Math.sqrt(leverage);
  const method = `control variates, Student t over ${count} replications`;
  return { value, low: value - half, high: value + half, level, method };
}

/** Gram and Schmidt: each control less what those before it explain. */
function directionsOf(controls: readonly Control[]): readonly Direction[] {
  const directions: Direction[] = [];
  for (const control of controls) {
    const { values, mean } = centred(control.values);
    const whole = product(values, values);
    let left = values;
    let shift = mean - control.mean;
    for (const direction of directions) {
      const slope = product(left, direction.values) / direction.squares;
      left = left.map((own, i) => own - slope * direction.values[i]!);
      shift -= slope * direction.shift;
    }
    const squares = product(left, left);
    // Against the mean as well: equal values differ from their mean by its rounding.
    const least = NOTHING_LEFT * Math.max(whole, mean * mean * NOTHING_LEFT * values.length);
    if (squares > least) directions.push({ values: left, squares, shift });
  }
  return directions;
}

function centred(values: readonly number[]): {
  readonly values: readonly number[];
  readonly mean: number;
} {
  const mean = values.reduce((sum, own) => sum + own, 0) / values.length;
  return { values: values.map((own) => own - mean), mean };
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, own, i) => sum + own * b[i]!, 0);
}
