import { describe, expect, it } from 'vitest';
import { knownControls } from '../../src/plan/known-controls.ts';
import { runOnce } from '../../src/plan/index.ts';
import type { WorldConfig } from '../../src/model/index.ts';
import { meanInterval } from '../../src/stats/index.ts';
import { common, serviceWorld } from '../model/workload/service-world.ts';
import {
  cloudHsm,
  cluster,
  constant,
  MS,
  SECOND,
  STANDARD,
  withWorkload,
  world,
} from '../model/worlds.ts';

const BASE = world({
  durationNs: 4 * SECOND,
  crypto: { mode: 'off', sampleOneIn: 1 },
  store: cloudHsm({ cluster: cluster({ serviceNs: { kind: 'exponential', mean: 2 * MS } }) }),
});

function runs(config: WorldConfig, count: number) {
  return Array.from({ length: count }, (_, i) => runOnce({ config, seed: `known/${i}` }));
}

const namesOf = (config: WorldConfig) =>
  knownControls(config, runs(config, 2)).map(({ name }) => name);

describe('knownControls', () => {
  it('are arrivals and services, round the means of their laws', () => {
    const found = knownControls(BASE, runs(BASE, 30));
    expect(found.map(({ name, mean }) => ({ name, mean }))).toEqual([
      { name: 'arrivals', mean: 200 },
      { name: 'service', mean: 2 },
    ]);
    for (const { values, mean } of found) {
      // At 99.99 % of seeds; these are fixed.
      const { low, high } = meanInterval(values, 0.9999);
      expect(low).toBeLessThan(mean);
      expect(high).toBeGreaterThan(mean);
      expect(new Set(values).size).toBeGreaterThan(20);
    }
  });

  it('count the user operations of a service, not the calls that it makes of them', () => {
    const s3 = serviceWorld(
      {
        kind: 's3',
        buckets: 1,
        bucketKeys: null,
        parts: 4,
        partDecrypts: 0,
        ...common({ CopyObject: 1 }),
      },
      { kind: 'poisson', ratePerSecond: 100 },
      4,
    );
    const [arrivals] = knownControls(s3, runs(s3, 10));
    expect(arrivals!.mean).toBe(100);
    // A copy is two calls; the mean of ten runs of 400 copies is within 4 % of the rate.
    expect(Math.abs(meanInterval(arrivals!.values, 0.95).value / 100 - 1)).toBeLessThan(0.04);
  });

  it('are only what varies by chance and has one law', () => {
    expect(namesOf({ ...BASE, store: STANDARD })).toEqual(['arrivals']);
    const even = withWorkload(BASE, { arrivals: { kind: 'constant', ratePerSecond: 200 } });
    expect(namesOf(even)).toEqual(['service']);
    const rigid = cloudHsm({ cluster: cluster({ serviceNs: constant(2 * MS) }) });
    expect(namesOf({ ...BASE, store: rigid })).toEqual(['arrivals']);
    const unlike = cloudHsm({ cluster: cluster({ weights: { GenerateDataKey: 3 } }) });
    expect(namesOf({ ...BASE, store: unlike })).toEqual(['arrivals']);
    const wild = cloudHsm({
      cluster: cluster({ serviceNs: { kind: 'pareto', shape: 1.5, minimum: MS } }),
    });
    expect(namesOf({ ...BASE, store: wild })).toEqual(['arrivals']);
  });

  it('are none where something breaks or the run was cut off', () => {
    const faults = [
      { name: 'loss', kind: 'hsm-down', hsm: 0, atNs: 2 * SECOND, forNs: SECOND, drawn: null },
    ] as const;
    expect(namesOf({ ...BASE, faults })).toEqual([]);
    expect(namesOf({ ...BASE, bounds: { ...BASE.bounds, maxEvents: 2000 } })).toEqual([]);
  });
});
