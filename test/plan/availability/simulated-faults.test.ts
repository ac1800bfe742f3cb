import { describe, expect, it } from 'vitest';
import type { FaultConfig, FleetConfig } from '../../../src/model/index.ts';
import type { AvailabilityInputs, PointResult } from '../../../src/plan/index.ts';
import { simulatedFaults } from '../../../src/plan/availability/simulated-faults.ts';
import { estimate, pointOf } from '../../report/fixture-point.ts';
import { cloudHsm, cluster, SECOND, world } from '../../model/worlds.ts';
import { AVAILABILITY, design } from '../studies.ts';

const YEAR = 365.25 * 86_400;
const HOUR = 3600;

const INPUTS: AvailabilityInputs = {
  ...AVAILABILITY,
  hsm: {
    mtbfSeconds: YEAR,
    repairSeconds: { kind: 'constant', value: 600 },
    source: 'test',
  },
  zone: {
    mtbfSeconds: 2 * YEAR,
    repairSeconds: { kind: 'exponential', mean: 2 * HOUR },
    source: 'test',
  },
};
const FLEET: FleetConfig = {
  hsmsByZone: [1, 1, 1],
  needed: 2,
  hsm: INPUTS.hsm,
  zone: INPUTS.zone,
  hasOneRepairer: false,
};
const ZONE_LOSS: FaultConfig = {
  kind: 'zone-down',
  zone: 0,
  name: 'zone-loss',
  atNs: 20 * SECOND,
  forNs: 40 * SECOND,
  drawn: null,
};
const HSM_LOSS: FaultConfig = { ...ZONE_LOSS, kind: 'hsm-down', hsm: 1, name: 'hsm-loss' };

/** 100 calls a second for 100 s; `lost` gives the share lost in each second. */
function point(
  lost: (second: number) => number,
  overrides: Partial<PointResult> = {},
): PointResult {
  const base = pointOf('cks', {
    name: 'cks',
    kind: 'cloudhsm',
    hsms: 3,
    load: 1,
    options: { windowCount: 100 },
  });
  const seconds = base.windows.startMs.map((ms) => ms / 1000);
  return {
    ...base,
    windows: {
      ...base.windows,
      offeredPerSecond: seconds.map(() => 100),
      throttledPerSecond: seconds.map((second) => 75 * lost(second)),
      failedPerSecond: seconds.map((second) => 25 * lost(second)),
    },
    faults: [spanOf('zone-loss')],
    phases: { 'zone-loss': { ...base.phases['zone-loss']!, successShare: estimate(0.9, 0.01) } },
    recoverySeconds: { 'zone-loss': estimate(50, null) },
    ...overrides,
  };
}

function spanOf(name: string, startMs = 20_000, endMs = 60_000): PointResult['faults'][number] {
  return { name, kind: 'fault', startMs, endMs, count: 1, spans: [{ startMs, endMs }] };
}

function terms(faults: readonly FaultConfig[], own: PointResult, fleet = FLEET) {
  const config = world({ store: cloudHsm({ cluster: cluster({ hsms: 3, zones: 3 }) }), faults });
  return simulatedFaults(design('cks', config), own, fleet, INPUTS);
}

describe('a loss of a zone that the run simulated', () => {
  it('costs its calls times its rate where they are lost only until it is noticed', () => {
    // 5 s of which a third is lost, and nothing later: three zones, each once in two years.
    const [term] = terms(
      [ZONE_LOSS],
      point((second) => (second >= 20 && second < 25 ? 1 / 3 : 0)),
    );
    expect(term!.cause).toBe('zone-loss as simulated');
    expect(term!.unavailable.value).toBeCloseTo(((5 / 3) * 1.5) / YEAR, 15);
    expect(term!.eventsPerYear).toBe(1.5);
    expect(term!.meanLengthMinutes).toBe(120);
    // Half-width 1 % of 40 s: the windows of the second half all say 0.
    expect(term!.unavailable.high! - term!.unavailable.value).toBeCloseTo((0.4 * 1.5) / YEAR, 15);
  });

  it('is stretched to the length of a real one at the rate of its second half', () => {
    const [term] = terms(
      [ZONE_LOSS],
      point((second) => (second >= 20 && second < 60 ? 0.25 : 0)),
    );
    expect(term!.unavailable.value).toBeCloseTo((0.25 * 2 * HOUR * 1.5) / YEAR, 12);
  });

  it('counts until it is recovered from, and not what quiet times lose as well', () => {
    const always = 0.02;
    const lost = point((second) => (second >= 60 && second < 70 ? 0.5 + always : always));
    const [term] = terms([ZONE_LOSS], lost);
    // Recovered 50 s after the start: ten seconds of one half, after the fault itself.
    expect(term!.unavailable.value).toBeCloseTo((5 * 1.5) / YEAR, 12);
  });

  it('is summed only where enough HSMs are left, or its time would count twice', () => {
    const own = point(() => 0);
    expect(terms([ZONE_LOSS], own)[0]!.isSummed).toBe(true);
    expect(terms([ZONE_LOSS], own, { ...FLEET, hsmsByZone: [2, 1] })[0]!.isSummed).toBe(false);
  });

  it('speaks for the zones with as many HSMs', () => {
    const [term] = terms(
      [ZONE_LOSS],
      point(() => 0),
      { ...FLEET, hsmsByZone: [2, 1] },
    );
    expect(term!.eventsPerYear).toBeCloseTo(0.5, 12);
    expect(term!.method).toContain('counted for 1 zone of 2 or more HSMs');
  });
});

describe('losses that say nothing', () => {
  it('are those beside which something else is broken', () => {
    const both = point(() => 0.1, { faults: [spanOf('zone-loss'), spanOf('hsm-loss', 55_000)] });
    expect(terms([ZONE_LOSS, HSM_LOSS], both)).toEqual([]);
  });

  it('are drawn faults and those of a zone without HSMs', () => {
    const drawn: FaultConfig = {
      kind: 'zone-down',
      zone: 0,
      name: 'zone-loss',
      atNs: null,
      forNs: null,
      drawn: { mtbfNs: SECOND, repairNs: null },
    };
    expect(
      terms(
        [drawn, { ...ZONE_LOSS, zone: 5 }],
        point(() => 0.1),
      ),
    ).toEqual([]);
  });
});

describe('the worst of each kind', () => {
  it('stands for it: the loss of an HSM beside that of a zone', () => {
    const faults = [
      { ...HSM_LOSS, atNs: 5 * SECOND, forNs: 5 * SECOND },
      { ...HSM_LOSS, name: 'worse', atNs: 70 * SECOND, forNs: 10 * SECOND },
      ZONE_LOSS,
    ];
    const own = point((second) => (second >= 70 && second < 72 ? 1 : 0), {
      faults: [
        spanOf('hsm-loss', 5000, 10_000),
        spanOf('worse', 75_000, 80_000),
        spanOf('zone-loss'),
      ],
      recoverySeconds: {},
    });
    expect(terms(faults, own).map(({ cause }) => cause)).toEqual([
      'zone-loss as simulated',
      'hsm-loss as simulated',
    ]);
    const worse = point((second) => (second >= 75 && second < 77 ? 1 : 0), {
      faults: own.faults,
      recoverySeconds: {},
    });
    const [, hsm] = terms(faults, worse);
    expect(hsm!.cause).toBe('worse as simulated');
    // Two seconds of all calls, three HSMs, each once a year.
    expect(hsm!.unavailable.value).toBeCloseTo((2 * 3) / YEAR, 15);
  });
});
