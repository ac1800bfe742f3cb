import { describe, expect, it } from 'vitest';
import { compare, runInProcess, type Study } from '../../src/plan/index.ts';
import { tailOf, type ReplicationLatencies } from '../../src/plan/tails.ts';
import { LogLinearHistogram } from '../../src/stats/index.ts';
import { RandomStreams } from '../../src/kernel/index.ts';
import { station } from './textbook.ts';

const answer = (of: Study) => compare(of, runInProcess, () => {}, '0.0.0');

function latencies(values: readonly number[]): ReplicationLatencies {
  const histogram = new LogLinearHistogram();
  for (const value of values) histogram.record(value);
  return { histogram, tailDispersion: [], batches: [] };
}

/** So many independent values, even over 1 to 1,001. */
function even(count: number, seed: string): ReplicationLatencies {
  const stream = new RandomStreams(seed).stream('even');
  return latencies(Array.from({ length: count }, () => 1 + 1000 * stream.next()));
}

describe('tailOf', () => {
  it('lacks nothing with hundreds of independent calls beyond the percentile', () => {
    // p99 of 20,000: 200 beyond; a dispersion 8 times Poisson's would be one chance in 10^5.
    expect(
      tailOf(
        [1, 2, 3, 4].map((i) => even(20_000, `long ${i}`)),
        0.99,
      ),
    ).toBeNull();
  });

  it('says how many calls it would take where there are few', () => {
    // p99.9 of 1,000: one call beyond in each replication, of 6 needed; 18 are asked for.
    const tail = tailOf(
      [1, 2, 3, 4].map((i) => even(1000, `short ${i}`)),
      0.999,
    )!;
    expect(tail).toMatchObject({ calls: 1000, neededTailCalls: 18 });
    expect(tail.independentTailCalls).toBeLessThanOrEqual(1);
    expect(tail.neededCalls).toBeGreaterThanOrEqual(18_000);
  });

  it('does not take neighbours in one burst for independent calls', () => {
    // Half of the replications have all of the slow calls: 200 beyond on average, worth one.
    const calm = latencies(Array.from({ length: 20_000 }, (_, i) => 1 + (i % 100)));
    const bursty = latencies(
      Array.from({ length: 20_000 }, (_, i) => (i < 400 ? 1000 + i : 1 + (i % 100))),
    );
    const tail = tailOf([calm, bursty, calm, bursty], 0.99)!;
    expect(tail.independentTailCalls).toBeLessThan(2);
  });

  it('knows of the clustering within the runs where they tell it', () => {
    const clustered = [1, 2, 3, 4].map((i) => ({
      ...even(20_000, `long ${i}`),
      tailDispersion: [{ share: 0.9, dispersion: 100, calls: 20_000 }],
    }));
    // 200 calls beyond p99, in clusters worth 100: two.
    expect(tailOf(clustered, 0.99)!.independentTailCalls).toBeCloseTo(2, 1);
    // A tenth of all calls, taken by chance, clusters a tenth as much: 200 / (1 + 9.9).
    const part = clustered.map((own) => ({
      ...own,
      tailDispersion: [{ share: 0.9, dispersion: 100, calls: 200_000 }],
    }));
    expect(tailOf(part, 0.99)).toBeNull();
  });

  it('finds nothing rare where the percentile is a time that many calls took', () => {
    const mostly = (rest: number) =>
      latencies(Array.from({ length: 5000 }, (_, i) => (i < rest ? 10 : 0)));
    expect(tailOf([mostly(3), mostly(0), mostly(2)], 0.99)).toBeNull();
  });
});

describe('a run too short for its percentile', () => {
  // M/M/1 at 0.9, p99 = ln 100 / (0.1/10 ms) = 4,605 ms. 20 s hold 1,800 calls.
  const short = '{ duration: 20 s, warmUp: 10 s, replications: 5, crypto: off }';

  it('shows the value without an interval, and how much longer it would have to be', async () => {
    const { stores } = await answer(station(0.9, short));
    const { p99, p50 } = stores[0]!.points[0]!.latencyMs.percentiles;
    expect(p99).toMatchObject({ low: null, high: null });
    // 18 calls beyond p99 in clusters worth hundreds: fewer than six.
    expect(p99!.tooShort!.independentTailCalls).toBeLessThan(6);
    expect(p99!.tooShort!.neededCalls).toBeGreaterThan(2.5 * p99!.tooShort!.calls);
    expect(p50!.value).toBeGreaterThan(0);
  });

  it('does not judge by it what is in doubt, and judges what is not', async () => {
    const rest = `objectives:
  - p99(latency) < 400 ms
  - p99(latency) < 60 s
  - p99(latency) < 20 ms
`;
    const { objectives } = await answer(station(0.9, short, { rest }));
    expect(objectives.map(({ measured }) => measured.tooShort === undefined)).toEqual([
      false,
      false,
      false,
    ]);
    expect(objectives.map(({ verdict }) => verdict)).toEqual(['undecided', 'met', 'missed']);
  });

  it('has its interval once it is as long as it asked for', async () => {
    const run = '{ duration: 60 s, warmUp: 5 s, replications: 5, crypto: off }';
    const first = await answer(station(0.6, run));
    const lacking = first.stores[0]!.points[0]!.latencyMs.percentiles['p99']!.tooShort!;
    const seconds = Math.ceil((60 * lacking.neededCalls) / lacking.calls);
    const longer = `{ duration: ${2 * seconds} s, warmUp: 5 s, replications: 5, crypto: off }`;
    const second = await answer(station(0.6, longer));
    const p99 = second.stores[0]!.points[0]!.latencyMs.percentiles['p99']!;
    expect(p99.tooShort).toBeUndefined();
    expect(p99.high! - p99.low!).toBeGreaterThan(0);
  });
});
