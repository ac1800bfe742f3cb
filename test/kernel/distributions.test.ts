import { describe, expect, it } from 'vitest';
import { createSampler } from '../../src/kernel/distributions.ts';
import { lawMean, lawVariance } from '../../src/kernel/law-moments.ts';
import type { Law } from '../../src/kernel/law.ts';
import { RandomStream } from '../../src/kernel/random.ts';

/**
 * Every test below is decided at significance 1e-4, fixed before the seeds: the two-sided normal
 * quantile, and Kolmogorov's asymptotic √(−ln(1e-4 / 2) / 2).
 */
const Z = 3.8906;
const KOLMOGOROV = Math.sqrt(-Math.log(1e-4 / 2) / 2);
const COUNT = 40_000;

function drawn(law: Law, count = COUNT): { values: Float64Array; draws: number } {
  const stream = new RandomStream('test', `distributions/${JSON.stringify(law)}`);
  const sampler = createSampler(law, stream);
  const values = Float64Array.from({ length: count }, () => sampler.sample());
  return { values, draws: stream.draws };
}

/** Largest distance between the sample's distribution function and `cdf`, times √n. */
function kolmogorovSmirnov(values: Float64Array, cdf: (x: number) => number): number {
  const n = values.length;
  let largest = 0;
  values.toSorted().forEach((x, i) => {
    const at = cdf(x);
    largest = Math.max(largest, at - i / n, (i + 1) / n - at);
  });
  return largest * Math.sqrt(n);
}

/** ln Γ(x) by Stirling's series after lifting the argument above 10. */
function logGamma(x: number): number {
  let lifted = x;
  let product = 1;
  for (; lifted < 10; lifted++) product *= lifted;
  const series = 1 / (12 * lifted) - 1 / (360 * lifted ** 3) + 1 / (1260 * lifted ** 5);
  return (
    (lifted - 0.5) * Math.log(lifted) -
    lifted +
    0.5 * Math.log(2 * Math.PI) +
    series -
    Math.log(product)
  );
}

/** The regularised lower incomplete gamma function by its power series. */
function gammaCdf(shape: number, x: number): number {
  if (x <= 0) return 0;
  let term = 1;
  let sum = 1;
  for (let n = 1; n < 1000 && term > 1e-16 * sum; n++) sum += term *= x / (shape + n);
  return Math.min(1, sum * Math.exp(shape * Math.log(x) - x - logGamma(shape + 1)));
}

function normalCdf(z: number): number {
  const inside = gammaCdf(0.5, (z * z) / 2);
  return z < 0 ? (1 - inside) / 2 : (1 + inside) / 2;
}

/** A law, its exact distribution function, and the uniforms that one draw takes; null: some. */
const CONTINUOUS: readonly { law: Law; cdf: (x: number) => number; uniforms: number | null }[] = [
  { law: { kind: 'uniform', low: -2, high: 5 }, cdf: (x) => (x + 2) / 7, uniforms: 1 },
  { law: { kind: 'exponential', mean: 3 }, cdf: (x) => 1 - Math.exp(-x / 3), uniforms: 1 },
  {
    law: { kind: 'exponential', mean: 3, shift: 10 },
    cdf: (x) => 1 - Math.exp(-(x - 10) / 3),
    uniforms: 1,
  },
  { law: { kind: 'erlang', shape: 1, mean: 2 }, cdf: (x) => 1 - Math.exp(-x / 2), uniforms: 1 },
  { law: { kind: 'erlang', shape: 4, mean: 2 }, cdf: (x) => gammaCdf(4, 2 * x), uniforms: 4 },
  { law: { kind: 'erlang', shape: 90, mean: 1 }, cdf: (x) => gammaCdf(90, 90 * x), uniforms: 90 },
  {
    law: {
      kind: 'hyperexponential',
      branches: [
        { probability: 0.9, mean: 1 },
        { probability: 0.1, mean: 20 },
      ],
    },
    cdf: (x) => 0.9 * (1 - Math.exp(-x)) + 0.1 * (1 - Math.exp(-x / 20)),
    uniforms: 2,
  },
  {
    law: { kind: 'gamma', shape: 0.3, mean: 1 },
    cdf: (x) => gammaCdf(0.3, 0.3 * x),
    uniforms: null,
  },
  { law: { kind: 'gamma', shape: 1, mean: 1 }, cdf: (x) => gammaCdf(1, x), uniforms: null },
  {
    law: { kind: 'gamma', shape: 7.5, mean: 3 },
    cdf: (x) => gammaCdf(7.5, 2.5 * x),
    uniforms: null,
  },
  {
    law: { kind: 'lognormal', mu: 1, sigma: 0.5 },
    cdf: (x) => normalCdf((Math.log(x) - 1) / 0.5),
    uniforms: 1,
  },
  {
    law: { kind: 'lognormal', mu: 0, sigma: 0.2, shift: 1.6 },
    cdf: (x) => normalCdf(Math.log(x - 1.6) / 0.2),
    uniforms: 1,
  },
  { law: { kind: 'pareto', minimum: 2, shape: 1.5 }, cdf: (x) => 1 - (2 / x) ** 1.5, uniforms: 1 },
  { law: { kind: 'pareto', minimum: 1, shape: 12 }, cdf: (x) => 1 - x ** -12, uniforms: 1 },
];

