import { describe, expect, it } from 'vitest';
import { createSampler } from '../../src/kernel/distributions.ts';
import { lawMean, lawVariance, scaleLaw } from '../../src/kernel/law-moments.ts';
import type { Law } from '../../src/kernel/law.ts';
import { RandomStream } from '../../src/kernel/random.ts';

const LAWS: readonly Law[] = [
  { kind: 'constant', value: 4 },
  { kind: 'uniform', low: 1, high: 5 },
  { kind: 'exponential', mean: 3 },
  { kind: 'erlang', shape: 4, mean: 3 },
  {
    kind: 'hyperexponential',
    branches: [
      { probability: 0.75, mean: 1 },
      { probability: 0.25, mean: 9 },
    ],
  },
  { kind: 'gamma', shape: 2.5, mean: 3 },
  { kind: 'lognormal', mu: 0.3, sigma: 0.4 },
  { kind: 'pareto', minimum: 2, shape: 3 },
  { kind: 'empirical', values: [1, 2, 6] },
];

describe('the moments of a law', () => {
  it('are the textbook ones', () => {
    expect(LAWS.map(lawMean)).toEqual([
      4,
      3,
      3,
      3,
      3,
      3,
      // exp(mu + sigma²/2) = exp(0.38)
      expect.closeTo(1.462284589434225, 14),
      3,
      3,
    ]);
    expect(LAWS.map(lawVariance)).toEqual([
      0,
      expect.closeTo(16 / 12, 14),
      9,
      9 / 4,
      // 2 (0.75 × 1 + 0.25 × 81) − 3²
      33,
      expect.closeTo(9 / 2.5, 14),
      // (exp(0.16) − 1) exp(0.76)
      expect.closeTo(0.3710141694394791, 14),
      3,
      // (4 + 1 + 9) / 3
      expect.closeTo(14 / 3, 14),
    ]);
  });

  it('are infinite where the tail is too heavy', () => {
    expect(lawMean({ kind: 'pareto', minimum: 1, shape: 1 })).toBe(Infinity);
    expect(lawMean({ kind: 'pareto', minimum: 1, shape: 1.01 })).toBeLessThan(Infinity);
    expect(lawVariance({ kind: 'pareto', minimum: 1, shape: 2 })).toBe(Infinity);
    expect(lawVariance({ kind: 'pareto', minimum: 1, shape: 2.01 })).toBeLessThan(Infinity);
  });

  it('include the shift in the mean and not in the variance', () => {
    for (const law of LAWS) {
      const shifted = { ...law, shift: 7 };
      expect(lawMean(shifted)).toBeCloseTo(lawMean(law) + 7, 12);
      expect(lawVariance(shifted)).toBe(lawVariance(law));
    }
  });
});

describe('a scaled law', () => {
  it.each(LAWS)('gives the factor times each draw of the law: $kind', (law) => {
    const shifted = { ...law, shift: 0.5 };
    const plain = createSampler(shifted, new RandomStream('a', 'same'));
    const scaled = createSampler(scaleLaw(shifted, 2.5), new RandomStream('b', 'same'));
    for (let i = 0; i < 200; i++) {
      const expected = 2.5 * plain.sample();
      // A few roundings apart: the factor enters the logarithm of a lognormal law.
      expect(Math.abs(scaled.sample() - expected)).toBeLessThan(1e-14 * expected);
    }
  });

  it('has no shift of its own', () => {
    for (const law of LAWS) expect('shift' in scaleLaw(law, 2)).toBe(false);
  });

  it('needs a positive factor', () => {
    for (const factor of [0, -1, NaN]) {
      expect(() => scaleLaw({ kind: 'exponential', mean: 1 }, factor)).toThrow(RangeError);
    }
  });
});
