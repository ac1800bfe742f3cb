import { describe, expect, it } from 'vitest';
import { billOf, trailCopyUsd, type MonthlyUse } from '../../src/cost/index.ts';
import { BOOK, price } from './prices.ts';

/** The comparison that circulates: a million requests, one key, months of 720 hours. */
const STANDARD: MonthlyUse = {
  keys: 1,
  requests: [{ workload: 'app', counts: { standard: 1_000_000 } }],
  requestsOfOthers: 0,
  hsms: 0,
  hoursPerMonth: 720,
  freeTier: false,
  extras: [],
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
    expect(
      billOf(
        { ...STANDARD, requests: [{ workload: 'app', counts: { standard: 500 } }], freeTier: true },
        BOOK,
      ).monthUsd,
    ).toBe(1);
  });

  it('adds up: the total is the sum of its lines to the micro-dollar', () => {
    const { monthUsd, items } = billOf(
      { ...CUSTOM, requests: [{ workload: 'app', counts: { standard: 123_456_789 } }] },
      BOOK,
    );
    const sum = items.reduce((total, { amountUsd }) => total + Math.round(amountUsd * 1e6), 0);
    expect(Math.round(monthUsd * 1e6)).toBe(sum);
    expect(items.map(({ item }) => item)).toEqual([
      'CloudHSM HSM-hours, 2 HSMs all month',
      'KMS keys',
      'KMS requests',
    ]);
  });

  it('bills each class of request by its own price, and frees only the standard one', () => {
    const counts = {
      standard: 20_000,
      asymmetric: 10_000,
      'data-key-pair-ecc': 10_000,
      'data-key-pair-rsa': 10_000,
    };
    const { items } = billOf(
      { ...STANDARD, keys: 0, requests: [{ workload: 'app', counts }], freeTier: true },
      BOOK,
    );
    expect(items.map(({ amountUsd }) => amountUsd)).toEqual([0, 0.15, 0.1, 12]);
  });

  it('names requests that other accounts pay for, at nothing', () => {
    const { items, monthUsd } = billOf({ ...STANDARD, requestsOfOthers: 5e6 }, BOOK);
    expect(monthUsd).toBe(4);
    expect(items.at(-1)).toMatchObject({ item: 'KMS requests of other accounts', quantity: 500 });
  });

  it('adds what the scenario says a design costs beside keys, requests and HSMs', () => {
    const extras = [{ item: 'Proxies', monthUsd: 312.5, source: 'set by the scenario' }];
    expect(billOf({ ...STANDARD, extras }, BOOK).monthUsd).toBe(316.5);
  });

  it('itemises requests by workload, and takes the free ones off the first', () => {
    const requests = [
      { workload: 'puts', counts: { standard: 49_000_000 } },
      { workload: 'gets', counts: { standard: 5_000_000 } },
    ];
    const { items } = billOf({ ...STANDARD, requests }, BOOK);
    const amounts = items.map(({ item, amountUsd }) => [item, amountUsd]);
    expect(amounts).toContainEqual(['KMS requests of puts', 147]);
    expect(amounts).toContainEqual(['KMS requests of gets', 15]);
    const free = billOf({ ...STANDARD, requests, freeTier: true }, BOOK).items;
    expect(free.map(({ item }) => item)).toContain('KMS requests of puts beyond 20000 free');
    expect(free.map(({ item }) => item)).toContain('KMS requests of gets');
  });

  it('refuses to bill HSMs, or requests of a class, without a price', () => {
    expect(() => billOf(CUSTOM, { ...BOOK, hsmHour: null })).toThrow(/price of an HSM-hour/);
    const signing = { ...STANDARD, requests: [{ workload: 'app', counts: { asymmetric: 1 } }] };
    expect(() => billOf(signing, { ...BOOK, asymmetricPer10k: null })).toThrow(/no price of/);
  });
});

it('a second trail for a store at its quota all month costs $94,608', () => {
  // 1,800/s x 3,600 s x 730 h = 4.73 billion events at $2 per 100,000: the AWS price list.
  expect(trailCopyUsd(1800 * 3600 * 730, BOOK)).toBe(94_608);
});
