import { describe, expect, it } from 'vitest';
import {
  answer,
  runInProcess,
  type Design,
  type Job,
  type Result,
  type RunMany,
  type Study,
  type Tools,
} from '../../../src/plan/index.ts';
import { readScenario } from '../../../src/scenario/index.ts';
import { cluster, constant, direct, MS, SECOND, withWorkload, world } from '../../model/worlds.ts';
import { design, objective, study } from '../studies.ts';

/** 100 calls a second, evenly, on one HSM that takes as long as it is told: nobody ever waits. */
function station(serviceMs: number, name = 'station'): Design {
  const store = direct({
    cluster: cluster({ hsms: 1, zones: 1, queueLimit: null, serviceNs: constant(serviceMs * MS) }),
  });
  const base = world({ store, durationNs: 4 * SECOND, crypto: { mode: 'off', sampleOneIn: 1 } });
  // No way is longer than another, so that every call takes the same time.
  const network = { ...base.network, sameZoneHopNs: constant(0), crossZoneHopNs: constant(0) };
  return design(
    name,
    withWorkload(
      { ...base, network },
      { arrivals: { kind: 'constant', ratePerSecond: 100 }, via: 'pkcs11' },
    ),
  );
}

/** A service time believed to be anywhere between two values. */
function between(lowMs: number, highMs: number, overrides: Partial<Study> = {}): Study {
  const law = { kind: 'uniform', low: lowMs, high: highMs } as const;
  return study({
    designs: [station((lowMs + highMs) / 2)],
    objectives: [],
    uncertain: [{ name: 'service', title: 'service', unit: 'ms', text: 'test', law }],
    ...overrides,
  });
}

function ask(asked: Study, tools: Partial<Tools> = {}): Promise<Result> {
  return answer(
    asked,
    {
      runMany: runInProcess,
      moveFacts: (name, [move]) => station(move!.value, name),
      movePricing: () => asked.pricing,
      onProgress: () => {},
      ...tools,
    },
    { sensitivity: false },
    'test',
  );
}

const onlyDesign = ({ uncertainty }: Result) => uncertainty!.designs[0]!;
const metricOf = (result: Result, name: string) =>
  onlyDesign(result).metrics.find(({ metric }) => metric === name)!;

/** Job lists as they come. */
function watched(runMany: RunMany = runInProcess) {
  const batches: (readonly Job[])[] = [];
  const watching: RunMany = (jobs, onProgress) => {
    batches.push(jobs);
    return runMany(jobs, onProgress);
  };
  return { batches, runMany: watching };
}