describe.each(CONTINUOUS)('a sampler of $law', ({ law, cdf, uniforms }) => {
  const { values, draws } = drawn(law);

  it('follows the distribution function (Kolmogorov–Smirnov)', () => {
    expect(kolmogorovSmirnov(values, cdf)).toBeLessThan(KOLMOGOROV);
  });

  it('takes the same number of uniforms for every draw, or at least two where it may reject', () => {
    expect(draws).toBeGreaterThanOrEqual((uniforms ?? 2) * COUNT);
    expect(draws).toBeLessThanOrEqual((uniforms ?? 3.5) * COUNT);
  });
});

const WITH_VARIANCE = CONTINUOUS.filter(({ law }) => Number.isFinite(lawVariance(law)));

describe.each(WITH_VARIANCE)('the draws of $law', ({ law }) => {
  const { values } = drawn(law);

  it('has the mean and the variance of the law', () => {
    const variance = lawVariance(law);
    const squares = values.map((value) => (value - lawMean(law)) ** 2);
    const mean = average(values);
    expect(Math.abs(mean - lawMean(law))).toBeLessThan(Z * Math.sqrt(variance / COUNT));
    // The spread of the squares, from the sample itself, is the error of their mean.
    const spread = Math.sqrt(average(squares.map((square) => (square - variance) ** 2)) / COUNT);
    expect(Math.abs(average(squares) - variance)).toBeLessThan(Z * spread);
  });
});

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('the test of distributions', () => {
  it('would notice a law that is 2 % off', () => {
    const { values } = drawn({ kind: 'exponential', mean: 3.06 }, 4 * COUNT);
    expect(kolmogorovSmirnov(values, (x) => 1 - Math.exp(-x / 3))).toBeGreaterThan(KOLMOGOROV);
  });
});

describe('a constant law', () => {
  it('gives its value plus its shift and takes no draw', () => {
    const stream = new RandomStream('test', 'constant');
    const sampler = createSampler({ kind: 'constant', value: 5, shift: 2 }, stream);
    expect([sampler.sample(), sampler.sample()]).toEqual([7, 7]);
    expect(stream.draws).toBe(0);
  });
});

describe('an empirical law', () => {
  it('gives each of its values equally often, one uniform a draw', () => {
    const { values, draws } = drawn({ kind: 'empirical', values: [1, 2, 4, 8, 8], shift: 100 });
    expect(draws).toBe(COUNT);
    const share = (value: number) => values.filter((x) => x === value).length / COUNT;
    for (const [value, p] of [
      [101, 0.2],
      [102, 0.2],
      [104, 0.2],
      [108, 0.4],
    ] as const) {
      expect(Math.abs(share(value) - p)).toBeLessThan(Z * Math.sqrt((p * (1 - p)) / COUNT));
    }
  });

  it('reaches the first value and the last', () => {
    const sampler = createSampler(
      { kind: 'empirical', values: Array.from({ length: 1000 }, (_, i) => i) },
      new RandomStream('test', 'ends'),
    );
    const seen = new Set(Array.from({ length: 20_000 }, () => sampler.sample()));
    // A value is missed with probability e^-20, so any of a thousand with 2e-6.
    expect(seen.size).toBe(1000);
  });
});

describe('inverse transforms', () => {
  it('keep two designs in step: one stream, the slower law gives the larger time draw by draw', () => {
    const pairs: [Law, Law][] = [
      [
        { kind: 'exponential', mean: 1 },
        { kind: 'exponential', mean: 1.5 },
      ],
      [
        { kind: 'lognormal', mu: 0, sigma: 0.5 },
        { kind: 'lognormal', mu: 0.1, sigma: 0.5 },
      ],
      [
        { kind: 'pareto', minimum: 1, shape: 3 },
        { kind: 'pareto', minimum: 1, shape: 2 },
      ],
    ];
    for (const [fast, slow] of pairs) {
      const a = createSampler(fast, new RandomStream('a', 'same'));
      const b = createSampler(slow, new RandomStream('b', 'same'));
      for (let i = 0; i < 500; i++) expect(b.sample()).toBeGreaterThan(a.sample());
    }
  });
});

describe('a sampler of an invalid law', () => {
  it('is not made', () => {
    const stream = new RandomStream('test', 'invalid');
    expect(() => createSampler({ kind: 'exponential', mean: -1 }, stream)).toThrow(RangeError);
  });
});
