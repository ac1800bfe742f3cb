import * as hdr from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';
import { RandomStreams, createSampler, type Law } from '../../src/kernel/index.ts';
import {
  LogLinearHistogram,
  PERCENTILE_RULE,
  type HistogramData,
} from '../../src/stats/histogram.ts';

const SHARES = [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999];

function filled(values: readonly number[], subBits = 8): LogLinearHistogram {
  const histogram = new LogLinearHistogram(subBits);
  for (const value of values) histogram.record(value);
  return histogram;
}

/** Whole nanoseconds of a law. */
function drawn(law: Law, count: number): number[] {
  const sampler = createSampler(law, new RandomStreams('test').stream(JSON.stringify(law)));
  return Array.from({ length: count }, () => Math.round(sampler.sample()));
}

function nearestRank(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)]!;
}

const LAWS: readonly Law[] = [
  { kind: 'lognormal', mu: 14, sigma: 1 },
  { kind: 'exponential', mean: 2e6 },
  { kind: 'exponential', mean: 40 },
  { kind: 'uniform', low: 0, high: 1e9 },
  { kind: 'pareto', minimum: 1e5, shape: 0.9 },
];

describe.each(LAWS)('percentiles of $kind values', (law) => {
  const values = drawn(law, 50_000);
  const histogram = filled(values);

  it('are within 2^-9 of those by sorting', () => {
    for (const share of SHARES) {
      const exact = nearestRank(values, share);
      const error = Math.abs(histogram.percentile(share) - exact);
      expect(error, `share ${share}`).toBeLessThanOrEqual(exact * 2 ** -9);
    }
  });

  it('agree with HdrHistogram to the sum of both resolutions', () => {
    const other = hdr.build({
      lowestDiscernibleValue: 1,
      highestTrackableValue: 2 ** 52,
      numberOfSignificantValueDigits: 3,
    });
    // HdrHistogram counts whole values; 3 digits is 1e-3 of a value, and it reports an upper edge.
    for (const value of values) other.recordValue(value);
    for (const share of SHARES) {
      const theirs = other.getValueAtPercentile(share * 100);
      const allowed = theirs * (2 ** -9 + 1e-3) + 1;
      expect(Math.abs(histogram.percentile(share) - theirs)).toBeLessThanOrEqual(allowed);
    }
  });

  it('come with the exact count, sum, mean and extremes', () => {
    const sum = values.reduce((total, value) => total + value, 0);
    expect(histogram.count).toBe(values.length);
    expect(histogram.sum).toBe(sum);
    expect(histogram.mean).toBe(sum / values.length);
    expect(histogram.min).toBe(Math.min(...values));
    expect(histogram.max).toBe(Math.max(...values));
  });
});

describe('a bucket', () => {
  it('keeps its midpoint within 2^-(subBits + 1) of every value, over the whole range', () => {
    for (const subBits of [6, 8, 12]) {
      const bound = 2 ** -(subBits + 1);
      for (let octave = 0; octave < 50; octave++) {
        for (const part of [1, 1 + 2 ** -20, 1.2345, 1.5, 2 - 2 ** -30]) {
          const value = part * 2 ** octave;
          // Neighbours far off on both sides, so that the middle one is read from its bucket.
          const histogram = filled([0, value, 2 ** 51], subBits);
          expect(Math.abs(histogram.percentile(0.5) / value - 1)).toBeLessThanOrEqual(bound);
        }
      }
    }
  });

  it('of its own holds zero', () => {
    expect(filled([0, 0, 0, 5]).percentile(0.75)).toBe(0);
    expect(filled([-0, 1, 1, 1, 9]).percentile(0.2)).toBe(0);
  });

  it('at the end holds what is too large, and the maximum stays exact', () => {
    const histogram = filled([1, 2 ** 50, 2 ** 55, 2 ** 53 - 1]);
    expect(histogram.max).toBe(2 ** 55);
    expect(histogram.percentile(1)).toBe(2 ** 55);
    expect(histogram.percentile(0.5)).toBeGreaterThanOrEqual(2 ** 50);
  });
});

