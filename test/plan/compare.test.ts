import { describe, expect, it } from 'vitest';
import {
  compare,
  runInProcess,
  StoppedTooEarly,
  type RunMany,
  type Study,
} from '../../src/plan/index.ts';
import type { ArrivalsConfig } from '../../src/model/index.ts';
import { atLoad } from '../../src/plan/at-load.ts';
import {
  cloudHsm,
  cluster,
  constant,
  direct,
  SECOND,
  STANDARD,
  withWorkload,
  world,
} from '../model/worlds.ts';
import { design, objective, study } from './studies.ts';

const answer = (of: Study, runMany: RunMany = runInProcess) =>
  compare(of, runMany, () => {}, '0.0.0');

describe('compare', () => {
  it('gives the same result twice, to the byte', async () => {
    const [first, second] = [await answer(study()), await answer(study())];
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
  });

  it('shows all designs the same calls', async () => {
    const result = await answer(study());
    const offered = result.stores.map(({ points }) => points[0]!.calls.offered);
    expect(new Set(offered).size).toBe(1);
    expect(offered[0]).toBeGreaterThan(1300);
  });

  it('accounts for every call: offered = succeeded + throttled + failed + in flight', async () => {
    const overloaded = withWorkload(
      world({
        durationNs: 5 * SECOND,
        drainNs: 0,
        store: cloudHsm({ quota: { kind: 'fixed-window', ratePerSecond: 50 } }),
      }),
      {},
    );
    const result = await answer(study({ designs: [design('cks', overloaded)] }));
    const { calls, throttledShare } = result.stores[0]!.points[0]!;
    expect(calls.offered).toBe(calls.succeeded + calls.throttled + calls.failed + calls.inFlight);
    expect(calls.throttled).toBeGreaterThan(0);
    expect(throttledShare.value).toBeCloseTo(calls.throttled / calls.offered, 2);
  });

  it('passes its own checks, both accounts of the number present among them', async () => {
    const { checks } = await answer(study());
    expect(checks.length).toBeGreaterThan(5);
    expect(checks.filter(({ holds }) => !holds)).toEqual([]);
    expect(checks.some(({ name }) => name.startsWith("Little's law"))).toBe(true);
  });

  it('holds Little’s law exactly, in runs of fixed rhythm, from an empty start and with faults', async () => {
    const rhythm = withWorkload(world({ warmUpNs: 0, durationNs: 5.05 * SECOND }), {
      arrivals: { kind: 'constant', ratePerSecond: 7 },
    });
    const crash = {
      name: 'f',
      kind: 'hsm-down',
      hsm: 0,
      atNs: 2 * SECOND,
      forNs: 1 * SECOND,
      drawn: null,
    } as const;
    const designs = [design('cks', rhythm), design('cks f', { ...rhythm, faults: [crash] })];
    const result = await answer(study({ designs }));
    const laws = result.checks.filter(({ name }) => name.startsWith("Little's law"));
    expect(laws.map(({ holds }) => holds)).toEqual([true, true]);
    const point = result.stores[0]!.points[0]!;
    // 5.05 s hold 35 calls: rates are per second of measured time, whole seconds or not.
    expect(point.acceptedAttemptsPerSecond.value).toBeCloseTo(35 / 5.05, 6);
    expect(point.offeredPerSecond.value).toBeCloseTo(35 / 5.05, 6);
  });

  it('uses what was done when it is stopped early, equally for all points, and says so', async () => {
    const firstFive: RunMany = (jobs, onProgress) => runInProcess(jobs.slice(0, 5), onProgress);
    const result = await answer(study(), firstFive);
    expect(result.run).toMatchObject({ replications: 2, isPartial: true });
    expect(result.warnings.join(' ')).toMatch(/2 of 3 replications/);
    await expect(answer(study(), () => Promise.resolve([]))).rejects.toThrow(StoppedTooEarly);
  });

  it('marks a design that cannot keep up as not stable', async () => {
    const hopeless = withWorkload(
      world({
        durationNs: 5 * SECOND,
        store: direct({
          cluster: cluster({ hsms: 1, zones: 1, queueLimit: null, serviceNs: constant(20e6) }),
        }),
      }),
      {},
    );
    const result = await answer(study({ designs: [design('cks', hopeless)] }));
    expect(result.stores[0]!.points[0]!.stable).toBe(false);
  });
});

