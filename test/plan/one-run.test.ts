import { describe, expect, it } from 'vitest';
import { compare, runInProcess, type Study } from '../../src/plan/index.ts';
import { station } from './textbook.ts';

const answer = (of: Study) => compare(of, runInProcess, () => {}, '0.0.0');

describe('one long run', () => {
  it('has intervals from its batches, named so, and they hold the truth', async () => {
    // M/M/1 at 0.5: mean 20 ms, p50 = 20 ln 2 ms. 99.9 % intervals of 20 batches of 4,000 calls.
    const run =
      '{ duration: 1600 s, warmUp: 2 s, replications: 1, crypto: off, confidence: 99.9 % }';
    const { stores } = await answer(station(0.5, run));
    const { mean, percentiles } = stores[0]!.points[0]!.latencyMs;
    for (const [estimate, truth] of [
      [mean!, 20],
      [percentiles['p50']!, 20 * Math.log(2)],
    ] as const) {
      expect(estimate.method).toBe('Student t over 20 batches of one run');
      expect(estimate.low!).toBeLessThan(truth);
      expect(estimate.high!).toBeGreaterThan(truth);
      expect(estimate.high! - estimate.low!).toBeLessThan(0.2 * truth);
    }
  });

  it('decides objectives by them', async () => {
    const run = '{ duration: 200 s, warmUp: 2 s, replications: 1, crypto: off }';
    const rest =
      'objectives: [mean(latency) < 30 ms, mean(latency) < 20 ms, mean(latency) < 15 ms]\n';
    const { objectives } = await answer(station(0.5, run, { rest }));
    expect(objectives.map(({ verdict }) => verdict)).toEqual(['met', 'undecided', 'missed']);
  });

  it('does not place a percentile that its batches hold too few calls for', async () => {
    // p99.9 of 20,000 calls: 20 beyond it in all, where 60 are needed.
    const run = '{ duration: 400 s, warmUp: 2 s, replications: 1, crypto: off }';
    const { stores } = await answer(station(0.5, run));
    const rare = stores[0]!.points[0]!.latencyMs.percentiles['p99.9']!;
    expect(rare.tooShort!.independentTailCalls).toBeLessThan(60);
    expect(rare.low).toBeNull();
  });

  it('has none where a fault makes its parts differ', async () => {
    const run = '{ duration: 40 s, warmUp: 2 s, replications: 1, crypto: off }';
    const rest = 'faults: [{ hsmSlow: { hsm: 1, factor: 2 }, at: 10 s, for: 5 s }]\n';
    const { stores } = await answer(station(0.3, run, { rest }));
    expect(stores[0]!.points[0]!.latencyMs.mean).toMatchObject({
      low: null,
      method: 'one replication',
    });
  });
});
