import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/kernel/index.ts';
import { Fleet, type FleetAccount, type FleetConfig } from '../../../src/model/index.ts';
import { ratioInterval, zonedOutages } from '../../../src/stats/index.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

/** Frequent failures, so that a plain run sees many outages. */
const FRAGILE: FleetConfig = {
  hsmsByZone: [1, 1, 1],
  needed: 2,
  hsm: { mtbfSeconds: 10 * DAY, repairSeconds: { kind: 'uniform', low: HOUR, high: 7 * HOUR } },
  zone: { mtbfSeconds: 30 * DAY, repairSeconds: { kind: 'constant', value: 2 * HOUR } },
  hasOneRepairer: false,
};

/** The rates of the model page, where one outage takes a lifetime of the company. */
const SOLID: FleetConfig = {
  ...FRAGILE,
  hsm: {
    mtbfSeconds: 730 * DAY,
    repairSeconds: { kind: 'lognormal', mu: Math.log(420), sigma: 0.45, shift: 300 },
  },
  zone: { mtbfSeconds: 730 * DAY, repairSeconds: { kind: 'constant', value: 2 * HOUR } },
};

function plain(config: FleetConfig, seed: string, years = 20): FleetAccount[] {
  return Array.from({ length: 20 }, (_, segment) => {
    const fleet = new Fleet(config, new RandomStreams(`${seed}/${segment}`));
    fleet.run(10 * DAY, years * YEAR);
    return fleet.account();
  });
}

function speeded(config: FleetConfig, seed: string): FleetAccount[] {
  return Array.from({ length: 40 }, (_, segment) => {
    const fleet = new Fleet(config, new RandomStreams(`${seed}/${segment}`));
    fleet.runCycles(200, 100 * YEAR);
    return fleet.account();
  });
}

/** The closed form lies in the interval at 99.9 %: one of a thousand seeds would fail. */
function expectAgreement(config: FleetConfig, accounts: readonly FleetAccount[]): void {
  const mean = ({ mtbfSeconds }: FleetConfig['hsm'], mttr: number) => ({ mtbf: mtbfSeconds, mttr });
  const theory = zonedOutages({
    partsByZone: config.hsmsByZone,
    needed: config.needed,
    part: mean(config.hsm, meanRepair(config.hsm)),
    zone: config.zone && mean(config.zone, meanRepair(config.zone)),
    hasOneRepairer: config.hasOneRepairer,
  });
  const seconds = accounts.map((account) => account.seconds);
  const expectInside = (values: readonly number[], expected: number) => {
    const { low, high } = ratioInterval(values, seconds, 0.999);
    expect(low!).toBeLessThan(expected);
    expect(high!).toBeGreaterThan(expected);
  };
  expectInside(
    accounts.map(({ shortSeconds }) => shortSeconds),
    theory.unavailable,
  );
  expectInside(
    accounts.map(({ outages }) => outages),
    theory.outageRate,
  );
}

function meanRepair({ repairSeconds: law }: FleetConfig['hsm']): number {
  switch (law.kind) {
    case 'constant':
      return law.value;
    case 'uniform':
      return (law.low + law.high) / 2;
    case 'exponential':
      return law.mean;
    case 'lognormal':
      return (law.shift ?? 0) + Math.exp(law.mu + law.sigma ** 2 / 2);
    default:
      throw new Error(`no mean for ${law.kind} here`);
  }
}

describe('HSMs that fail over years', () => {
  it.each([
    ['2 of 3 in three zones', FRAGILE],
    ['2 of 3 in two zones', { ...FRAGILE, hsmsByZone: [2, 1] }],
    ['1 of 2, zones that never fail', { ...FRAGILE, hsmsByZone: [1, 1], needed: 1, zone: null }],
    [
      '1 of 3 with one repairer, exponential',
      {
        ...FRAGILE,
        needed: 1,
        hsm: { mtbfSeconds: DAY, repairSeconds: { kind: 'exponential', mean: 6 * HOUR } },
        hasOneRepairer: true,
      },
    ],
  ] satisfies [string, FleetConfig][])('are short as the closed form says: %s', (_, config) => {
    expectAgreement(config, plain(config, 'years'));
  });

  it.each([
    ['1 of 2 in two zones', { ...SOLID, hsmsByZone: [1, 1], needed: 1 }],
    ['1 of 3, zones that never fail: 1.8e-15', { ...SOLID, needed: 1, zone: null }],
    ['1 of 3 in three zones: 2.0e-12', { ...SOLID, needed: 1 }],
    ['2 of 3 in two zones', { ...SOLID, hsmsByZone: [2, 1] }],
    ['2 of 3 where failures are frequent', FRAGILE],
    [
      '1 of 3 with one repairer, exponential',
      {
        ...SOLID,
        needed: 1,
        hsm: { mtbfSeconds: 100 * DAY, repairSeconds: { kind: 'exponential', mean: HOUR } },
        hasOneRepairer: true,
      },
    ],
  ] satisfies [string, FleetConfig][])('are so with failures speeded up: %s', (_, config) => {
    expectAgreement(config, speeded(config, 'speeded'));
  });

  it('are hit by outages in more than half of the cycles, whatever the real rate', () => {
    const accounts = speeded({ ...SOLID, needed: 1 }, 'seen');
    const seen = accounts.reduce((sum, { outagesSeen }) => sum + outagesSeen, 0);
    expect(seen / (40 * 200)).toBeGreaterThan(0.5);
  });

  it('count every microsecond of a plain run, and only that', () => {
    const [account] = plain(FRAGILE, 'time', 3);
    expect(account!.seconds).toBeCloseTo(3 * YEAR, 5);
  });

  it('are all up between cycles for the known mean time', () => {
    const fleet = new Fleet({ ...SOLID, zone: null }, new RandomStreams('idle'));
    fleet.runCycles(100, 100 * YEAR);
    // Three HSMs of two years each: the repairs add some 13 minutes to eight months.
    expect(fleet.account().seconds / ((100 * 730 * DAY) / 3)).toBeCloseTo(1, 3);
  });

  it('give the same bytes for the same seed, and others for another', () => {
    const again = plain(FRAGILE, 'same', 1);
    expect(plain(FRAGILE, 'same', 1)).toEqual(again);
    expect(plain(FRAGILE, 'other', 1)).not.toEqual(again);
  });

  it('fit the clock where a law of repair has no upper end', () => {
    const endless = { kind: 'pareto', minimum: 30 * DAY, shape: 1.01 } as const;
    const fleet = new Fleet(
      { ...SOLID, hsm: { mtbfSeconds: 730 * DAY, repairSeconds: endless } },
      new RandomStreams('pareto'),
    );
    fleet.runCycles(200, 100 * YEAR);
    expect(fleet.account().outagesSeen).toBeGreaterThan(0);
  });
});
