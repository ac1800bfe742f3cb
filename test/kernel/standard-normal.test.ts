import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { describe, expect, it } from 'vitest';
import { standardNormalQuantile } from '../../src/kernel/standard-normal.ts';
import { QUANTILE_TABLE } from './standard-normal.table.ts';

describe('the standard normal quantile', () => {
  it('has a relative error below 1e-15 against the reference values', () => {
    expect(QUANTILE_TABLE.length).toBeGreaterThan(200);
    for (const [p, high, low] of QUANTILE_TABLE) {
      const error = Math.abs((standardNormalQuantile(p) - high - low) / high);
      expect(error, `quantile of ${p}`).toBeLessThan(1e-15);
    }
  });

  it('is 0 in the middle, infinite at the ends and NaN outside', () => {
    expect(standardNormalQuantile(0.5)).toBe(0);
    expect(standardNormalQuantile(0)).toBe(-Infinity);
    expect(standardNormalQuantile(1)).toBe(Infinity);
    for (const p of [-1e-9, 1.000001, NaN]) expect(standardNormalQuantile(p)).toBeNaN();
  });

  it('is antisymmetric where 1 − p is exact', () => {
    for (let i = 1; i < 1024; i++) {
      expect(standardNormalQuantile(1 - i / 1024)).toBe(-standardNormalQuantile(i / 1024) + 0);
    }
  });

  it('agrees with an independent implementation to 1e-12', () => {
    // stdlib inverts the error function by other rational approximations, good to about 1e-15.
    for (let i = 1; i < 2000; i++) {
      const p = i / 2000;
      expect(Math.abs(standardNormalQuantile(p) - normalQuantile(p, 0, 1))).toBeLessThan(1e-12);
    }
  });
});
