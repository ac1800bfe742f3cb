import { describe, expect, it } from 'vitest';
import { answer, runInProcess, type Result, type RunMany } from '../../../src/plan/index.ts';
import { readScenario } from '../../../src/scenario/index.ts';

/** 600 calls a second on two HSMs: each is busy for 300/s over its rate. */
function scenario(objectives: string, duration = '3 s'): string {
  return `seed: moved
workloads: { app: { arrivals: { poisson: 600/s }, client: { retryMode: none } } }
stores: { cks: { kind: cloudhsm, hsms: 2 } }
run: { duration: ${duration}, warmUp: 1 s, replications: 3, crypto: off }
objectives: [${objectives}]
`;
}

function ask(text: string, sensitivity = true, runMany: RunMany = runInProcess): Promise<Result> {
  const { study, ...movers } = readScenario({ text, fileName: 'moved.yaml' });
  return answer(study, { runMany, ...movers, onProgress: () => {} }, { sensitivity }, '0.0.0');
}

describe('moving the facts', () => {
  it('brackets the value at which utilisation passes its limit', async () => {
    // 300/s is 25 % of 1,200/s: above that rate the objective is met, below it is missed.
    const { sensitivity, sensitivitySummary } = await ask(scenario('utilisation < 25 %', '8 s'));
    const row = sensitivity.find(({ fact }) => fact === 'hsm.rate.aes')!;
    expect(row).toMatchObject({ base: '1,800/s', low: { outcome: 'missed' } });
    const [from, to] = [row.flip!.from, row.flip!.to].map((text) =>
      Number(text.replace(/[,/s]/g, '')),
    );
    // The busier of two HSMs in 8 s has about 1 % more than its half.
    expect(from).toBeGreaterThan(1200);
    expect(to).toBeLessThan(1230);
    // 1.06, and what rounding to three digits adds.
    expect(from! / to!).toBeLessThanOrEqual(1.07);
    expect(sensitivitySummary!.hangsOnAssumption).toBe(true);
    expect(sensitivitySummary!.sentence).toMatch(
      /hangs on an assumption: cks no longer meets "utilisation < 25 %" with hsm\.rate\.aes below about 1,[12]/,
    );
  });

  it('says so where no fact turns the verdict, and which one moves it most', async () => {
    const { sensitivity, sensitivitySummary } = await ask(scenario('utilisation < 95 %'));
    expect(sensitivity.every(({ flip }) => flip === null)).toBe(true);
    expect(sensitivitySummary!.hangsOnAssumption).toBe(false);
    expect(sensitivitySummary!.sentence).toMatch(/^No assumed fact, moved alone .* hsm\.rate\.aes/);
    expect(sensitivity[0]!.fact).toBe('hsm.rate.aes');
  });

  it('asks of the closest design what would make it meet, where none does', async () => {
    const { verdict, sensitivity, sensitivitySummary } = await ask(scenario('utilisation < 10 %'));
    expect(verdict.outcome).toBe('missed');
    // 300/s is 10 % of 3,000/s.
    expect(sensitivity[0]).toMatchObject({ fact: 'hsm.rate.aes', high: { outcome: 'met' } });
    expect(sensitivitySummary!.sentence).toMatch(
      /would meet every objective with hsm\.rate\.aes above/,
    );
  });

  it('brackets the value also where the fact stands at zero', async () => {
    const text = scenario('mean(latency) < 14 ms');
    const { sensitivity } = await ask(text);
    const row = sensitivity.find(({ fact }) => fact === 'network.loss')!;
    expect(row).toMatchObject({ base: '0 %', flip: { expect: 'mean(latency) < 14 ms' } });
    const [from, to] = [row.flip!.from, row.flip!.to].map((share) => Number(share.slice(0, -2)));
    expect(from).toBeGreaterThan(0);
    // 1.06, and what rounding to three digits adds.
    expect(to! / from!).toBeLessThanOrEqual(1.07);
    // Written into the scenario, the two values give the two verdicts.
    const outcomes: (boolean | undefined)[] = [];
    for (const share of [row.flip!.from, row.flip!.to]) {
      const { objectives } = await ask(`${text}assume: { network.loss: ${share} }\n`, false);
      outcomes.push(objectives[0]!.margin > 0);
    }
    expect(outcomes).toEqual([true, false]);
  });

  it('gives whole numbers next to each other for a fact that is a count', async () => {
    // The weight of a GenerateDataKey: at 1 it takes 300/1,800 of an HSM's time, at 2 twice that.
    const text = scenario('utilisation < 25 %').replace(
      'app: {',
      'app: { operations: { GenerateDataKey: 100 % },',
    );
    const { sensitivity } = await ask(text);
    expect(sensitivity.find(({ fact }) => fact === 'hsm.weight.generateDataKey')).toMatchObject({
      flip: { from: '1', to: '2', expect: 'utilisation < 25 %' },
    });
  });

  it('judges both ends by the intervals of one long run, where there is only one', async () => {
    const { sensitivity } = await ask(
      scenario('p50(latency) < 30 ms').replace('replications: 3', 'replications: 1'),
    );
    // Without an interval every end would be undecided.
    expect(sensitivity.map(({ low }) => low.outcome)).toContain('met');
  });

  it('keeps every fact that turns the verdict, however many', async () => {
    const short = (limit: string) => scenario(`mean(latency) < ${limit} ms`, '2 s');
    const [objective] = (await ask(short('9'), false)).objectives;
    // A limit just above the mean: whatever adds to it turns the verdict.
    const limit = (objective!.measured.value * 1.0005).toFixed(6);
    const { sensitivity, sensitivitySummary } = await ask(short(limit));
    const turning = sensitivity.filter(({ flip }) => flip !== null);
    expect(turning.length).toBeGreaterThan(8);
    expect(sensitivitySummary!.sentence).toContain(`${turning.length - 1} more facts turn it`);
  });

  it('does not run what a fact does not change', async () => {
    let jobs = 0;
    const count: RunMany = (list, onProgress) => {
      jobs += list.length;
      return runInProcess(list, onProgress);
    };
    const { sensitivitySummary } = await ask(scenario('utilisation < 95 %'), true, count);
    // Three replications; one of each end that makes another world and of the base; three of the ends
    // of eight facts at most. All ends of all facts would be far more.
    const { movedFacts } = sensitivitySummary!;
    expect(jobs).toBeLessThan(3 + 1 + 2 * movedFacts + 8 * 2 * 3);
    expect(sensitivitySummary!.movedFacts).toBeGreaterThan(10);
  });

  it('is left out without objectives, on request, and when it is stopped', async () => {
    for (const result of [
      await ask(scenario('').replace('objectives: []\n', '')),
      await ask(scenario('utilisation < 25 %'), false),
    ]) {
      expect(result).toMatchObject({ sensitivity: [], sensitivitySummary: null });
    }
    let calls = 0;
    const stopped: RunMany = (list, onProgress) =>
      runInProcess(calls++ === 0 ? list : list.slice(0, 2), onProgress);
    const result = await ask(scenario('utilisation < 25 %'), true, stopped);
    expect(result.sensitivitySummary).toBeNull();
    expect(result.warnings.join()).toContain('sensitivity analysis was stopped early');
  });

  it('gives the same rows twice', async () => {
    const twice = [
      await ask(scenario('utilisation < 25 %', '1 s')),
      await ask(scenario('utilisation < 25 %', '1 s')),
    ];
    expect(JSON.stringify(twice[0]!.sensitivity)).toBe(JSON.stringify(twice[1]!.sensitivity));
  });
});

it('passes over an objective on a fault that by chance did not come in the runs of a moved fact', async () => {
  // A crash once in 6 s on average: more than half of the single runs of 3 s see none.
  const text =
    `${scenario('utilisation < 95 %')}faults: [{ hsmDown: 1, name: crash, mtbf: 6 s, repair: 1 s }]
`.replace('objectives: [', 'objectives: [{ expect: success > 1 %, during: crash }, ');
  const { study, moveFacts, movePricing } = readScenario({
    text,
    fileName: 'moved.yaml',
    overrides: ['seed=crashes'],
  });
  const longer = { ...study, run: { ...study.run, replications: 12 } };
  const tools = { runMany: runInProcess, moveFacts, movePricing, onProgress: () => {} };
  const result = await answer(longer, tools, { sensitivity: true }, '0.0.0');
  expect(result.sensitivitySummary).not.toBeNull();
});
