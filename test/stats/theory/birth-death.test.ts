import { describe, expect, it } from 'vitest';
import { birthDeathShares, meanState } from '../../../src/stats/theory/birth-death.ts';

function birth(state: number): number {
  return 5 - 0.3 * state;
}

function death(state: number): number {
  return 1 + Math.sqrt(state);
}

describe('a birth–death chain', () => {
  it('balances every cut: as many steps up as down', () => {
    const shares = birthDeathShares(12, birth, death);
    for (let n = 0; n < 12; n++) {
      expect(shares[n]! * birth(n)).toBeCloseTo(shares[n + 1]! * death(n + 1), 13);
    }
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 13);
  });

  it('is geometric for constant rates, with its mean', () => {
    const shares = birthDeathShares(
      400,
      () => 1,
      () => 2,
    );
    for (const n of [0, 1, 10, 50]) expect(shares[n]! / 0.5 ** (n + 1)).toBeCloseTo(1, 12);
    expect(meanState(shares)).toBeCloseTo(1, 12);
  });

  it('does not overflow where the weights would', () => {
    // Weights grow to 3^2000; the last state then holds two thirds.
    const shares = birthDeathShares(
      2000,
      () => 3,
      () => 1,
    );
    expect(shares[2000]!).toBeCloseTo(2 / 3, 12);
    expect(meanState(shares)).toBeCloseTo(1999.5, 9);
  });
});
