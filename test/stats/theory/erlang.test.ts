import { describe, expect, it } from 'vitest';
import { checkPositive, erlangB, erlangC } from '../../../src/stats/theory/erlang.ts';

describe("Erlang's loss formula", () => {
  it('gives 1 % at the loads of the traffic tables', () => {
    // Any Erlang B table, column 1 %; loads with three decimals fix the share to about 1e-3 of it.
    for (const [servers, load] of [
      [1, 0.0101],
      [5, 1.361],
      [10, 4.461],
      [20, 12.031],
      [50, 37.901],
      [100, 84.064],
    ] as const) {
      expect(Math.abs(erlangB(servers, load) - 0.01)).toBeLessThan(1e-5);
    }
  });

  it('is the direct quotient of sums', () => {
    for (const servers of [1, 2, 3, 7, 15]) {
      for (const load of [0.1, 1, 3.2, 20]) {
        let term = 1;
        let sum = 1;
        for (let n = 1; n <= servers; n++) sum += term *= load / n;
        expect(erlangB(servers, load)).toBeCloseTo(term / sum, 13);
      }
    }
  });

  it('refuses bad arguments', () => {
    for (const servers of [0, -1, 2.5, NaN]) expect(() => erlangB(servers, 1)).toThrow(RangeError);
    for (const load of [-1, NaN]) expect(() => erlangB(2, load)).toThrow(RangeError);
    for (const rate of [0, -1, NaN, Infinity]) {
      expect(() => checkPositive('rate', rate)).toThrow(/^rate is positive/);
    }
  });
});

describe("Erlang's delay formula", () => {
  it('is 0.5964 for four servers at 80 %', () => {
    expect(erlangC(4, 3.2)).toBeCloseTo(0.5964, 4);
  });

  it('is the utilisation for one server, 2ρ²/(1 + ρ) for two', () => {
    for (const rho of [0.1, 0.5, 0.9, 0.999]) {
      expect(erlangC(1, rho)).toBeCloseTo(rho, 13);
      expect(erlangC(2, 2 * rho)).toBeCloseTo((2 * rho * rho) / (1 + rho), 13);
    }
  });

  it('is 1 from a utilisation of 1 on', () => {
    expect([erlangC(3, 3), erlangC(3, 30)]).toEqual([1, 1]);
  });
});