describe('the bill of a point', () => {
  it('is the given volume, times the load, at exact prices', async () => {
    const result = await answer(
      study({
        loads: [1, 2],
        pricing: { ...study().pricing, hoursPerMonth: 720, callsPerMonth: { calls: 1e6 } },
      }),
    );
    const bills = result.stores.map(({ points }) => points.map(({ cost }) => cost.monthUsd));
    expect(bills).toEqual([
      [4, 7],
      [2308, 2311],
    ]);
    expect(result.stores[0]!.points[0]!.cost).toMatchObject({
      volume: 'given',
      callsPerMonth: 1e6,
    });
  });

  it('extrapolates the simulated mean rate where no volume is given, and says so', async () => {
    const result = await answer(study());
    const { cost, offeredPerSecond } = result.stores[0]!.points[0]!;
    expect(cost.volume).toBe('extrapolated');
    expect(cost.callsPerMonth / (730 * 3600)).toBeCloseTo(offeredPerSecond.value, 2);
  });
});

describe('the verdict', () => {
  it('names the cheapest eligible design that meets every objective', async () => {
    const { verdict } = await answer(study());
    expect(verdict).toMatchObject({ outcome: 'met', design: 'standard' });
  });

  it('heeds the require clause', async () => {
    const base = study();
    const designs = base.designs.map((own) => ({ ...own, eligible: own.kind === 'cloudhsm' }));
    const { verdict } = await answer(study({ designs }));
    expect(verdict).toMatchObject({ outcome: 'met', design: 'cks' });
    const none = await answer(
      study({ designs: designs.map((own) => ({ ...own, eligible: false })) }),
    );
    expect(none.verdict.outcome).toBe('missed');
  });

  it('is missed when no design meets an objective, and names what the closest one misses', async () => {
    const { verdict } = await answer(study({ objectives: [objective({ limit: 0.5 })] }));
    expect(verdict.outcome).toBe('missed');
    expect(verdict.sentence).toMatch(/p99\(latency\)/);
  });

  it('is undecided when the interval straddles the limit, with the replications that would decide', async () => {
    const noisy = study({
      designs: [design('cks', withWorkload(world({ durationNs: 2 * SECOND }), {}))],
      objectives: [objective({ metric: 'mean' })],
    });
    const measured = (await answer(noisy)).objectives[0]!.measured;
    const limit = measured.value + 0.1 * (measured.high! - measured.value);
    const result = await answer({ ...noisy, objectives: [objective({ metric: 'mean', limit })] });
    expect(result.verdict.outcome).toBe('undecided');
    expect(result.objectives[0]!.replicationsToDecide).toBeGreaterThan(100);
  });

  it('never recommends a design that no objective applies to', async () => {
    const onlyCks = objective({ limit: 0.5, stores: ['cks'] });
    const { verdict } = await answer(study({ objectives: [onlyCks] }));
    expect(verdict).toMatchObject({ outcome: 'missed', design: null });
  });

  it('is not moved by objectives of level warn', async () => {
    const warn = objective({ limit: 0.5, level: 'warn' });
    const { verdict, objectives } = await answer(study({ objectives: [objective(), warn] }));
    expect(verdict.outcome).toBe('met');
    expect(objectives.filter(({ verdict: own }) => own === 'missed')).toHaveLength(2);
  });
});

describe('atLoad', () => {
  it('multiplies open rates and closed clients', () => {
    const open = atLoad(world({ store: STANDARD }), 2.5);
    expect(open.workloads[0]!.arrivals).toEqual({ kind: 'poisson', ratePerSecond: 500 });
    const closed = withWorkload(world(), {
      arrivals: { kind: 'closed', clients: 3, thinkNs: { kind: 'constant', value: 1 } },
    });
    const scaled = atLoad(closed, 2).workloads[0]!;
    expect(scaled.arrivals).toMatchObject({ clients: 6 });
    expect(scaled.client.instances).toBe(6);
  });

  it('multiplies the rates of bursts and shapes', () => {
    const scaled = (arrivals: ArrivalsConfig) =>
      atLoad(withWorkload(world(), { arrivals }), 2).workloads[0]!.arrivals;
    const state = { ratePerSecond: 10, stayNs: constant(5 * SECOND) };
    expect(scaled({ kind: 'burst', states: [state] })).toEqual({
      kind: 'burst',
      states: [{ ...state, ratePerSecond: 20 }],
    });
    const point = { atNs: 3 * SECOND, ratePerSecond: 10 };
    const shape = { kind: 'shape', points: [point], periodNs: null, isPoisson: true } as const;
    expect(scaled(shape)).toEqual({ ...shape, points: [{ ...point, ratePerSecond: 20 }] });
  });

  it('plays a recording faster from the end of the warm-up on, where it begins', () => {
    const config = world({ warmUpNs: 4 * SECOND });
    const timesNs = [4 * SECOND, 6 * SECOND, 7 * SECOND];
    const arrivals = { kind: 'replay', timesNs, loopNs: 10 * SECOND } as const;
    expect(atLoad(withWorkload(config, { arrivals }), 2).workloads[0]!.arrivals).toEqual({
      kind: 'replay',
      timesNs: [4 * SECOND, 5 * SECOND, 5.5 * SECOND],
      loopNs: 5 * SECOND,
    });
  });
});
