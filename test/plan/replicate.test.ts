import { describe, expect, it } from 'vitest';
import { compare, runInProcess, type RunMany, type Study } from '../../src/plan/index.ts';
import { station } from './textbook.ts';

const answer = (of: Study, runMany: RunMany = runInProcess) =>
  compare(of, runMany, () => {}, '0.0.0');

describe('precision', () => {
  const text = (more: string) =>
    `{ duration: 20 s, warmUp: 2 s, crypto: off, precision: 4 %, precisionOf: [p90], ${more} }`;

  it('replicates until the interval is as narrow as asked, and stops there', async () => {
    const { stores, run } = await answer(station(0.6, text('maxReplications: 200')));
    const { low, high, value } = stores[0]!.points[0]!.latencyMs.percentiles['p90']!;
    expect((high! - low!) / 2 / value).toBeLessThanOrEqual(0.04);
    expect(run).toMatchObject({ stoppedBecause: 'precise enough', isPartial: false });
    expect(run.replications).toBeGreaterThan(10);
    expect(run.replications).toBeLessThan(200);
    // The last round at most tripled what was there: a third of it was not narrow enough.
    const fewer = station(0.6, text(`maxReplications: ${Math.floor(run.replications / 3)}`));
    expect((await answer(fewer)).run.stoppedBecause).toBe('bound reached');
  });

  it('never passes its bound, and says that it stopped there', async () => {
    const { run } = await answer(station(0.6, text('maxReplications: 12')));
    expect(run).toMatchObject({ replications: 12, stoppedBecause: 'bound reached' });
  });

  it('leaves out a store that has no latency: an overloaded one', async () => {
    const { run, stores } = await answer(
      station(1.5, '{ duration: 5 s, warmUp: 1 s, crypto: off, precision: 1 % }'),
    );
    expect(stores[0]!.points[0]!.stable).toBe(false);
    expect(run).toMatchObject({ replications: 10, stoppedBecause: 'precise enough' });
  });

  it('gives each replication its seed, whatever the rounds', async () => {
    const seeds: string[] = [];
    const spy: RunMany = (jobs, onProgress) => {
      seeds.push(...jobs.map(({ seed }) => seed));
      return runInProcess(jobs, onProgress);
    };
    await answer(station(0.6, text('maxReplications: 25')), spy);
    expect(seeds).toEqual(Array.from({ length: 25 }, (_, i) => `station/${i + 1}`));
  });
});

describe('until: decided', () => {
  const run = '{ duration: 10 s, warmUp: 2 s, crypto: off, until: decided, maxReplications: 300 }';

  it('replicates until a close objective is met for certain', async () => {
    // M/M/1 at 0.5: the mean time in the system is 20 ms exactly.
    const rest = 'objectives: [mean(latency) < 20.6 ms]\n';
    const result = await answer(station(0.5, run, { rest }));
    expect(result.objectives[0]!.verdict).toBe('met');
    expect(result.run.stoppedBecause).toBe('decided');
    expect(result.run.replications).toBeGreaterThan(10);
    // Looked at more than once, it is judged with less than the 5 % of a single look.
    expect(result.objectives[0]!.measured.level).toBeGreaterThan(0.95);
  });

  it('stops at the first round where nothing is in doubt', async () => {
    const rest = 'objectives: [mean(latency) < 100 ms]\n';
    const result = await answer(station(0.5, run, { rest }));
    expect(result.run).toMatchObject({ replications: 10, stoppedBecause: 'decided' });
    expect(result.objectives[0]!.measured.level).toBeCloseTo(0.975, 9);
  });

  it('gives up at its bound where the objective is the truth itself', async () => {
    const rest = 'objectives: [mean(latency) < 20 ms]\n';
    const bounded = run.replace('300', '30');
    const result = await answer(station(0.5, bounded, { rest }));
    expect(result.run).toMatchObject({ replications: 30, stoppedBecause: 'bound reached' });
    expect(result.objectives[0]!.verdict).toBe('undecided');
  });
});
