import { describe, expect, it } from 'vitest';
import { billOf, type MonthlyUse } from '../../src/cost/index.ts';
import { BOOK, price } from './prices.ts';

/** The comparison that circulates: a million requests, one key, months of 720 hours. */
const STANDARD: MonthlyUse = {
  keys: 1,
  requests: 1_000_000,
  hsms: 0,
  hoursPerMonth: 720,
  freeTier: false,
};
const CUSTOM: MonthlyUse = { ...STANDARD, hsms: 2 };

describe('billOf', () => {
  it('gives $4.00 and $2,308.00 under the rules of the comparison, 577 times as much', () => {
    const standard = billOf(STANDARD, BOOK).monthUsd;
    const custom = billOf(CUSTOM, BOOK).monthUsd;
    expect([standard, custom, custom / standard]).toEqual([4, 2308, 577]);
  });

  it('gives $2,340.00 for months of 730 hours, and us-west-2 at $1.45 an hour', () => {
    expect(billOf({ ...CUSTOM, hoursPerMonth: 730 }, BOOK).monthUsd).toBe(2340);
    const west = { ...BOOK, hsmHour: price(1.45, 'HSM-hour') };
    expect(billOf(CUSTOM, west).monthUsd).toBe(2 * 720 * 1.45 + 4);
  });

  it('takes the free requests off, and never below nothing', () => {
    expect(billOf({ ...STANDARD, freeTier: true }, BOOK).monthUsd).toBe(3.94);
    expect(billOf({ ...STANDARD, requests: 500, freeTier: true }, BOOK).monthUsd).toBe(1);
  });

  it('adds up: the total is the sum of its lines to the micro-dollar', () => {
    const { monthUsd, items } = billOf({ ...CUSTOM, requests: 123_456_789 }, BOOK);
    const sum = items.reduce((total, { amountUsd }) => total + Math.round(amountUsd * 1e6), 0);
    expect(Math.round(monthUsd * 1e6)).toBe(sum);
    expect(items.map(({ item }) => item)).toEqual([
      'CloudHSM HSM-hours',
      'KMS keys',
      'KMS requests',
    ]);
  });

  it('refuses to bill HSMs without a price', () => {
    expect(() => billOf(CUSTOM, { ...BOOK, hsmHour: null })).toThrow(/price of an HSM-hour/);
  });
});
