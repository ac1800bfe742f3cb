import { describe, expect, it } from 'vitest';
import { poissonThrottledShare } from '../../src/stats/index.ts';
import { constantArrivals, erlangArrivals, timeInSystemRate } from './arrivals-theory.ts';
import { gridPercentile, lognormalGrid, shareBeyond, sumOf } from './convolution.ts';
import { attemptsBehindQuota, refusedInWindow } from './quota-theory.ts';

describe('timeInSystemRate', () => {
  it('is that of M/M/1 for Poisson arrivals, and larger for steadier ones', () => {
    expect(timeInSystemRate(erlangArrivals(0.8, 1), 1)).toBeCloseTo(0.2, 12);
    const [poisson, two, constant] = [
      erlangArrivals(0.8, 1),
      erlangArrivals(0.8, 2),
      constantArrivals(0.8),
    ].map((arrivals) => timeInSystemRate(arrivals, 1));
    expect(two).toBeGreaterThan(poisson!);
    expect(constant).toBeGreaterThan(two!);
  });

  it('solves the quadratic of E2/M/1', () => {
    // With 2λ = 1.6 and x = μ(1 − σ): σ (1.6 + x)² = 1.6²; by hand for μ = 1: σ = 0.73985.
    const sigma = 1 - timeInSystemRate(erlangArrivals(0.8, 2), 1);
    expect(sigma * (1.6 + 1 - sigma) ** 2).toBeCloseTo(1.6 ** 2, 10);
    expect(sigma).toBeCloseTo(0.73985, 4);
  });
});

describe('refusedInWindow', () => {
  it('agrees with the sum of the program, which was written apart', () => {
    for (const [arrivals, quota] of [
      [8, 10],
      [500, 500],
      [1700, 1800],
      [3000, 1800],
    ] as const) {
      const share = refusedInWindow(arrivals, quota).mean / arrivals;
      expect(share / poissonThrottledShare(arrivals, quota)).toBeCloseTo(1, 9);
    }
  });

  it('has the variance of the law itself where everything is refused', () => {
    expect(refusedInWindow(50, 0).variance).toBeCloseTo(50, 8);
  });
});

it('attempts behind a quota are those of the model page, section 1.7', () => {
  expect([1, 3, 5].map((n) => Math.round(attemptsBehindQuota(3000, 1800, n)))).toEqual([
    3000, 6839, 10_750,
  ]);
});

describe('convolution', () => {
  const law = { median: 10, sigma: 0.3 };

  it('finds percentiles of one lognormal law', () => {
    const grid = sumOf(0, [lognormalGrid(law, 0.05, 60)]);
    expect(gridPercentile(grid, 0.5)).toBeCloseTo(10, 3);
    expect(gridPercentile(grid, 0.99) / (10 * Math.exp(0.3 * 2.3263479))).toBeCloseTo(1, 4);
    expect(shareBeyond(grid, 10)).toBeCloseTo(0.5, 4);
  });

  it('moves by a constant, and adds means', () => {
    const part = lognormalGrid(law, 0.05, 60);
    expect(gridPercentile(sumOf(7, [part]), 0.5)).toBeCloseTo(17, 3);
    const { step, offset, probability } = sumOf(0, [part, part, part]);
    const mean = probability.reduce((sum, p, i) => sum + p * (offset + i * step), 0);
    // Three times median × e^(σ²/2); a grid to 60 loses less than one part in ten thousand.
    expect(mean / (30 * Math.exp(0.045))).toBeCloseTo(1, 3);
  });
});
