import { beforeAll, describe, expect, it } from 'vitest';
import { billed, breakEven } from '../../../src/plan/economics/break-evens.ts';
import { nextHsms } from '../../../src/plan/economics/next-hsm.ts';
import { ninesIn, ninesOf } from '../../../src/plan/economics/nines.ts';
import { billsByRegion } from '../../../src/plan/economics/regions.ts';
import {
  measure,
  runInProcess,
  type AvailabilityResult,
  type Measured,
  type Question,
} from '../../../src/plan/index.ts';
import { pointsOf } from '../../../src/plan/point.ts';
import { pointResult } from '../../../src/plan/point-result.ts';
import { findFact } from '../../../src/facts/index.ts';
import { readScenario } from '../../../src/scenario/index.ts';

const CALLS_PER_SECOND = 100;
const HOURS = 730;
const HSM_HOUR = 1.6;
const PER_CALL = 0.03 / 10_000;
const KEY_MONTH = 1;

let question: Question;
let measured: Measured;

beforeAll(async () => {
  question = readScenario({
    fileName: 'money.yaml',
    text: `
workloads: { app: { arrivals: { constant: ${CALLS_PER_SECOND}/s } } }
stores:
  standard: { kind: standard }
  cks: { kind: cloudhsm, hsms: 2..3 }
  direct: { kind: cloudhsm-direct, hsms: 2 }
run: { duration: 10 s, warmUp: 1 s, replications: 3, crypto: off }`,
  });
  measured = await measure(question.study, pointsOf(question.study), runInProcess, () => {});
});

function own(name: string) {
  const index = question.study.designs.findIndex((design) => design.name === name);
  return { design: question.study.designs[index]!, runs: measured.runs[index]! };
}

function billOf(name: string) {
  const { design, runs } = own(name);
  return billed(question.study, design, runs);
}

describe('a break-even', () => {
  it('of the standard store and two HSMs used directly is where requests cost what HSMs do', () => {
    const { runs } = own('standard');
    const found = breakEven(billOf('standard'), billOf('direct'), runs);
    const perSecond = PER_CALL * HOURS * 3600;
    const byHand = (2 * HSM_HOUR * HOURS - KEY_MONTH) / perSecond;
    expect(found.cheapBelow).toBe('standard');
    expect(found.callsPerSecond! / byHand).toBeCloseTo(1, 3);
    expect(found.load! / (byHand / CALLS_PER_SECOND)).toBeCloseTo(1, 3);
  });

  it('of the standard store and a custom key store is nowhere, since both pay the same for a call', () => {
    const { runs } = own('standard');
    const found = breakEven(billOf('cks hsms=2'), billOf('standard'), runs);
    expect(found).toMatchObject({ load: null, callsPerSecond: null, cheapBelow: 'standard' });
    expect(found.sentence).toContain('at every load');
  });
});

describe('the next HSM', () => {
  it('costs an HSM-month, and what it buys is a paired difference or none', () => {
    const sizes = ['cks hsms=2', 'cks hsms=3'].map((name) => {
      const { design, runs } = own(name);
      const index = question.study.designs.indexOf(design);
      const point = pointResult(question.study, measured.points[index]!, [0.5, 0.99], runs);
      return { design, runs, point, monthUsd: point.cost.monthUsd };
    });
    const [next] = nextHsms(question.study, sizes);
    expect(next).toMatchObject({ from: 'cks hsms=2', to: 'cks hsms=3' });
    expect(next!.moreUsd).toBeCloseTo(HSM_HOUR * HOURS, 6);
    // At a utilisation of 3 % there is nothing to gain.
    expect(next!.buys).toContain('no detectable difference');
  });
});

describe('bills by Region', () => {
  it('take the price of an HSM-hour of each Region, for the same calls', () => {
    const { runs } = own('cks hsms=2');
    const bills = billsByRegion(question, 'cks', runs);
    // Plain data of the catalogue, by Region.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const prices = findFact('price.hsmHour')!.value as Readonly<Record<string, number>>;
    expect(bills.map(({ region }) => region).sort()).toEqual(Object.keys(prices).sort());
    const here = bills.find(({ isChosen }) => isChosen)!;
    expect(here.region).toBe('us-east-1');
    for (const { region, monthUsd, hsmHourUsd } of bills) {
      expect(hsmHourUsd).toBe(prices[region]);
      const more = (prices[region]! - HSM_HOUR) * 2 * HOURS;
      expect(monthUsd - here.monthUsd).toBeCloseTo(more, 4);
    }
    const sorted = bills.map(({ monthUsd }) => monthUsd);
    expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
  });
});

describe('nines', () => {
  const of = (design: string, unavailableShare: number): AvailabilityResult => ({
    design,
    hsms: 2,
    keyStores: 1,
    needed: 1,
    neededBecause: 'test',
    terms: [],
    unavailableShare,
    downtimeMinutesPerMonth: 0,
    errorBudget: null,
    slas: [],
  });

  it('are minus the common logarithm of the share of time lost', () => {
    expect(ninesIn(0.001)).toBeCloseTo(3, 12);
    expect(ninesIn(0.0005)).toBeCloseTo(3.30103, 5);
  });

  it('have a price, unless next to nothing is gained', () => {
    const price: Record<string, number> = { two: 2000, three: 3000, four: 4000 };
    const rows = ninesOf(
      [of('three', 1e-5), of('two', 1e-3), of('four', 0.99e-5)],
      (design) => price[design]!,
    );
    expect(rows.map(({ design }) => design)).toEqual(['two', 'three', 'four']);
    expect(rows[0]!.usdPerNine).toBeNull();
    expect(rows[1]!.usdPerNine).toBeCloseTo(500, 6);
    expect(rows[2]!.usdPerNine).toBeNull();
  });
});
