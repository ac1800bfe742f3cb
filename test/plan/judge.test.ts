import { describe, expect, it } from 'vitest';
import { compare, EmptyObjective, runInProcess, type Objective } from '../../src/plan/index.ts';
import { cloudHsm, cluster, constant, SECOND, withWorkload, world } from '../model/worlds.ts';
import { design, objective, study } from './studies.ts';

/** One cloudhsm design of 100 calls a second; its first HSM dies at 4 s of 10 and comes back at 7 s. */
const FAULTY = withWorkload(
  world({
    warmUpNs: 0,
    durationNs: 20 * SECOND,
    store: cloudHsm({ cluster: cluster({ hsms: 1, zones: 1, serviceNs: constant(2e6) }) }),
    network: { ...world().network, zones: 1 },
    faults: [
      {
        name: 'loss',
        kind: 'hsm-down',
        hsm: 0,
        atNs: 5 * SECOND,
        forNs: 4 * SECOND,
        drawn: null,
      },
    ],
  }),
  { arrivals: { kind: 'constant', ratePerSecond: 100 } },
);

async function measure(overrides: Partial<Objective>) {
  const result = await compare(
    study({ designs: [design('cks', FAULTY)], objectives: [objective(overrides)] }),
    runInProcess,
    () => {},
    '0.0.0',
  );
  return result.objectives[0]!;
}

describe('judge', () => {
  it('measures success within a phase by when calls were due', async () => {
    const during = await measure({
      metric: 'success',
      of: null,
      during: 'loss',
      comparison: '>',
      limit: 0.99,
    });
    // The one HSM is away: at most what it had taken just before can succeed.
    expect(during.measured.value).toBeLessThan(0.02);
    expect(during.verdict).toBe('missed');
    const before = await measure({
      metric: 'success',
      of: null,
      during: 'before',
      comparison: '>',
      limit: 0.99,
    });
    expect(before).toMatchObject({ verdict: 'met', measured: { value: 1 } });
  });

  it('measures a time range of a run without faults, rates over its length', async () => {
    const dueSeconds = [1.5, 2, 3.5, 3.999, 4];
    const recorded = withWorkload(
      world({
        warmUpNs: SECOND,
        durationNs: 6 * SECOND,
        ranges: [
          { name: '1 s..3 s', fromNs: 2 * SECOND, toNs: 4 * SECOND },
          { name: '3 s..4 s', fromNs: 4 * SECOND, toNs: 5 * SECOND },
        ],
      }),
      {
        arrivals: {
          kind: 'replay',
          timesNs: dueSeconds.map((due) => due * SECOND),
          loopNs: null,
        },
      },
    );
    const rate = { metric: 'throughput', of: null, comparison: '>', limit: 1.2 } as const;
    const { objectives, stores } = await compare(
      study({
        designs: [design('cks', recorded)],
        objectives: ['1 s..3 s', '3 s..4 s'].map((during) =>
          objective({ ...rate, expect: 'throughput > 1.2/s', during }),
        ),
      }),
      runInProcess,
      () => {},
      '0.0.0',
    );
    // Two of the calls due in the first range are answered in its two seconds. The third takes some
    // milliseconds, into the next second, as does the one due just then.
    expect(objectives.map(({ measured }) => measured.value)).toEqual([1, 2]);
    expect(objectives.map(({ verdict }) => verdict)).toEqual(['missed', 'met']);
    expect(objectives[0]!.expect).toBe('throughput > 1.2/s, from 1 s to 3 s');
    const { phases } = stores[0]!.points[0]!;
    expect(Object.keys(phases)).toEqual(['1 s..3 s', '3 s..4 s']);
    expect(phases['1 s..3 s']).toMatchObject({
      calls: { offered: 9, succeeded: 9 },
      throughputPerSecond: { value: 1 },
    });
  });

  it('measures recovery from the start of the fault to five good seconds', async () => {
    const { measured, unit } = await measure({
      metric: 'recovery',
      of: null,
      during: 'loss',
      limit: 10,
    });
    // Down 4 s, believed up 1 s later; windows are whole seconds.
    expect(unit).toBe('s');
    expect(measured.value).toBeGreaterThanOrEqual(5);
    expect(measured.value).toBeLessThanOrEqual(6);
  });

  it('measures latency above that without load apart from the whole', async () => {
    const whole = await measure({ during: 'before', metric: 'mean' });
    const added = await measure({ during: 'before', metric: 'mean', of: 'addedLatency' });
    // Constant arrivals every 10 ms never wait for a service of 2 ms.
    expect(added.measured.value).toBe(0);
    // Hops 2 x 0.25 and 2 x 0.1, front 3, handling 2, service 2 ms.
    expect(whole.measured.value).toBeCloseTo(7.7, 9);
  });

  it('misses every latency objective where no call succeeded, max among them', async () => {
    for (const metric of ['max', 'mean', { percentile: 0.99 }] as const) {
      const judged = await measure({ metric, during: 'loss', limit: 0.5 });
      expect(judged.verdict).toBe('missed');
      expect(Number.isFinite(judged.margin)).toBe(true);
    }
  });

  it('calls a filter that matches no call an error, not a pass', async () => {
    await expect(measure({ operation: 'ReEncrypt' })).rejects.toThrow(EmptyObjective);
  });
});
