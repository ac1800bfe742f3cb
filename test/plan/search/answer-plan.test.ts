import { beforeAll, describe, expect, it } from 'vitest';
import {
  answerPlan,
  compare,
  runInProcess,
  type PlanResult,
  type Result,
} from '../../../src/plan/index.ts';
import { readScenario } from '../../../src/scenario/index.ts';

const WARM_UP_S = 3;
const STEADY_S = 15;
/** The planner leaves out what comes before a loss is noticed, time-outs included: so does the check. */
const NOTICE_S = 11;

/** A small world in which two HSMs must be left, and zones decide whether they are. */
const WORLD = `
workloads:
  app: { arrivals: { poisson: 150/s }, keys: 4, client: { instances: 20, timeout: 1 s } }
objectives: [p99(addedLatency) < 60 ms, failed < 1 %]
assume: { hsm.rate.aes: 120/s }
require: { custody: customer }
`;
const RUN = `run: { duration: ${STEADY_S} s, warmUp: ${WARM_UP_S} s, replications: 3, crypto: off }`;

function question(text: string) {
  return readScenario({ text, fileName: 'small.yaml' });
}

function plan(text: string): Promise<Result> {
  const tools = { runMany: runInProcess, onProgress: () => {} };
  return answerPlan(question(text), tools, '0.0.0');
}

function planOf(result: Result): PlanResult {
  if (!('outcome' in result.plan)) throw new Error('no plan');
  // The other member of the union is the empty object.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return result.plan as PlanResult;
}

const MANY = 16;
const CONDITIONS = [
  '',
  'faults: [{ zoneDown: a, at: 0 s, for: 30 d }]',
  'faults: [{ hsmDown: 1, at: 0 s, for: 30 d }]',
];

/** Whether a design meets everything, by many more replications of a scenario written by hand. */
async function meets(hsms: number, zones: number): Promise<boolean> {
  for (const faults of CONDITIONS) {
    const from = faults === '' ? 0 : NOTICE_S;
    const during = `${from} s..${from + STEADY_S} s`;
    const text = `
stores: { cks: { kind: cloudhsm, hsms: ${hsms}, zones: ${zones} } }
${WORLD.replace(/objectives:.*\n/, '')}
objectives:
  - { expect: p99(addedLatency) < 60 ms, during: ${during} }
  - { expect: failed < 1 %, during: ${during} }
${faults}
run: { duration: ${from + STEADY_S} s, warmUp: ${WARM_UP_S} s, replications: ${MANY}, crypto: off }
`;
    const { verdict } = await compare(question(text).study, runInProcess, () => {}, '0.0.0');
    if (verdict.outcome !== 'met') return false;
  }
  return true;
}

