import { describe, expect, it } from 'vitest';
import type { Estimate, Result } from '../../src/plan/index.ts';
import { judged, rejectedByHolm, rowsOf } from './judge.ts';
import type { KnownRun, StatisticalAnswer } from './known-answer.ts';

const row = (pValue: number) => ({ pValue });

describe('rejectedByHolm', () => {
  it('holds the smallest p-value against the level over the number of rows, and so on', () => {
    // Holm at 5 % over four rows: limits 0.0125, 0.0167, 0.025, 0.05.
    const rows = [0.01, 0.04, 0.03, 0.005].map(row);
    expect(rejectedByHolm(rows, 0.05).map(({ pValue }) => pValue)).toEqual([0.005, 0.01]);
    expect(rejectedByHolm([0.02, 0.02].map(row), 0.05)).toHaveLength(2);
    expect(rejectedByHolm([0.5, 0.9].map(row), 0.05)).toEqual([]);
  });
});

/** 10.3 ± 0.3 at 99 %. */
const observed: Estimate = { value: 10.3, low: 10, high: 10.6, level: 0.99, method: '' };

const answer: StatisticalAnswer = {
  figure: 'mean',
  unit: 'ms',
  expected: 10,
  source: '',
  judged: 'equal',
  read: () => observed,
  widest: 0.05,
};

describe('judged', () => {
  it('gives a p-value of 1 % where the 99 % interval just touches the expected value', () => {
    expect(judged(answer, observed).pValue).toBeCloseTo(0.01, 6);
    expect(judged(answer, observed).width).toBeCloseTo(0.03, 9);
    const centred = { ...observed, value: 10, low: 9.7, high: 10.3 };
    expect(judged(answer, centred).pValue).toBeCloseTo(1, 9);
  });

  it('counts only one side against a bound', () => {
    const pOf = (side: 'at least' | 'at most') =>
      judged({ ...answer, judged: side }, observed).pValue;
    expect(pOf('at least')).toBeCloseTo(0.995, 6);
    expect(pOf('at most')).toBeCloseTo(0.005, 6);
  });

  it('forgives what reading the value can be off by, and no more', () => {
    // Of the difference of 3 %, 3 % is nothing, and 1 % leaves 2/3 of the distance.
    expect(judged({ ...answer, resolution: 0.03 }, observed).pValue).toBeCloseTo(1, 6);
    const forgiven = judged({ ...answer, resolution: 0.01 }, observed).pValue;
    // Student's t with 19 degrees of freedom beyond 2/3 of 2.861 on either side (tables: 1.907).
    expect(forgiven).toBeCloseTo(0.0717, 3);
  });

  it('takes the degrees of freedom that the interval has', () => {
    // 2.708 is 99 % with 39; the same interval is then one that just touches too.
    expect(judged({ ...answer, freedom: 39 }, observed).pValue).toBeCloseTo(0.01, 6);
    const far = { ...observed, value: 10.6, low: 10.3, high: 10.9 };
    expect(judged({ ...answer, freedom: 39 }, far).pValue).toBeLessThan(judged(answer, far).pValue);
  });

  it('lets an estimate without an interval prove nothing', () => {
    const bare = { ...observed, low: null, high: null };
    expect(judged(answer, bare)).toMatchObject({ width: Infinity, pValue: 1 });
  });

  it('contradicts whatever never varies and is not what it should be', () => {
    const fixed = { ...observed, low: 10.3, high: 10.3 };
    expect(judged(answer, fixed).pValue).toBe(0);
    expect(judged({ ...answer, expected: 10.3 }, fixed).pValue).toBe(1);
  });
});

describe('rowsOf', () => {
  const result = {} as Result;
  const runOf = (...answers: KnownRun['answers']): KnownRun => ({
    name: 'run',
    family: 'family',
    scenario: '',
    answers,
  });

  it('lets the first answer that is judged on both sides stand for its run', () => {
    const bound: StatisticalAnswer = { ...answer, judged: 'at least' };
    const { statistical } = rowsOf(runOf(bound, answer, answer), result);
    expect(statistical.map(({ isLead }) => isLead)).toEqual([false, true, false]);
  });

  it('takes exact answers to the last digits that money and counts have', () => {
    const exact = (read: number) =>
      rowsOf(
        runOf({
          figure: 'month',
          unit: 'USD',
          expected: 94_608,
          source: '',
          judged: 'exact',
          read: () => read,
        }),
        result,
      ).exact[0]!.holds;
    expect(exact(94_608)).toBe(true);
    expect(exact(94_608.000001)).toBe(false);
  });
});
