import { describe, expect, it } from 'vitest';
import {
  compareExactly,
  compareMeans,
  comparePercentiles,
} from '../../src/plan/metric-difference.ts';
import type { PercentileFigures } from '../../src/plan/replication-figures.ts';
import { differenceInterval } from '../../src/stats/index.ts';

const LEVEL = 0.95;
const MEAN = { metric: 'mean latency', unit: 'ms' };
const P99 = { metric: 'p99 latency', unit: 'ms' };
const TOO_SHORT = { independentTailCalls: 2, neededTailCalls: 18, calls: 500, neededCalls: 4500 };

function percentile(
  ms: readonly (number | null)[],
  overrides: Partial<PercentileFigures> = {},
): PercentileFigures {
  return { ms, pooledMs: 20, tooShort: null, ...overrides };
}

describe('compareMeans', () => {
  it('subtracts pair by pair, and says how much less that varies than independent runs', () => {
    const found = compareMeans({ ...MEAN, baseline: [10, 12, 14], own: [11, 13.5, 14.5] }, LEVEL)!;
    expect(found).toMatchObject({ baselineValue: 12, value: 13, verdict: 'none' });
    expect(found.difference).toEqual(differenceInterval([11, 13.5, 14.5], [10, 12, 14], LEVEL));
    // Variances 4 and 3.25; differences 1, 1.5, 0.5 of variance 0.25.
    expect(found.varianceReduction).toBeCloseTo((4 + 3.25) / 0.25, 9);
  });

  it('calls a difference more or less where its interval leaves no room for none', () => {
    const of = (own: readonly number[]) =>
      compareMeans({ ...MEAN, baseline: [1, 2, 3], own }, LEVEL)!;
    expect(of([3, 4.1, 5]).verdict).toBe('more');
    expect(of([0.5, 1.4, 2.5]).verdict).toBe('less');
    expect(of([2, 2, 2]).verdict).toBe('none');
  });

  it('knows no interval of one pair, and nothing without pairs', () => {
    const one = compareMeans({ ...MEAN, baseline: [1, null, 3], own: [2, 5, null] }, LEVEL)!;
    expect(one).toMatchObject({ baselineValue: 1, value: 2, verdict: 'unknown' });
    expect(one.difference).toMatchObject({ value: 1, low: null, high: null });
    expect(one.varianceReduction).toBe(null);
    expect(compareMeans({ ...MEAN, baseline: [null, 1], own: [1, null] }, LEVEL)).toBe(null);
  });

  it('states no reduction where every pair differs by the same', () => {
    const found = compareMeans({ ...MEAN, baseline: [1, 2, 4], own: [1.1, 2.1, 4.1] }, LEVEL)!;
    expect(found.varianceReduction).toBe(null);
    expect(found.verdict).toBe('more');
  });

  it('corrects by known controls from 20 replications on, whatever they bring', () => {
    const control = (count: number) => Array.from({ length: count }, (_, i) => ((i * 7) % 11) - 5);
    // A difference of 1 for certain, and what the control tells: nothing else.
    const of = (count: number) =>
      compareMeans(
        {
          ...MEAN,
          baseline: control(count).map(() => 3),
          own: control(count).map((own, i) => 4 + own / 10 + (i % 2) / 1000),
        },
        LEVEL,
        [{ name: 'arrivals', values: control(count), mean: 0 }],
      )!;
    expect(of(19).difference.method).toBe('paired Student t over 19 replications');
    expect(of(20).difference.method).toBe(
      'paired, control variates (arrivals), Student t over 20 replications',
    );
    const half = ({ low, high }: { low: number | null; high: number | null }) => high! - low!;
    expect(half(of(20).difference)).toBeLessThan(half(of(19).difference) / 10);
    expect(of(20).difference.value).toBeCloseTo(1.0005, 3);
  });

  it('takes of the controls the replications that were paired', () => {
    const gaps = Array.from({ length: 24 }, (_, i) => (i % 12 === 5 ? null : i % 5));
    const values = gaps.map((own, i) => own ?? 1000 * i);
    const found = compareMeans(
      { ...MEAN, baseline: gaps.map(() => 0), own: gaps.map((own) => own) },
      LEVEL,
      [{ name: 'service', values, mean: 2 }],
    )!;
    // What is left of the pairs is the control itself, so that nothing but rounding remains.
    expect(found.difference.method).toContain('over 22 replications');
    expect(found.difference.value).toBeCloseTo(2, 9);
    expect(found.difference.high! - found.difference.low!).toBeLessThan(1e-9);
  });
});

describe('comparePercentiles', () => {
  it('puts the half-width of the pairs round the difference over all calls', () => {
    const found = comparePercentiles(
      P99,
      percentile([20, 22, 24]),
      percentile([18, 21, 20], { pooledMs: 17 }),
      LEVEL,
    )!;
    const paired = differenceInterval([18, 21, 20], [20, 22, 24], LEVEL);
    const half = (paired.high! - paired.low!) / 2;
    expect(found).toMatchObject({ baselineValue: 20, value: 17, verdict: 'none' });
    expect(found.difference.value).toBe(-3);
    expect(found.difference.low).toBeCloseTo(-3 - half, 12);
    expect(found.difference.high).toBeCloseTo(-3 + half, 12);
  });

  it('claims no less than the buckets of a histogram can tell', () => {
    const same = percentile([20, 20, 20]);
    const found = comparePercentiles(P99, same, same, LEVEL)!;
    // Each percentile may lie 2^-9 of its value off.
    expect(found.difference.high).toBeCloseTo(40 / 512, 12);
    expect(found).toMatchObject({ verdict: 'none', varianceReduction: null });
  });

  it('gives no interval where either run is too short for one', () => {
    const fine = percentile([20, 22, 24]);
    const short = percentile([18, 21, 20], { pooledMs: 17, tooShort: TOO_SHORT });
    for (const found of [
      comparePercentiles(P99, fine, short, LEVEL)!,
      comparePercentiles(P99, short, fine, LEVEL)!,
    ]) {
      expect(found.difference).toMatchObject({ low: null, high: null, tooShort: TOO_SHORT });
      expect(found).toMatchObject({ verdict: 'unknown', varianceReduction: null });
    }
    expect(comparePercentiles(P99, fine, percentile([null, null, null]), LEVEL)).toBe(null);
  });
});

describe('compareExactly', () => {
  it('leaves no doubt', () => {
    const cost = { metric: 'cost', unit: 'USD/month' };
    expect(compareExactly(cost, 100, 130, LEVEL)).toMatchObject({
      difference: { value: 30, low: 30, high: 30 },
      verdict: 'more',
    });
    expect(compareExactly(cost, 130, 100, LEVEL).verdict).toBe('less');
    expect(compareExactly(cost, 100, 100, LEVEL).verdict).toBe('none');
  });
});