describe('percentiles by nearest rank', () => {
  it('are recorded values to the resolution, never values in between', () => {
    const histogram = filled([100, 200, 300, 400]);
    const near = (share: number) => Math.round(histogram.percentile(share) / 100) * 100;
    expect([0, 0.25, 0.26, 0.5, 0.51, 0.75, 0.76, 1].map(near)).toEqual([
      100, 100, 200, 200, 300, 300, 400, 400,
    ]);
  });

  it('do not skip a rank where share × count is whole but rounds up', () => {
    // 0.07 × 100 is 7.000000000000001 in doubles; the 7th of 100 values is the right one.
    const histogram = filled(Array.from({ length: 100 }, (_, i) => (i + 1) * 1000));
    expect(0.07 * 100).toBeGreaterThan(7);
    expect(Math.round(histogram.percentile(0.07) / 1000)).toBe(7);
  });

  it('give the exact minimum at the first rank and the exact maximum at the last', () => {
    const histogram = filled([123_456_789, 223_456_789, 323_456_789]);
    expect(histogram.percentile(0)).toBe(123_456_789);
    expect(histogram.percentile(0.3)).toBe(123_456_789);
    expect(histogram.percentile(0.99)).toBe(323_456_789);
    expect(histogram.percentile(1)).toBe(323_456_789);
  });

  it('never leave the range of the values', () => {
    const one = filled([777_777, 777_777, 777_777]);
    for (const share of SHARES) expect(one.percentile(share)).toBe(777_777);
  });

  it('rise with the share', () => {
    const histogram = filled(drawn({ kind: 'exponential', mean: 1000 }, 3000));
    const curve = histogram.curve(Array.from({ length: 1001 }, (_, i) => i / 1000));
    for (let i = 1; i < curve.length; i++) expect(curve[i]!).toBeGreaterThanOrEqual(curve[i - 1]!);
  });

  it('are the same one by one and as a curve in any order', () => {
    const histogram = filled(drawn({ kind: 'exponential', mean: 1000 }, 3000));
    for (const shares of [SHARES, SHARES.toReversed()]) {
      expect(histogram.curve(shares)).toEqual(shares.map((share) => histogram.percentile(share)));
    }
  });

  it('are explained in one sentence', () => {
    expect(PERCENTILE_RULE).toMatch(/^Nearest rank: .*\.$/);
  });
});

describe('an empty histogram', () => {
  it('reads 0 everywhere', () => {
    const { count, sum, min, max, mean } = new LogLinearHistogram();
    expect([count, sum, min, max, mean]).toEqual([0, 0, 0, 0, 0]);
    expect(new LogLinearHistogram().curve([0, 0.5, 1])).toEqual([0, 0, 0]);
  });

  it('is what a reset leaves, fit for new values', () => {
    const histogram = filled([0, 5, 1e6, 2 ** 52]);
    histogram.reset();
    expect(histogram.toJSON()).toEqual(new LogLinearHistogram().toJSON());
    histogram.record(1000);
    expect(histogram.toJSON()).toEqual(filled([1000]).toJSON());
  });
});

describe('merging', () => {
  it('gives what recording everything in one histogram gives, in any grouping', () => {
    const parts = LAWS.map((law) => drawn(law, 2000));
    const whole = filled(parts.flat()).toJSON();
    const merge = (groups: readonly (readonly number[])[]) => {
      const all = new LogLinearHistogram();
      for (const group of groups) all.merge(filled(group));
      return all.toJSON();
    };
    expect(merge(parts)).toEqual(whole);
    expect(merge([[], parts[4]!, parts.slice(0, 4).flat(), []])).toEqual(whole);
  });

  it('refuses buckets of another width', () => {
    expect(() => new LogLinearHistogram(8).merge(new LogLinearHistogram(6))).toThrow(RangeError);
  });
});

describe('the JSON form', () => {
  it('brings back the same histogram through text', () => {
    for (const law of LAWS) {
      const histogram = filled(drawn(law, 5000), 6);
      const data: HistogramData = JSON.parse(JSON.stringify(histogram));
      const back = LogLinearHistogram.fromJSON(data);
      expect(back.toJSON()).toEqual(histogram.toJSON());
      expect(back.curve(SHARES)).toEqual(histogram.curve(SHARES));
    }
    const empty = new LogLinearHistogram().toJSON();
    expect(LogLinearHistogram.fromJSON(empty).toJSON()).toEqual(empty);
  });

  it('lists only buckets that hold something', () => {
    expect(filled([0, 1, 1, 2]).toJSON()).toEqual({
      subBits: 8,
      count: 4,
      sum: 4,
      min: 0,
      max: 2,
      steps: [0, 1, 256],
      counts: [1, 2, 1],
    });
  });

  it('is refused where it does not add up', () => {
    const data = filled([1, 2, 3]).toJSON();
    for (const broken of [
      { ...data, count: 4 },
      { ...data, counts: [1] },
      { ...data, steps: [99_999_999, 1, 1] },
    ]) {
      expect(() => LogLinearHistogram.fromJSON(broken)).toThrow(RangeError);
    }
  });
});

describe('bad arguments', () => {
  it('are refused: negative values and NaN, shares and sub-bits out of range', () => {
    const histogram = filled([5]);
    const before = histogram.toJSON();
    for (const value of [-1, -1e-9, NaN, -Infinity]) {
      expect(() => histogram.record(value)).toThrow(RangeError);
    }
    expect(histogram.toJSON()).toEqual(before);
    for (const share of [-0.1, 1.1, NaN]) {
      expect(() => histogram.percentile(share)).toThrow(RangeError);
    }
    for (const subBits of [0, 17, 2.5]) {
      expect(() => new LogLinearHistogram(subBits)).toThrow(RangeError);
    }
  });
});