describe('the planner', () => {
  let result: Result;
  let found: PlanResult;

  beforeAll(async () => {
    result = await plan(`${WORLD}
stores: { cks: { kind: cloudhsm, hsms: 2 } }
plan: { hsms: 2..5, zones: [2, 3], keyStores: 1 }
${RUN}`);
    found = planOf(result);
  });

  it('chooses what a search of everything with many more replications chooses', async () => {
    const admitted = [2, 3, 4, 5].flatMap((hsms) =>
      [2, 3].filter((zones) => zones <= hsms).map((zones) => ({ hsms, zones })),
    );
    const good: { hsms: number; zones: number }[] = [];
    for (const { hsms, zones } of admitted) {
      if (await meets(hsms, zones)) good.push({ hsms, zones });
    }
    // HSMs cost money and zones do not: the cheapest have fewest HSMs.
    const fewest = Math.min(...good.map(({ hsms }) => hsms));
    const chosen = found.candidates.find(({ name }) => name === found.chosen)!;
    expect(good.filter(({ hsms }) => hsms === fewest)).toContainEqual({
      hsms: chosen.hsms,
      zones: chosen.zones,
    });
    for (const { hsms, zones, verdict } of found.candidates) {
      const isGood = good.some((own) => own.hsms === hsms && own.zones === zones);
      if (verdict !== 'undecided')
        expect([hsms, zones, verdict === 'met']).toEqual([hsms, zones, isGood]);
    }
  }, 120_000);

  it('shows the chosen design in every condition, with an interval', () => {
    const chosen = found.candidates.find(({ name }) => name === found.chosen)!;
    expect(chosen.conditions.map(({ name, verdict }) => [name, verdict])).toEqual([
      ['as asked', 'met'],
      ['one zone down', 'met'],
      ['one HSM down', 'met'],
    ]);
    for (const { p99AddedMs } of chosen.conditions) {
      expect(p99AddedMs!.low).toBeLessThan(p99AddedMs!.high!);
    }
  });

  it('tells why nothing smaller will do, by measurement or by arithmetic', () => {
    expect(found.smaller.length).toBeGreaterThan(0);
    expect(found.screened.map(({ reason }) => reason).join()).toContain(
      'with one zone down 3 HSMs, of which 1 are left, serve 120/s, and 15',
    );
  });

  it('takes the verdict from the plan, and shows the shortlist', () => {
    expect(result.verdict).toMatchObject({ outcome: 'met', design: found.chosen });
    const shown = result.stores.flatMap(({ points }) => points.map(({ design }) => design));
    expect(shown).toContain(found.chosen);
    expect(result.differences.every(({ baseline }) => baseline === found.chosen)).toBe(true);
  });

  it('gives the same bytes again', async () => {
    const text = `${WORLD}
stores: { cks: { kind: cloudhsm, hsms: 2 } }
plan: { hsms: 2..4, zones: 3, keyStores: 1, survive: none }
run: { duration: 4 s, warmUp: 1 s, replications: 2 }`;
    expect(JSON.stringify(await plan(text))).toBe(JSON.stringify(await plan(text)));
  });
});

describe('the planner without a require clause', () => {
  it('says that the standard store is the answer, and why', async () => {
    const found = planOf(
      await plan(`
workloads: { app: { arrivals: { poisson: 100/s } } }
stores: { cks: { kind: cloudhsm, hsms: 2 } }
objectives: [p99(latency) < 80 ms]
run: { duration: 4 s, warmUp: 1 s, replications: 2 }`),
    );
    expect(found.candidates.find(({ name }) => name === found.chosen)?.kind).toBe('standard');
    expect(found.reasons.join(' ')).toContain('A custom key store is never cheaper');
  });
});

describe('what nothing can carry', () => {
  it('is refused with the limit, and with ways out', async () => {
    const result = await plan(`
workloads: { app: { arrivals: { poisson: 3000/s }, keys: 10, client: { instances: 200 } } }
stores: { cks: { kind: cloudhsm, hsms: 2 } }
require: { among: [cloudhsm] }
plan: { keyStores: [1, 2], hsms: [2, 3], zones: 2 }
assume: { quota.customKeyStore: 900/s }
objectives: [p99(addedLatency) < 60 ms]
run: { duration: 3 s, warmUp: 1 s, replications: 2 }`);
    const found = planOf(result);
    expect(found).toMatchObject({ outcome: 'impossible', chosen: null });
    expect(found.sentence).toContain('Not possible within 2 key stores of one account');
    // 1,800 of 3,000 calls a second are left: 40 %, give or take what the probe counts.
    expect(found.waysOut[0]).toMatch(/saves at least (39|40|41) % of the KMS calls/);
    expect(result.verdict.outcome).toBe('missed');
  });

  it('asks for the quotas that AWS raises', async () => {
    const found = planOf(
      await plan(`
workloads: { app: { arrivals: { poisson: 800/s }, keys: 50, client: { instances: 200 } } }
stores: { cks: { kind: cloudhsm, hsms: 2 } }
require: { among: [cloudhsm] }
plan: { keyStores: 5..6, hsms: 2, zones: 2, survive: none }
assume: { quota.customKeyStore: 200/s }
objectives: [p99(addedLatency) < 90 ms]
run: { duration: 3 s, warmUp: 1 s, replications: 2 }`),
    );
    expect(found.increases.map(({ from, to }) => [from, to])).toEqual([
      [4, 5],
      [6, 10],
    ]);
  });
});
