import { describe, expect, it } from 'vitest';
import type { WorldConfig } from '../../src/model/index.ts';
import { pairedDifferences, type DesignRuns } from '../../src/plan/differences.ts';
import { compare, runInProcess, runOnce } from '../../src/plan/index.ts';
import { pointAt } from '../../src/plan/point.ts';
import { pointResult } from '../../src/plan/point-result.ts';
import type { Difference } from '../../src/plan/result-analysis.ts';
import { cloudHsm, cluster, MS, SECOND, withWorkload, world } from '../model/worlds.ts';
import { design, study } from './studies.ts';

const STUDY = study();
/** 300 calls a second to HSMs that serve 500 each. */
const BASE = withWorkload(
  world({ durationNs: 6 * SECOND, crypto: { mode: 'off', sampleOneIn: 1 } }),
  { arrivals: { kind: 'poisson', ratePerSecond: 300 } },
);

function withHsms(hsms: number, overrides: Partial<WorldConfig> = {}): WorldConfig {
  const serviceNs = { kind: 'exponential', mean: 2 * MS } as const;
  const store = cloudHsm({ cluster: cluster({ hsms, serviceNs, queueLimit: null }) });
  return { ...BASE, store, ...overrides };
}

function simulated(name: string, config: WorldConfig, replications: number): DesignRuns {
  const own = design(name, config);
  const runs = Array.from({ length: replications }, (_, i) =>
    runOnce({ config, seed: `differences/${i}` }),
  );
  return { design: own, runs, point: pointResult(STUDY, pointAt(own, 1), [0.5, 0.99], runs) };
}

const metric = ({ metrics }: Difference, name: string) =>
  metrics.find((own) => own.metric === name)!;
const against = (baseline: string, ...designs: DesignRuns[]) =>
  pairedDifferences(STUDY, baseline, 1, designs);

