import { describe, expect, it } from 'vitest';
import { exp, log, pow } from '../../src/kernel/portable-math.ts';
import { EXP_TABLE, LOG_TABLE, POW_TABLE } from './portable-math.table.ts';

/** Distance between neighbouring doubles at the size of `x`. */
function ulp(x: number): number {
  const view = new Float64Array([Math.abs(x)]);
  const bits = new BigUint64Array(view.buffer);
  bits[0] = bits[0]! + 1n;
  return view[0]! - Math.abs(x);
}

/** Error of `got` against the true value high + low, in units in the last place. */
function errorInUlps(got: number, high: number, low: number): number {
  return Math.abs((got - high - low) / ulp(high));
}

/** Deterministic arguments for comparisons: the golden ratio's multiples fill (0, 1) evenly. */
function evenly(count: number): number[] {
  return Array.from({ length: count }, (_, i) => ((i + 0.5) * 0.6180339887498949) % 1);
}

describe('log', () => {
  it('is within 1 ulp of every reference value', () => {
    expect(LOG_TABLE.length).toBeGreaterThan(250);
    for (const [x, high, low] of LOG_TABLE) {
      expect(errorInUlps(log(x), high, low), `log(${x})`).toBeLessThan(1);
    }
  });

  it('is exact at 1 and gives the limits at the ends of the range', () => {
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(-Infinity);
    expect(log(-0)).toBe(-Infinity);
    expect(log(Infinity)).toBe(Infinity);
    for (const x of [-1, -5e-324, -Infinity, NaN]) expect(log(x)).toBeNaN();
  });

  it('never falls as its argument grows', () => {
    // Steps of 2^-20 from 0.9 past 1 and across the seam of the reduction at √2.
    let falls = 0;
    for (const start of [0.9, 1.4]) {
      let before = log(start);
      for (let i = 1; i < 200_000; i++) {
        const now = log(start + i * 2 ** -20);
        if (now < before) falls++;
        before = now;
      }
    }
    expect(falls).toBe(0);
  });

  it('differs from the built-in function by 2 ulp at most, which errs below 1 ulp as well', () => {
    for (const u of evenly(20_000)) {
      const x = u * 1000;
      expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(2 * ulp(Math.log(x)));
    }
  });
});

describe('exp', () => {
  it('is within 1 ulp of every reference value', () => {
    expect(EXP_TABLE.length).toBeGreaterThan(250);
    for (const [x, high, low] of EXP_TABLE) {
      expect(errorInUlps(exp(x), high, low), `exp(${x})`).toBeLessThan(1);
    }
  });

  it('is exact at 0 and overflows and underflows where doubles end', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(NaN)).toBeNaN();
    expect(exp(709.782712893384)).toBeLessThan(Infinity);
    expect(exp(709.7827128933841)).toBe(Infinity);
    expect(exp(-745.1332191019411)).toBe(5e-324);
    expect(exp(-745.1332191019412)).toBe(0);
  });

  it('underflows gradually, within one step of the subnormal grid', () => {
    for (let x = -745; x < -708; x += 0.37) {
      expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(2 * ulp(Math.exp(x)));
    }
  });

  it('undoes log to the accuracy that the rounded logarithm allows', () => {
    for (const u of evenly(5_000)) {
      const x = (u * 100) ** 5;
      // log(x) is off by up to an ulp of itself, which exp turns into that relative error.
      const allowed = 2 * 2 ** -53 * Math.abs(log(x)) + 2 ** -52;
      expect(Math.abs(exp(log(x)) / x - 1)).toBeLessThanOrEqual(allowed);
    }
  });
});

describe('pow', () => {
  it('is within 1 ulp of every reference value', () => {
    expect(POW_TABLE.length).toBeGreaterThan(240);
    for (const [x, y, high, low] of POW_TABLE) {
      expect(errorInUlps(pow(x, y), high, low), `pow(${x}, ${y})`).toBeLessThan(1);
    }
  });

  it('is exact where the power is a double', () => {
    for (let n = -1022; n <= 1023; n++) expect(pow(2, n)).toBe(2 ** n);
    for (let base = 3, limit = 2 ** 53; base <= 1000; base++) {
      for (let n = 1, exact = base; exact <= limit; n++, exact *= base) {
        expect(pow(base, n)).toBe(exact);
        expect(pow(-base, n)).toBe(n % 2 === 0 ? exact : -exact);
      }
    }
    for (let root = 1; root < 2000; root += 7) expect(pow(root * root, 0.5)).toBe(root);
  });

  it('treats zeros, infinities, NaN and negative bases as ECMAScript does', () => {
    const odd = [0, -0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, 1.5, -2.5, 2 ** 53, -(2 ** 53), 1e300];
    const special = [...odd, -1e300, 5e-324, -5e-324, Infinity, -Infinity, NaN];
    for (const x of special) {
      for (const y of special) {
        const expected = Math.pow(x, y);
        const got = pow(x, y);
        const isClose = Math.abs(got - expected) <= 2 * ulp(expected);
        expect(Object.is(got, expected) || isClose, `pow(${x}, ${y}) = ${got}`).toBe(true);
      }
    }
  });
});
