import { describe, expect, it } from 'vitest';
import {
  exactEvidence,
  exactRow,
  judgeComparisons,
  noFormula,
  type Comparison,
} from '../../../src/plan/theory/comparison.ts';
import { theoryChecks } from '../../../src/plan/theory/theory-checks.ts';
import { meanInterval } from '../../../src/stats/index.ts';

const VALUES = [1, 2, 3, 4, 5];
const observed = meanInterval(VALUES, 0.95);
/** An exact value that was missed by so much in each replication, on average. */
const missedBy = (distance: number): Comparison =>
  exactRow(
    'mean wait',
    3 - distance,
    observed,
    'ms',
    'a formula',
    exactEvidence(VALUES.map((value) => value - 3 + distance)),
  );

describe('judging comparisons', () => {
  it('allows the half-width of the 99.99 % interval, and no more', () => {
    const interval = meanInterval(VALUES, 0.9999);
    const half = interval.high! - interval.value;
    const [inside] = judgeComparisons([missedBy(half * 0.999)]);
    const [outside] = judgeComparisons([missedBy(half * 1.001)]);
    expect(inside!.tolerance).toBeCloseTo(half, 9);
    expect([inside!.holds, outside!.holds]).toEqual([true, false]);
  });

  it('allows each row more where several are judged together', () => {
    const [one] = judgeComparisons([missedBy(0)]);
    const [ofTwo, other, unknown] = judgeComparisons([
      missedBy(0),
      missedBy(0),
      noFormula('latency', 'A reason.'),
    ]);
    expect(ofTwo!.tolerance).toBeGreaterThan(one!.tolerance!);
    expect(other!.tolerance).toBe(ofTwo!.tolerance);
    expect(unknown).toMatchObject({ kind: 'none', holds: null, tolerance: null });
  });

  it('judges a bound on its own side only', () => {
    const far = VALUES.map((value) => value + 1000);
    const bound = (aboveLow: readonly number[], belowHigh: readonly number[]) =>
      judgeComparisons([
        { ...missedBy(0), kind: 'bound', evidence: { aboveLow, belowHigh, allowance: 0 } },
      ])[0]!.holds;
    expect(bound(far, [])).toBe(true);
    expect(bound(far, far)).toBe(true);
    expect(
      bound(
        far.map((value) => -value),
        far,
      ),
    ).toBe(false);
    expect(
      bound(
        far,
        far.map((value) => -value),
      ),
    ).toBe(false);
  });
});

describe('checks', () => {
  it('has one for each judged row, which fails where the row does', () => {
    const rows = judgeComparisons([missedBy(0), missedBy(1000), noFormula('x', 'A reason.')]);
    const checks = theoryChecks('cks at load 1', rows);
    expect(checks.map(({ holds }) => holds)).toEqual([true, false]);
    expect(checks[0]).toMatchObject({
      name: 'simulation against theory: mean wait',
      design: 'cks at load 1',
      expected: 3,
      observed: 3,
      unit: 'ms',
    });
  });

  it('compares with the nearest value that bounds allow', () => {
    const [row] = judgeComparisons([
      {
        ...missedBy(0),
        kind: 'bound',
        expected: null,
        low: 4,
        high: 9,
        evidence: { aboveLow: VALUES.map((value) => value - 4), belowHigh: [], allowance: 0 },
      },
    ]);
    expect(theoryChecks('a', [row!])[0]!.expected).toBe(4);
  });
});