describe('the spread of the answer', () => {
  it('is that of the input, where the answer is a known function of it', async () => {
    // Without waiting the latency is the service time and a constant: of 2 to 8 ms, evenly, the
    // percentiles are 2.3, 5 and 7.7 ms.
    const result = await ask(between(2, 8));
    const { p5, median, p95, inputDeviation, noiseDeviation } = metricOf(result, 'p50 latency');
    // Each percentile is the mean of two values in neighbouring strata of 0.3 ms, and so at most
    // 0.15 ms off; half a bucket of a histogram is 1/512 of its value.
    const tolerance = 2 * (0.15 + 9 / 512);
    expect(Math.abs(median! - p5! - 2.7)).toBeLessThan(tolerance);
    expect(Math.abs(p95! - median! - 2.7)).toBeLessThan(tolerance);
    // The centres of 20 strata 0.3 ms wide deviate by 0.3 sqrt(20 x 21 / 12), and no value is
    // farther from its centre than half of that width.
    expect(Math.abs(inputDeviation! - 0.3 * Math.sqrt(35))).toBeLessThan(0.16 + 9 / 512);
    // Constant times leave chance nothing to do.
    expect(noiseDeviation).toBeLessThan(1e-9);
  });

  it('counts the draws in which the objectives are met', async () => {
    // An HSM is busy for 100/s x service: below 50 % up to 5 ms, half of the way from 2 to 8.
    const objectives = [
      objective({ expect: 'utilisation < 50 %', metric: 'utilisation', of: null, limit: 0.5 }),
    ];
    const result = await ask(between(2, 8, { objectives }));
    expect(onlyDesign(result)).toMatchObject({ metShare: 0.5, draws: 20, isMoved: true });
    expect(onlyDesign(await ask(between(2, 8))).metShare).toBe(null);
  });

  it('invents no latency where draws overload the store, and counts them', async () => {
    // Beyond 10 ms of service 100 calls a second are too many: 8 of 20 strata of 4 to 14 ms. Just
    // above it what grows in 4 s is less than the ten calls that count as growth.
    const result = await ask(between(4, 14));
    const latency = metricOf(result, 'p99 latency');
    expect([7, 8]).toContain(latency.drawsWithout);
    expect(latency.p95).toBe(null);
    // The median is that of all draws, 9 ms, the overloaded ones beyond it; calls that take up to
    // 10 ms do not wait for each other, and all else takes less than 1 ms.
    expect(latency.median).toBeGreaterThan(8.5);
    expect(latency.median).toBeLessThan(10.5);
    expect(metricOf(result, 'success')).toMatchObject({ drawsWithout: 0 });
    expect(metricOf(result, 'cost').p95).not.toBe(null);
    expect(result.uncertainty!.designs[0]!.draws).toBe(20);
  });

  it('knows no chance in a bill of given calls, and moves it with a price', async () => {
    const pricing = { ...study().pricing, callsPerMonth: { calls: 1e6 } };
    const asked = between(2, 8, { pricing });
    const still = metricOf(await ask(asked), 'cost');
    expect(still).toMatchObject({ inputDeviation: 0, noiseDeviation: 0 });
    expect(still.p5).toBe(still.p95);
    const { book } = pricing;
    const moved = await ask(asked, {
      // The price of an HSM-hour in dollars, from 2 to 8; a month has 730 hours.
      movePricing: ([move]) => ({
        ...pricing,
        book: { ...book, hsmHour: { ...book.hsmHour!, microUsd: Math.round(move!.value * 1e6) } },
      }),
    });
    const cost = metricOf(moved, 'cost');
    // Between the means of two neighbours of strata of $0.30.
    expect(Math.abs((cost.p95! - cost.p5!) / 730 - 5.4)).toBeLessThan(0.3);
    expect(cost.noiseDeviation).toBe(0);
  });

  it('leaves designs alone that no input concerns', async () => {
    const { batches, runMany } = watched();
    const designs = [station(5), station(3, 'other')];
    const objectives = [
      objective({ expect: 'utilisation < 40 %', metric: 'utilisation', of: null, limit: 0.4 }),
    ];
    const result = await ask(between(2, 8, { designs, objectives }), {
      runMany,
      moveFacts: (name, [move]) => station(name === 'other' ? 3 : move!.value, name),
    });
    expect(result.uncertainty!.designs[1]).toEqual({
      design: 'other',
      isMoved: false,
      draws: 20,
      metShare: 1,
      metrics: [],
    });
    expect(batches.at(-1)).toHaveLength(20 * 2);
  });

  it('gives all designs of a draw the same seeds, and every draw its own', async () => {
    const { batches, runMany } = watched();
    const designs = [station(5), station(5, 'other')];
    await ask(between(2, 8, { designs }), { runMany });
    const seeds = batches.at(-1)!.map(({ seed }) => seed);
    expect(seeds.slice(0, 40)).toEqual(seeds.slice(40));
    expect(new Set(seeds).size).toBe(40);
  });

  it('says which draws make no sense, and goes on without them', async () => {
    const result = await ask(between(2, 8), {
      moveFacts: (name, [move]) => (move!.value < 3.5 ? null : station(move!.value, name)),
    });
    expect(onlyDesign(result).draws).toBe(15);
    expect(metricOf(result, 'p50 latency').p5).toBeGreaterThan(3.5);
    expect(result.warnings.join()).toContain(
      'station: the scenario makes no sense with 5 of the 20',
    );
  });

  it('is left out, and says so, where the run is stopped meanwhile', async () => {
    let batch = 0;
    const result = await ask(between(2, 8), {
      runMany: async (jobs, onProgress) => {
        const runs = await runInProcess(jobs, onProgress);
        return batch++ === 0 ? runs : runs.slice(0, 3);
      },
    });
    expect(result.uncertainty).toBe(null);
    expect(result.warnings.join()).toContain('the spread from uncertain inputs is left out');
    expect(result.stores).toHaveLength(1);
  });
});

describe('from a scenario', () => {
  const TEXT = `seed: spread
workloads: { app: { arrivals: { poisson: 300/s } } }
stores: { cks: { kind: cloudhsm, hsms: [2, 3] }, standard: { kind: standard } }
run: { duration: 1 s, warmUp: 1 s, replications: 2, crypto: off, inputDraws: 6 }
assume: { hsm.rate.aes: 900/s..5000/s }
`;

  it('moves the stores with HSMs only, and tells the same twice', async () => {
    const { study: asked, ...movers } = readScenario({ text: TEXT, fileName: 'spread.yaml' });
    const { uncertainty } = await ask(asked, movers);
    expect(uncertainty).toMatchObject({
      draws: 6,
      replicationsPerDraw: 2,
      inputs: [{ fact: 'hsm.rate.aes', text: '900/s to 5,000/s, evenly' }],
    });
    expect(uncertainty!.designs.map(({ design: name, isMoved }) => [name, isMoved])).toEqual([
      ['cks hsms=2', true],
      ['cks hsms=3', true],
      ['standard', false],
    ]);
    expect((await ask(asked, movers)).uncertainty).toEqual(uncertainty);
  });

  it('moves the bill with an uncertain price', async () => {
    const text = `${TEXT.replace('hsm.rate.aes: 900/s..5000/s', 'price.hsmHour: $1/hour..$2/hour')}
pricing: { hoursPerMonth: 100 }
`.replace('300/s }', '300/s }, perMonth: 1M');
    const { study: asked, ...movers } = readScenario({ text, fileName: 'price.yaml' });
    const result = await ask(asked, movers);
    const cost = metricOf(result, 'cost');
    // Six strata of a sixth of a dollar, two HSMs for 100 hours: the lowest and the highest price
    // are between 4/6 and 1 dollar apart.
    expect(cost.p95! - cost.p5!).toBeGreaterThan((200 * 4) / 6);
    expect(cost.p95! - cost.p5!).toBeLessThan(200);
    expect(cost.noiseDeviation).toBe(0);
    expect(metricOf(result, 'p99 latency').drawsWithout).toBe(0);
  });
});
