import { describe, expect, it } from 'vitest';
import { RandomStreams, standardNormalQuantile } from '../../../src/kernel/index.ts';
import { mean, varianceComponents } from '../../../src/plan/uncertainty/variance-components.ts';

describe('variance components', () => {
  it('are those computed by hand', () => {
    // Means 2, 6 and 8.5 about 5.5: between 2 x (12.25 + 0.25 + 9) / 2 = 21.5; within
    // (2 + 2 + 0.5) / 3 = 1.5; from the inputs (21.5 - 1.5) / 2 = 10.
    const found = varianceComponents([
      [1, 3],
      [5, 7],
      [9, 8],
    ])!;
    expect(found.inputDeviation).toBeCloseTo(Math.sqrt(10), 12);
    expect(found.noiseDeviation).toBeCloseTo(Math.sqrt(1.5), 12);
  });

  it('give the inputs nothing that chance explains', () => {
    // Equal means: between 0; within (50 + 50 + 32) / 3 = 44.
    const draws = [
      [0, 10],
      [10, 0],
      [1, 9],
    ];
    expect(varianceComponents(draws)).toEqual({ inputDeviation: 0, noiseDeviation: Math.sqrt(44) });
  });

  it('are all inputs where chance has no part', () => {
    const draws = [
      [4, 4, 4],
      [6, 6, 6],
    ];
    // The variance of 4 and 6 is 2.
    expect(varianceComponents(draws)).toEqual({ inputDeviation: Math.SQRT2, noiseDeviation: 0 });
  });

  it('need two draws', () => {
    expect(varianceComponents([])).toBe(null);
    expect(varianceComponents([[1, 2]])).toBe(null);
  });

  it('recover what 2,000 normal draws were made from', () => {
    const stream = new RandomStreams('anova').stream('normal');
    const normal = () => standardNormalQuantile(stream.next());
    const draws = Array.from({ length: 2000 }, () => {
      const input = 3 * normal();
      return [input + 2 * normal(), input + 2 * normal()];
    });
    const { inputDeviation, noiseDeviation } = varianceComponents(draws)!;
    // A mean square of f degrees of freedom has a relative deviation of sqrt(2/f): that within,
    // 4 of 2,000, one of 0.126; the input variance (22 of 1,999 less that) / 2, one of 0.354. Four
    // of them on each side.
    expect(Math.abs(noiseDeviation * noiseDeviation - 4)).toBeLessThan(4 * 0.126);
    expect(Math.abs(inputDeviation * inputDeviation - 9)).toBeLessThan(4 * 0.354);
    expect(mean([1, 2, 6])).toBe(3);
  });
});
