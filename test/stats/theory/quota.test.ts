import { describe, expect, it } from 'vitest';
import { poissonFullWindowShare, poissonThrottledShare } from '../../../src/stats/theory/quota.ts';

describe('the share that a fixed-window quota refuses', () => {
  it('has the published check values for a quota of 1,800', () => {
    // Rounded to the digits given, so half a unit of the last digit is allowed.
    for (const [load, percent, half] of [
      [1700, 0.0066, 5e-5],
      [1750, 0.14, 5e-3],
      [1800, 0.94, 5e-3],
      [1900, 5.3, 5e-2],
      [3000, 40.0, 5e-2],
    ] as const) {
      const share = 100 * poissonThrottledShare(load, 1800);
      expect(Math.abs(share - percent), `load ${load}`).toBeLessThanOrEqual(half);
    }
  });

  it('is the plain sum over Poisson probabilities where that is safe', () => {
    for (const [load, quota] of [
      [0.3, 0],
      [0.3, 2],
      [5, 5],
      [20, 12],
      [20.5, 60],
    ] as const) {
      let probability = Math.exp(-load);
      let refused = 0;
      for (let n = 0; n < 300; n++) {
        refused += probability * Math.max(0, n - quota);
        probability *= load / (n + 1);
      }
      const share = poissonThrottledShare(load, quota);
      expect(Math.abs(share / (refused / load) - 1)).toBeLessThan(1e-12);
    }
  });

  it('follows the normal approximation at a load of 100,000', () => {
    // At λ = Q, E[(N − Q)⁺] = Q P(N = Q) exactly, and P(N = Q) is 1/√(2πQ) (1 − 1/(12Q)) by Stirling.
    const quota = 100_000;
    const expected = (1 / Math.sqrt(2 * Math.PI * quota)) * (1 - 1 / (12 * quota));
    expect(Math.abs(poissonThrottledShare(quota, quota) / expected - 1)).toBeLessThan(1e-10);
  });

  it('is 1 − Q/λ far above the quota, everything at quota 0 and nothing far below', () => {
    expect(poissonThrottledShare(100_000, 1800)).toBeCloseTo(1 - 0.018, 12);
    expect(poissonThrottledShare(10, 0)).toBeCloseTo(1, 14);
    expect(poissonThrottledShare(10, 100_000)).toBe(0);
  });

  it('refuses bad arguments', () => {
    expect(() => poissonThrottledShare(0, 5)).toThrow(RangeError);
    for (const quota of [-1, 2.5, NaN]) {
      expect(() => poissonThrottledShare(5, quota)).toThrow(RangeError);
    }
  });
});

describe('the share of windows in which such a quota refuses anything', () => {
  it('is the plain Poisson tail', () => {
    // N Poisson with mean 2: P(N > 2) = 1 − e⁻² (1 + 2 + 2).
    expect(poissonFullWindowShare(2, 2)).toBeCloseTo(1 - 5 * Math.exp(-2), 14);
    expect(poissonFullWindowShare(0.5, 0)).toBeCloseTo(1 - Math.exp(-0.5), 14);
  });
});
