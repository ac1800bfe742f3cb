import { describe, expect, it } from 'vitest';
import { ALL_CALLS, selectGroup } from '../../src/plan/groups.ts';
import { pointAt } from '../../src/plan/point.ts';
import { pointResult } from '../../src/plan/point-result.ts';
import { replicationFigures } from '../../src/plan/replication-figures.ts';
import { runOnce } from '../../src/plan/index.ts';
import type { WorldConfig } from '../../src/model/index.ts';
import { SECOND, withWorkload, world } from '../model/worlds.ts';
import { design, study } from './studies.ts';

function figuresOf(config: WorldConfig, replications: number) {
  const runs = Array.from({ length: replications }, (_, i) =>
    runOnce({ config, seed: `figures/${i}` }),
  );
  const point = pointResult(study(), pointAt(design('cks', config), 1), [0.5, 0.99], runs);
  return { runs, point, figures: replicationFigures(point, runs) };
}

describe('replicationFigures', () => {
  it('are those of each run, and the percentiles of all calls together', () => {
    const { runs, point, figures } = figuresOf(world({ durationNs: 3 * SECOND }), 3);
    const groups = runs.map((run) => selectGroup(run, ALL_CALLS));
    expect(figures.latency!.meanMs).toEqual(groups.map(({ success }) => success.mean / 1e6));
    expect(figures.latency!.p99.ms).toEqual(
      groups.map(({ success }) => success.percentile(0.99) / 1e6),
    );
    expect(figures.latency!.p99.pooledMs).toBe(point.latencyMs.percentiles['p99']!.value);
    expect(figures.latency!.p99Added.pooledMs).toBe(point.addedLatencyMs.percentiles['p99']!.value);
    expect(figures.throughputPerSecond).toEqual(groups.map(({ counts }) => counts.answered / 3));
    expect(figures.successShare).toEqual([1, 1, 1]);
    expect(figures.throttledShare).toEqual([0, 0, 0]);
  });

  it('know nothing of a replication without calls, and no latency where none has any', () => {
    // 0.5 calls a replication: some have none.
    const rare = withWorkload(world({ durationNs: SECOND }), {
      arrivals: { kind: 'poisson', ratePerSecond: 0.5 },
    });
    const { runs, figures } = figuresOf(rare, 8);
    const offered = runs.map((run) => selectGroup(run, ALL_CALLS).counts.offered);
    expect(new Set(offered.map((count) => count > 0)).size).toBe(2);
    expect(figures.successShare).toEqual(offered.map((count) => (count === 0 ? null : 1)));
    expect(figures.latency!.meanMs.map((ms) => ms === null)).toEqual(
      offered.map((count) => count === 0),
    );
    const empty = offered.indexOf(0);
    const silent = { ...rare, workloads: rare.workloads };
    const point = pointResult(study(), pointAt(design('cks', silent), 1), [0.99], [runs[empty]!]);
    expect(replicationFigures(point, [runs[empty]!]).latency).toBe(null);
  });

  it('pass on that a percentile is too short for an interval', () => {
    const { figures } = figuresOf(world({ durationNs: SECOND }), 2);
    // 200 calls: two beyond the p99.
    expect(figures.latency!.p99.tooShort).not.toBe(null);
    expect(figures.latency!.p50.tooShort).toBe(null);
  });
});
