import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PlanResult, Result } from '../../src/plan/index.ts';
import { CLI } from '../cli/cksim.ts';

const SCENARIOS = resolve(import.meta.dirname, '../../scenarios');
const folder = mkdtempSync(join(tmpdir(), 'cksim-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Plans a shipped scenario with the built program, on as many cores as there are. */
function planned(name: string, ...overrides: readonly string[]): PlanResult {
  const file = join(folder, `${name}-${overrides.length}.json`);
  const args = [
    'plan',
    join(SCENARIOS, `${name}.yaml`),
    '--quiet',
    '--json',
    file,
    '--html',
    join(folder, 'plan.html'),
  ];
  spawnSync(process.execPath, [CLI, ...args, ...overrides.flatMap((own) => ['--set', own])], {
    cwd: folder,
  });
  const result = JSON.parse(readFileSync(file, 'utf8')) as Result;
  return result.plan as PlanResult;
}

describe('cksim plan of 12-pick-n-for-slo', () => {
  it('takes three HSMs in three zones and the cache, and two HSMs fail with one zone down', () => {
    const plan = planned('12-pick-n-for-slo', 'plan={ hsms: 2..4, keyStores: 1 }');
    const chosen = plan.candidates.find(({ name }) => name === plan.chosen)!;
    expect(chosen).toMatchObject({ kind: 'cloudhsm', keyStores: 1, hsms: 3, zones: 3 });
    expect(chosen.levers).toEqual({ maxMessages: '20' });
    expect(chosen.conditions.map(({ verdict }) => verdict)).toEqual(['met', 'met', 'met']);
    expect(plan.smaller[0]!.name).toBe('cks hsms=2 zones=2 maxMessages=20');
    expect(plan.smaller[0]!.fails).toContain('p99(addedLatency) < 20 ms with one zone down');
    const three = plan.candidates.find(({ hsms, zones }) => hsms === 3 && zones === 2)!;
    expect(three.verdict).toBe('missed');
    expect(plan.frontier.costAndP99).toContain(plan.chosen);
    // Growth of 4 % a month reaches the first break within two years.
    expect(plan.headroom[0]!.objectives[0]!.month).toBeGreaterThan(6);
  }, 180_000);
});

describe('cksim plan of 14-pyramid-of-limits', () => {
  const short = ['run.duration=3 s', 'run.warmUp=1 s', 'run.replications=2'];
  const at = (rate: number, stores: string) =>
    planned(
      '14-pyramid-of-limits',
      `workloads.app.arrivals.poisson=${rate}/s`,
      `plan={ kinds: [cloudhsm], hsms: 2, zones: 2, keyStores: ${stores} }`,
      ...short,
    );
  const keyStores = (plan: PlanResult) =>
    plan.candidates.find(({ name }) => name === plan.chosen)?.keyStores;

  it.each([
    [1500, '1..2', 1],
    [3000, '1..2', 2],
    [10_000, '5..6', 6],
  ])(
    'takes for %i calls a second, of %s key stores, %i',
    (rate, stores, expected) => {
      expect(keyStores(at(rate, stores))).toBe(expected);
    },
    180_000,
  );

  it('refuses 30,000 calls a second within ten key stores, and says what would help', () => {
    const plan = at(30_000, '9..10');
    expect(plan.outcome).toBe('impossible');
    expect(plan.sentence).toContain('Not possible within 10 key stores of one account');
    // Ten key stores carry at most 18,000/s; skew leaves them less.
    const saved = Number(/saves at least (\d+) %/.exec(plan.waysOut[0]!)![1]);
    expect(saved).toBeGreaterThanOrEqual(40);
    expect(saved).toBeLessThan(50);
    expect(plan.waysOut[1]).toContain('2 AWS accounts');
  }, 180_000);
});
