import { describe, expect, it } from 'vitest';
import { RandomStreams, standardNormalQuantile } from '../../src/kernel/index.ts';
import { differenceInterval, meanInterval } from '../../src/stats/summary.ts';

describe('the interval of a mean', () => {
  it("is Student's textbook one", () => {
    // W. S. Gosset's sleep data (1908), extra hours under the second drug; mean 2.33, interval as
    // R's t.test(sleep$extra[11:20]) prints it.
    const hours = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    const { value, low, high, level, method } = meanInterval(hours, 0.95);
    expect(value).toBeCloseTo(2.33, 12);
    expect(low).toBeCloseTo(0.8976775, 6);
    expect(high).toBeCloseTo(3.7623225, 6);
    expect(level).toBe(0.95);
    expect(method).toBe('Student t over 10 replications');
  });

  it('uses the tabulated t quantiles', () => {
    // Half-width over s/√n; tables give t(0.975): 12.706 (1), 2.262 (9), 2.045 (29), 1.984 (99).
    for (const [count, factor] of [
      [2, 12.706],
      [10, 2.262],
      [30, 2.045],
      [100, 1.984],
    ] as const) {
      const values = Array.from({ length: count }, (_, i) => i);
      const { value, high } = meanInterval(values, 0.95);
      const spread = Math.sqrt((count * (count + 1)) / 12 / count);
      expect((high! - value) / spread).toBeCloseTo(factor, 3);
    }
  });

  it('covers the true mean as often as it says: 95 % of 2,000 experiments', () => {
    const stream = new RandomStreams('test').stream('coverage');
    let covered = 0;
    for (let i = 0; i < 2000; i++) {
      const values = Array.from(
        { length: 10 },
        () => 7 + 3 * standardNormalQuantile(stream.next()),
      );
      const { low, high } = meanInterval(values, 0.95);
      if (low! <= 7 && 7 <= high!) covered++;
    }
    // 3 standard errors of a share of 95 % in 2,000 are 1.46 %.
    expect(covered / 2000).toBeGreaterThan(0.935);
    expect(covered / 2000).toBeLessThan(0.965);
  });

  it('is missing for one value and where a value is infinite', () => {
    expect(meanInterval([3], 0.95)).toEqual({
      value: 3,
      low: null,
      high: null,
      level: 0.95,
      method: 'one replication',
    });
    expect(meanInterval([1, Infinity], 0.95)).toMatchObject({ value: Infinity, low: null });
  });

  it('has no width where all values are equal', () => {
    expect(meanInterval([0.1, 0.1, 0.1], 0.99)).toMatchObject({ value: 0.1, low: 0.1, high: 0.1 });
  });

  it('refuses no values and impossible levels', () => {
    expect(() => meanInterval([], 0.95)).toThrow(RangeError);
    for (const level of [0, 1, 95, NaN]) {
      expect(() => meanInterval([1, 2], level)).toThrow(RangeError);
    }
  });
});

describe('the interval of a difference', () => {
  it('is that of the paired differences', () => {
    const a = [10, 12, 9, 14];
    const b = [8, 11, 8, 11];
    const { method, ...figures } = differenceInterval(a, b, 0.9);
    const { method: plainMethod, ...plain } = meanInterval([2, 1, 1, 3], 0.9);
    expect(figures).toEqual(plain);
    expect([method, plainMethod]).toEqual([
      'paired Student t over 4 replications',
      'Student t over 4 replications',
    ]);
  });

  it('is narrow where the pairs move together, however wide each list is', () => {
    const a = [100, 250, 900, 400];
    const { low, high } = differenceInterval(
      a,
      a.map((x) => x - 5),
      0.95,
    );
    expect([low, high]).toEqual([5, 5]);
  });

  it('refuses lists of different lengths', () => {
    expect(() => differenceInterval([1, 2], [1], 0.95)).toThrow(RangeError);
  });
});
