import { sampleVariance } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../src/kernel/index.ts';
import { Moments } from '../../src/stats/moments.ts';

function momentsOf(values: readonly number[]): Moments {
  const moments = new Moments();
  for (const value of values) moments.record(value);
  return moments;
}

describe('running moments', () => {
  it('agree with the two-pass formulas', () => {
    const stream = new RandomStreams('test').stream('moments');
    const values = Array.from({ length: 1000 }, () => stream.next() * 100);
    const moments = momentsOf(values);
    expect(moments.count).toBe(1000);
    expect(moments.mean).toBeCloseTo(values.reduce((sum, x) => sum + x, 0) / 1000, 10);
    expect(moments.variance).toBeCloseTo(sampleVariance(values), 9);
  });

  it('keep the variance of small differences between huge values', () => {
    // The difference of sums of squares would have lost every digit: 1e24 has an ulp of 1e8.
    const moments = momentsOf([1e12 + 4, 1e12 + 7, 1e12 + 13, 1e12 + 16]);
    expect(moments.variance).toBeCloseTo(30, 3);
  });

  it('are 0 where there is nothing to say', () => {
    expect([momentsOf([]).mean, momentsOf([]).variance, momentsOf([5]).variance]).toEqual([
      0, 0, 0,
    ]);
  });
});
