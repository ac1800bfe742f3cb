import { describe, expect, it } from 'vitest';
import type { FleetConfig } from '../../../src/model/index.ts';
import { longRun } from '../../../src/plan/availability/long-run.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

const FLEET: FleetConfig = {
  hsmsByZone: [1, 1, 1],
  needed: 1,
  hsm: { mtbfSeconds: 730 * DAY, repairSeconds: { kind: 'constant', value: 768 } },
  zone: { mtbfSeconds: 730 * DAY, repairSeconds: { kind: 'constant', value: 2 * HOUR } },
  hasOneRepairer: false,
};
const FRAGILE: FleetConfig = {
  ...FLEET,
  needed: 2,
  hsm: { mtbfSeconds: 10 * DAY, repairSeconds: { kind: 'constant', value: 6 * HOUR } },
};

describe('the availability over years', () => {
  it.each([
    // 15,000 failures of three HSMs, each ten days.
    ['frequent failures', FRAGILE, /^plain simulation of 1\d\d of the 10,000 years with/],
    // 2e-12 of the time: nobody waits for that.
    ['rare ones', FLEET, /^simulation with failures speeded up and weighted back, .* hardly ever/],
    // A plain run of 10,000 years sees 5,000 of them.
    ['zones that rule', { ...FLEET, hsmsByZone: [2, 1], needed: 2 }, /^plain simulation/],
  ])(
    'of %s agrees with the closed form, simulated by whichever method will do',
    (_, fleet, method) => {
      const run = longRun(fleet, 10_000, 'seed', 0.95);
      expect(run.method).toMatch(method);
      expect(run.holds).toBe(true);
      const { value, low, high } = run.unavailable;
      expect(low!).toBeLessThan(value);
      expect(high!).toBeGreaterThan(value);
      // Narrow enough to be told: a tenth, where two digits of the rates are guesses.
      expect((high! - low!) / 2 / value).toBeLessThan(0.1);
    },
  );

  it('covers the closed form in 99.9 % of seeds, by either method', () => {
    // 25 seeds each: at 0.1 % a piece, two misses are a matter of one in three thousand.
    for (const fleet of [FRAGILE, FLEET]) {
      const misses = Array.from({ length: 25 }, (_, seed) =>
        longRun(fleet, 200, `cover ${seed}`, 0.95),
      ).filter(({ holds }) => holds !== true);
      expect(misses.length).toBeLessThan(2);
    }
  });

  it('has no closed form for one repairer whose repairs are not exponential', () => {
    const oneRepairer = { ...FRAGILE, hasOneRepairer: true };
    expect(longRun(oneRepairer, 1000, 'seed', 0.95)).toMatchObject({
      closedForm: null,
      holds: null,
    });
    const exponential = {
      ...oneRepairer,
      hsm: { ...FRAGILE.hsm, repairSeconds: { kind: 'exponential', mean: 6 * HOUR } },
    } as const;
    expect(longRun(exponential, 1000, 'seed', 0.95).holds).toBe(true);
  });

  it('gives no interval, and judges nothing, on a handful of outages', () => {
    // A quarter of the 28 HSMs is down on average: never all up, and never all but one down.
    const crowd: FleetConfig = {
      ...FLEET,
      zone: null,
      hsmsByZone: [14, 14],
      hsm: { mtbfSeconds: DAY, repairSeconds: { kind: 'constant', value: 8 * HOUR } },
    };
    const run = longRun(crowd, 1, 'seed', 0.95);
    expect(run.unavailable).toMatchObject({ value: 0, low: null, high: null });
    expect(run.unavailable.method).toMatch(/too few for an interval$/);
    expect(run.holds).toBe(null);
    expect(run.closedForm).toBeGreaterThan(0);
  });

  it('is the same for the same seed', () => {
    expect(longRun(FLEET, 100, 'same', 0.95)).toEqual(longRun(FLEET, 100, 'same', 0.95));
  });
});
