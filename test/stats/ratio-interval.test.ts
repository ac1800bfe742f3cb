import { describe, expect, it } from 'vitest';
import { RandomStreams, log } from '../../src/kernel/index.ts';
import { ratioInterval } from '../../src/stats/ratio-interval.ts';

describe('the interval of a ratio of means', () => {
  it('is that of the mean where all denominators are 1', () => {
    const { value, low, high } = ratioInterval([1, 2, 3, 4], [1, 1, 1, 1], 0.95);
    // t = 3.1824 with 3 degrees of freedom, s^2 = 5/3.
    const half = 3.182446 * Math.sqrt(5 / 3 / 4);
    expect(value).toBe(2.5);
    expect(low).toBeCloseTo(2.5 - half, 5);
    expect(high).toBeCloseTo(2.5 + half, 5);
  });

  it('has no width where every pair has the same ratio', () => {
    expect(ratioInterval([1, 2, 4], [2, 4, 8], 0.95)).toMatchObject({
      value: 0.5,
      low: 0.5,
      high: 0.5,
    });
  });

  it('contains the ratio of the means in 95 % of experiments', () => {
    // Numerators that depend on their denominators: exponential(1) + denominator, which is
    // exponential(1) itself, so that the ratio is 2.
    const stream = new RandomStreams('ratio').stream('values');
    const draw = () => -log(stream.next());
    const experiments = 1000;
    let covered = 0;
    for (let i = 0; i < experiments; i++) {
      const denominators = Array.from({ length: 40 }, draw);
      const numerators = denominators.map((own) => own + draw());
      const { low, high } = ratioInterval(numerators, denominators, 0.95);
      if (low! <= 2 && 2 <= high!) covered++;
    }
    // A ratio of 40 pairs of skewed values covers a little less than 95 %; the binomial deviation
    // of 1,000 experiments is 0.7 %, and three of them are allowed on top.
    expect(Math.abs(covered / experiments - 0.95)).toBeLessThan(0.03);
  });

  it('refuses lists that do not match and denominators that sum to nothing', () => {
    expect(() => ratioInterval([1], [1, 2], 0.95)).toThrow(RangeError);
    expect(() => ratioInterval([1, 1], [0, 0], 0.95)).toThrow(RangeError);
  });

  it('is none for a single pair', () => {
    expect(ratioInterval([1], [4], 0.95)).toMatchObject({ value: 0.25, low: null, high: null });
  });
});
