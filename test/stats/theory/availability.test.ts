import { describe, expect, it } from 'vitest';
import {
  atLeastWorking,
  zonedOutages,
  type RepairablePart,
} from '../../../src/stats/theory/availability.ts';

describe('k of n parts', () => {
  it('agree with counting every state', () => {
    for (const availability of [0.3, 0.9, 0.999]) {
      for (let parts = 1; parts <= 6; parts++) {
        for (let needed = 0; needed <= parts; needed++) {
          let expected = 0;
          for (let state = 0; state < 2 ** parts; state++) {
            const working = state.toString(2).replaceAll('0', '').length;
            if (working < needed) continue;
            expected += availability ** working * (1 - availability) ** (parts - working);
          }
          expect(atLeastWorking(needed, parts, availability)).toBeCloseTo(expected, 13);
        }
      }
    }
  });

  it('are a series for all of them and a parallel set for one', () => {
    expect(atLeastWorking(3, 3, 0.99)).toBeCloseTo(0.99 ** 3, 14);
    expect(atLeastWorking(1, 3, 0.99)).toBeCloseTo(1 - 1e-6, 14);
  });

  it('are certain or impossible at the ends', () => {
    expect([atLeastWorking(0, 3, 0), atLeastWorking(3, 3, 1)]).toEqual([1, 1]);
    expect(atLeastWorking(1, 3, 0)).toBe(0);
  });

  it('refuse bad arguments', () => {
    const bad: [number, number, number][] = [
      [1, 0, 0.5],
      [4, 3, 0.5],
      [1.5, 3, 0.5],
      [1, 3, 1.1],
      [1, 3, NaN],
    ];
    for (const [needed, parts, availability] of bad) {
      expect(() => atLeastWorking(needed, parts, availability)).toThrow(RangeError);
    }
  });
});

const MINUTE = 60;
const YEAR = 365 * 86_400;
/** The defaults of the model page, section 6: HSMs, and zones for 2 h, fail every two years. */
const HSM: RepairablePart = { mtbf: 2 * YEAR, mttr: 12.8 * MINUTE };
const ZONE: RepairablePart = { mtbf: 2 * YEAR, mttr: 120 * MINUTE };

function outages(needed: number, partsByZone: readonly number[], zone: RepairablePart | null) {
  return zonedOutages({ needed, partsByZone, part: HSM, zone, hasOneRepairer: false });
}

describe('HSMs over zones', () => {
  it.each([
    ['1 of 2, two zones', 1, [1, 1], 1.5e-10, 1.6e-8],
    ['1 of 3, three zones', 1, [1, 1, 1], 1.8e-15, 2.0e-12],
    ['1 of 3, two zones', 1, [2, 1], 1.8e-15, 1.4e-8],
    ['2 of 3, three zones', 2, [1, 1, 1], 4.4e-10, 4.8e-8],
    ['2 of 3, two zones', 2, [2, 1], 4.4e-10, 1.1e-4],
  ])('of the table on the model page: %s', (_, needed, partsByZone, alone, withZones) => {
    // The page prints two digits.
    const rounded = (zone: RepairablePart | null) =>
      Number(outages(needed, partsByZone, zone).unavailable.toPrecision(2));
    expect([rounded(null), rounded(ZONE)]).toEqual([alone, withZones]);
  });

  it('keep their precision where 1 - 1.8e-15 has one digit left', () => {
    const u = HSM.mttr / (HSM.mtbf + HSM.mttr);
    expect(outages(1, [1, 1, 1], null).unavailable / (u * u * u)).toBeCloseTo(1, 12);
  });

  it('agree with counting every state of every HSM and zone, also in how often outages begin', () => {
    const part = { mtbf: 7, mttr: 3 };
    const zone = { mtbf: 11, mttr: 2 };
    for (const partsByZone of [[2], [1, 1], [2, 1], [1, 1, 1], [2, 2, 1]]) {
      const parts = partsByZone.reduce((sum, count) => sum + count, 0);
      for (let needed = 1; needed <= parts; needed++) {
        const counted = countStates(needed, partsByZone, part, zone);
        const { unavailable, outageRate, allUp } = zonedOutages({
          needed,
          partsByZone,
          part,
          zone,
          hasOneRepairer: false,
        });
        expect(unavailable).toBeCloseTo(counted.unavailable, 13);
        expect(outageRate).toBeCloseTo(counted.outageRate, 13);
        expect(allUp).toBeCloseTo(counted.allUp, 13);
      }
    }
  });

  it('with one repairer are a birth-death chain: P(j down) as n!/(n - j)! times rho^j', () => {
    const rho = 0.1;
    const weights = [1, 3 * rho, 6 * rho ** 2, 6 * rho ** 3];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const of = (needed: number, partsByZone: readonly number[]) =>
      zonedOutages({
        needed,
        partsByZone,
        part: { mtbf: 10, mttr: 1 },
        zone: null,
        hasOneRepairer: true,
      });
    expect(of(1, [3]).unavailable).toBeCloseTo(weights[3]! / total, 14);
    expect(of(2, [2, 1]).unavailable).toBeCloseTo((weights[2]! + weights[3]!) / total, 14);
    // Two of three begin to fail from one down, where two can fail once in ten each.
    expect(of(2, [1, 1, 1]).outageRate).toBeCloseTo(((weights[1]! / total) * 2) / 10, 14);
  });

  it('need no repairer where repairs take no time', () => {
    const part = { mtbf: 10, mttr: 0 };
    for (const hasOneRepairer of [true, false]) {
      expect(
        zonedOutages({ needed: 2, partsByZone: [1, 1], part, zone: null, hasOneRepairer }),
      ).toMatchObject({ unavailable: 0, allUp: 1 });
    }
  });

  it('refuse bad arguments', () => {
    const good = { needed: 1, partsByZone: [1, 1], part: HSM, zone: ZONE, hasOneRepairer: false };
    const bad = [
      { needed: 3 },
      { needed: 0 },
      { partsByZone: [1, 0] },
      { part: { mtbf: 0, mttr: 1 } },
      { zone: { mtbf: 1, mttr: NaN } },
    ];
    for (const wrong of bad) {
      expect(() => zonedOutages({ ...good, ...wrong })).toThrow(RangeError);
    }
  });
});

/** Every combination of HSMs and zones, up or down, each with its probability. */
function countStates(
  needed: number,
  partsByZone: readonly number[],
  part: RepairablePart,
  zone: RepairablePart,
) {
  const things = [
    ...partsByZone.flatMap((count, at) => Array.from({ length: count }, () => ({ at, part }))),
    ...partsByZone.map((_, at) => ({ at, part: zone })),
  ];
  const parts = things.length - partsByZone.length;
  const isShort = (up: readonly boolean[]) =>
    things.filter(({ at }, i) => i < parts && up[i] && up[parts + at]).length < needed;
  const sum = { unavailable: 0, outageRate: 0, allUp: 0 };
  for (let state = 0; state < 2 ** things.length; state++) {
    const up = things.map((_, i) => Math.floor(state / 2 ** i) % 2 === 1);
    const share = things.reduce(
      (product, { part: { mtbf, mttr } }, i) => (product * (up[i] ? mtbf : mttr)) / (mtbf + mttr),
      1,
    );
    if (up.every(Boolean)) sum.allUp += share;
    if (isShort(up)) {
      sum.unavailable += share;
      continue;
    }
    things.forEach((thing, i) => {
      if (up[i] && isShort(up.with(i, false))) sum.outageRate += share / thing.part.mtbf;
    });
  }
  return sum;
}
