import { beforeAll, describe, expect, it } from 'vitest';
import {
  compare,
  runInProcess,
  type AvailabilityResult,
  type Result,
} from '../../src/plan/index.ts';
import { loadScenario } from '../../src/scenario/index.ts';
import { answer, pointOf } from './answer.ts';

/** Of the total, per year of 365.25 days. */
function minutesAYear({ unavailableShare }: AvailabilityResult): number {
  return unavailableShare * 525_960;
}

function of({ availability }: Result, design: string): AvailabilityResult {
  const found = availability.find((own) => own.design === design);
  if (found === undefined) throw new Error(`no availability of ${design}`);
  return found;
}

function termOf(result: AvailabilityResult, cause: string) {
  return result.terms.find((term) => term.cause === cause)!;
}

describe('13-availability', () => {
  let result: Result;

  beforeAll(async () => {
    result = await answer('13-availability', 'run.warmUp=1 s', 'run.replications=2');
  });

  it('needs two HSMs at 1,200 calls a second and 900 a piece', () => {
    for (const { needed } of result.availability) expect(needed).toBe(2);
  });

  it('finds two needed HSMs a series: about two outages and more than two hours a year', () => {
    const two = termOf(of(result, 'two-hsms'), 'HSMs and zones');
    expect(two.eventsPerYear).toBeCloseTo(2, 1);
    // Two HSMs and two zones, each once in two years: 12.75 min and 2 h.
    expect(two.closedForm! * 525_960).toBeCloseTo(132.75, 0);
  });

  it('finds that the third HSM buys the seconds of HSM failures only, unless it has a zone of its own', () => {
    const term = (zones: number, cause: string) =>
      termOf(of(result, `three-hsms zones=${zones}`), cause).closedForm!;
    expect(term(2, 'HSMs alone')).toBe(term(3, 'HSMs alone'));
    // The table of the model page.
    expect(Number(term(2, 'HSMs and zones').toPrecision(2))).toBe(1.1e-4);
    expect(Number(term(3, 'HSMs and zones').toPrecision(2))).toBe(4.8e-8);
  });

  it('leaves half an hour a year to the store as a whole over three zones', () => {
    expect(minutesAYear(of(result, 'three-hsms zones=3'))).toBeCloseTo(30, 0);
  });

  it('agrees with every closed form', () => {
    const judged = result.availability.flatMap(({ terms }) =>
      terms.flatMap(({ holds }) => (holds === null ? [] : [holds])),
    );
    expect(judged).toEqual([true, true, true, true, true, true]);
  });

  it('loses a quarter of the calls while a zone of two HSMs is away, not all of them', () => {
    const simulated = termOf(of(result, 'two-hsms'), 'zone-loss as simulated');
    const zonesAlone = 1 / 365 / 12; // one zone or the other, once a year for two hours
    // 900/s of 1,200/s are carried. Two per cent are seconds of detection and the windows' noise.
    expect(Math.abs(simulated.unavailable.value / zonesAlone - 0.25)).toBeLessThan(0.02);
    const spread = termOf(of(result, 'three-hsms zones=3'), 'zone-loss as simulated');
    // A call or two on each connection into the dead zone, of 1,200 a second.
    expect(spread.unavailable.value).toBeLessThan(zonesAlone / 1000);
  });

  it('keeps to the error budget of its objective', () => {
    expect(pointOf(result, 'two-hsms').hsms).toBe(2);
    for (const { errorBudget } of result.availability) {
      expect(errorBudget!.minutesPerMonth).toBeCloseTo(43.8, 6);
      expect(errorBudget!.usedShare).toBeLessThan(1);
    }
  });
});

describe('two and three HSMs with times between failures and to repair given, over simulated years', () => {
  const scenario = (rates: string) => `
workloads: { app: { arrivals: { poisson: 20/s } } }
stores:
  two: { kind: cloudhsm, hsms: 2, zones: 2 }
  three: { kind: cloudhsm, hsms: 3, zones: 3 }
run: { duration: 2 s, warmUp: 1 s, replications: 2, confidence: 99.9 % }
availability: { ${rates}, needed: 1, years: 1000 }
`;
  const terms = async (rates: string) => {
    const study = loadScenario({ text: scenario(rates), fileName: 'years.yaml' });
    const { availability } = await compare(study, runInProcess, () => {}, '0.0.0');
    return availability.map((own) => termOf(own, 'HSMs alone'));
  };

  it('are short of HSMs as the closed form says, inside the interval of 99.9 %', async () => {
    // MTBF 10 d, MTTR 2 d exactly: u = 1/6.
    const found = await terms('hsm: { mtbf: 10 d, repair: 2 d }');
    const u = 1 / 6;
    found.forEach(({ unavailable, closedForm, method }, i) => {
      expect(closedForm).toBeCloseTo([u ** 2, u ** 3][i]!, 12);
      expect(unavailable.low!).toBeLessThan(closedForm!);
      expect(unavailable.high!).toBeGreaterThan(closedForm!);
      expect(method).toMatch(/^plain simulation of \d+ of the 1,000 years/);
    });
  });

  it('are so too where an outage takes a million years, with failures speeded up', async () => {
    const found = await terms(
      'hsm: { mtbf: 2 y, repair: { uniform: { low: 5 min, high: 15 min } } }',
    );
    const mttr = 600;
    const u = mttr / (2 * 365.25 * 86_400 + mttr);
    found.forEach(({ unavailable, closedForm, method, holds }, i) => {
      const expected = [u * u, u * u * u][i]!;
      expect(closedForm! / expected).toBeCloseTo(1, 9);
      expect(holds).toBe(true);
      expect(unavailable.low!).toBeLessThan(expected);
      expect(unavailable.high!).toBeGreaterThan(expected);
      expect(method).toMatch(/speeded up and weighted back/);
    });
  });
});
