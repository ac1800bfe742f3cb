import { describe, expect, it } from 'vitest';
import { compare, runInProcess } from '../../../src/plan/index.ts';
import { breakOf, nextLoad, type Look } from '../../../src/plan/headroom/brackets.ts';
import { monthOf } from '../../../src/plan/headroom/growth.ts';
import { headroomOf } from '../../../src/plan/headroom/headroom-of.ts';
import { loadScenario } from '../../../src/scenario/index.ts';
import type { ObjectiveResult } from '../../../src/plan/index.ts';

const TOOLS = { runMany: runInProcess, onProgress: () => {} };

describe('the headroom of a station known in closed form', () => {
  it('ends where the p99 of M/M/1, ln 100 / (µ − λ), reaches the limit', async () => {
    // µ = 200/s, λ = 50/s at load 1, limit 60 ms: λ = 200 − ln(100)/0.06 = 123.2/s, load 2.465.
    const study = loadScenario({
      fileName: 'mm1.yaml',
      text: `
workloads: { app: { arrivals: { poisson: 50/s }, client: { retryMode: none, timeout: none, callTimeout: none } } }
stores: { station: { kind: cloudhsm-direct, hsms: 1, hsm: { slots: 1, serviceTime: { exponential: { mean: 5 ms } } } } }
network: none
growth: 4 %/month
objectives: [p99(latency) < 60 ms]
run: { duration: 400 s, warmUp: 2 s, replications: 3, crypto: off }`,
    });
    const result = await compare(study, runInProcess, () => {}, '0.0.0');
    const [headroom] = await headroomOf(study, study.designs, result, TOOLS);
    const [rule] = headroom!.objectives;
    const exact = (200 - Math.log(100) / 0.06) / 50;
    expect(rule!.metUpToLoad!).toBeLessThan(exact);
    expect(rule!.missedFromLoad!).toBeGreaterThan(exact);
    // Three runs know a p99 to about a fifth (Student's t with 2 degrees of freedom). A share h of p99
    // is h (µ − λ) / λ = 0.62 h of the load, on either side.
    expect(rule!.missedFromLoad! / rule!.metUpToLoad!).toBeLessThan(1 + 2 * 0.62 * 0.2);
    expect(rule!.month).toBe(Math.ceil(Math.log(rule!.missedFromLoad!) / Math.log(1.04)));
  });
});

describe('limits', () => {
  it('bind where their capacity is reached: a key store at 1,800/s', async () => {
    const study = loadScenario({
      fileName: 'quota.yaml',
      text: `
workloads: { app: { arrivals: { constant: 600/s } } }
stores: { cks: { kind: cloudhsm, hsms: 4 } }
objectives: [throttled < 0.1 %]
run: { duration: 4 s, warmUp: 1 s, replications: 2, crypto: off }`,
    });
    const result = await compare(study, runInProcess, () => {}, '0.0.0');
    const [headroom] = await headroomOf(study, study.designs, result, TOOLS);
    expect(headroom!.limits[0]).toMatchObject({ name: 'key store quota', month: null });
    expect(headroom!.limits[0]!.bindsAtLoad).toBeCloseTo(3, 2);
    expect(headroom!.sentence).toContain('key store quota, binds at 3 times');
  });
});

describe('monthOf', () => {
  it('counts whole months of compound growth, upwards', () => {
    expect(monthOf(1, 0.04)).toBe(0);
    expect(monthOf(1.04, 0.04)).toBe(1);
    expect(monthOf(1.05, 0.04)).toBe(2);
    expect(monthOf(2, 0.04)).toBe(18); // 1.04^17 = 1.948, 1.04^18 = 2.026
    expect(monthOf(2, 0)).toBeNull();
  });
});

function look(load: number, verdict: ObjectiveResult['verdict'], margin: number): Look {
  // Only these fields are read.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { load, objectives: [{ expect: 'x', verdict, margin } as ObjectiveResult] };
}

describe('the search for a break', () => {
  it('does not count as headroom what is met again above a load at which it is missed', () => {
    const looks = [look(1, 'met', 0.5), look(2, 'missed', -0.1), look(3, 'met', 0.1)];
    expect(breakOf('x', looks)).toEqual({ metUpToLoad: 1, missedFromLoad: 2 });
  });

  it('looks at load 1, at the bound, and then between, until the gap is small', () => {
    const bounds = { lowest: 0.1, highest: 4 };
    expect(nextLoad([], bounds)).toBe(1);
    expect(nextLoad([look(1, 'met', 1)], bounds)).toBe(4);
    expect(nextLoad([look(1, 'met', 1), look(4, 'missed', -1)], bounds)).toBe(2);
    expect(nextLoad([look(1, 'missed', -1), look(4, 'missed', -1)], bounds)).toBe(0.1);
    expect(
      nextLoad([look(1, 'met', 1), look(1.02, 'missed', -1), look(4, 'missed', -1)], bounds),
    ).toBeNull();
    expect(nextLoad([look(1, 'met', 1), look(4, 'met', 1)], bounds)).toBeNull();
  });
});