describe('pairedDifferences', () => {
  const two = simulated('two', withHsms(2), 8);
  const three = simulated('three', withHsms(3), 8);

  it('compare every other design with the baseline, metric by metric', () => {
    const found = against('two', three, two, simulated('four', withHsms(4), 8));
    expect(found.map(({ design: name, baseline, load }) => [name, baseline, load])).toEqual([
      ['three', 'two', 1],
      ['four', 'two', 1],
    ]);
    for (const { metrics } of found) {
      expect(metrics.map((own) => own.metric)).toEqual([
        'mean latency',
        'p50 latency',
        'p99 latency',
        'p99 added latency',
        'success',
        'throttled',
        'throughput',
        'cost',
      ]);
    }
    expect(against('nobody', two, three)).toEqual([]);
  });

  it('find a third HSM to make calls faster, and more surely so than independent runs would', () => {
    const found = against('two', two, three)[0]!;
    const mean = metric(found, 'mean latency');
    expect(mean.verdict).toBe('less');
    expect(mean.difference.value).toBeCloseTo(mean.value - mean.baselineValue, 12);
    expect(mean.value).toBeCloseTo(three.point.latencyMs.mean!.value, 12);
    // At a utilisation of 0.3 pairing narrows by some 2.5, squared 6: 2 is far below its noise.
    expect(mean.varianceReduction).toBeGreaterThan(2);
    const p99 = metric(found, 'p99 latency');
    expect(p99.baselineValue).toBe(two.point.latencyMs.percentiles['p99']!.value);
    // All that was asked succeeded in both.
    expect(metric(found, 'success')).toMatchObject({ value: 1, difference: { low: 0, high: 0 } });
    const cost = metric(found, 'cost');
    expect(cost.value).toBe(three.point.cost.monthUsd);
    expect(cost.difference.low).toBe(cost.value - cost.baselineValue);
  });

  it('find none between a design and itself', () => {
    const { metrics } = against('two', two, {
      ...two,
      design: { ...two.design, name: 'twin' },
    })[0]!;
    expect(metrics.map(({ verdict }) => verdict)).toEqual(metrics.map(() => 'none'));
    expect(metrics.map(({ difference }) => difference.value)).toEqual(metrics.map(() => 0));
    expect(metrics.map(({ varianceReduction }) => varianceReduction)).toEqual(
      metrics.map(() => null),
    );
  });

  it('pair the replications that both have', () => {
    const many = simulated('many', withHsms(3), 12);
    const short = against('two', two, three)[0]!;
    const long = against('two', two, many)[0]!;
    const without = ({ metrics }: Difference) => metrics.filter((own) => own.metric !== 'cost');
    expect(without(long)).toEqual(without(short));
    expect(against('many', many, two)[0]!.metrics[0]!.difference.method).toContain('over 8 ');
  });

  it('cannot tell anything from one replication', () => {
    const [found] = against(
      'two',
      simulated('two', withHsms(2), 1),
      simulated('three', withHsms(3), 1),
    );
    const noisy = found!.metrics.filter((own) => own.metric !== 'cost');
    expect(noisy.map(({ verdict }) => verdict)).toEqual(noisy.map(() => 'unknown'));
    expect(metric(found!, 'cost').verdict).toBe('more');
  });

  it('compare no latency with a design whose calls pile up', () => {
    const store = cloudHsm({
      cluster: cluster({ hsms: 1, queueLimit: null }),
      sessionsPerHsm: 100_000,
      commandTimeoutNs: null,
      quota: { kind: 'fixed-window', ratePerSecond: 10_000 },
    });
    const loaded = withWorkload(withHsms(1, { store }), {
      arrivals: { kind: 'poisson', ratePerSecond: 1500 },
    });
    const over = simulated('over', loaded, 3);
    expect(over.point.stable).toBe(false);
    const [found] = against('two', two, over);
    expect(found!.metrics.map((own) => own.metric)).toEqual([
      'success',
      'throttled',
      'throughput',
      'cost',
    ]);
    expect(metric(found!, 'throughput').verdict).toBe('more');
  });

  it('compare latencies before the first fault', () => {
    const loss = {
      name: 'loss',
      kind: 'hsm-down',
      hsm: 0,
      forNs: 2 * SECOND,
      drawn: null,
    } as const;
    // Due in the last third of the measured time; before it nothing differs from a sound run.
    const faults = [{ ...loss, atNs: 5 * SECOND }];
    const sound = simulated('sound', withHsms(2, { faults: [{ ...loss, atNs: 6.9 * SECOND }] }), 4);
    const broken = simulated('broken', withHsms(2, { faults }), 4);
    expect(broken.point.latencyMs.mean!.value).toBeGreaterThan(
      1.2 * broken.point.phases['before']!.latencyMs.mean!.value,
    );
    const mean = metric(against('sound', sound, broken)[0]!, 'mean latency');
    expect(mean.value).toBeCloseTo(broken.point.phases['before']!.latencyMs.mean!.value, 12);
    expect(mean.verdict).toBe('none');
  });

  it('correct means by arrivals and services where there are replications enough', () => {
    const brief = { durationNs: 2 * SECOND };
    const [found] = against(
      'two',
      simulated('two', withHsms(2, brief), 20),
      simulated('three', withHsms(3, brief), 20),
    );
    expect(metric(found!, 'mean latency').difference.method).toBe(
      'paired, control variates (arrivals and service), Student t over 20 replications',
    );
    expect(metric(found!, 'p50 latency').difference.method).toContain('paired Student t');
  });
});

describe('the differences of a study', () => {
  it('are those from the design of the verdict', async () => {
    const result = await compare(study({ objectives: [] }), runInProcess, () => {}, '0.0.0');
    expect(result.verdict.design).toBe(null);
    expect(result.differences.map((own) => [own.baseline, own.design])).toEqual([
      ['standard', 'cks'],
    ]);
    const judged = await compare(STUDY, runInProcess, () => {}, '0.0.0');
    expect(judged.differences[0]!.baseline).toBe(judged.verdict.design);
  });
});
