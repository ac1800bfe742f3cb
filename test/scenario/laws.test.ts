import { describe, expect, it } from 'vitest';
import { lawMean, lawVariance, type Law } from '../../src/kernel/index.ts';
import { describeLaw, lawOf, lognormalByMean } from '../../src/scenario/laws.ts';
import { law } from '../../src/scenario/schema/law.ts';

const schema = law('a law');

function read(written: unknown): Law {
  return schema.parse(written);
}

function meanAndCv(made: Law): readonly [mean: number, cv: number] {
  return [lawMean(made), Math.sqrt(lawVariance(made)) / lawMean(made)];
}

describe('laws of time', () => {
  it('a plain duration is constant', () => {
    expect(read('1.6 ms')).toEqual({ kind: 'constant', value: 1.6e6 });
  });

  it.each<readonly [string, unknown, number, number]>([
    ['exponential by its mean', { exponential: { mean: '2 ms' } }, 2e6, 1],
    ['erlang: cv = 1 / sqrt(shape)', { erlang: { shape: 4, mean: '2 ms' } }, 2e6, 0.5],
    ['hyperexponential by cv2', { hyperexponential: { mean: '2 ms', cv2: 4 } }, 2e6, 2],
    ['gamma by cv', { gamma: { mean: '2 ms', cv: 0.5 } }, 2e6, 0.5],
    ['gamma by scale: mean = shape x scale', { gamma: { shape: 4, scale: '1 ms' } }, 4e6, 0.5],
    ['lognormal by mean and cv', { lognormal: { mean: '2 ms', cv: 0.5 } }, 2e6, 0.5],
    // Uniform on [1, 3]: variance (3 - 1)^2 / 12.
    ['uniform', { uniform: { low: '1 ms', high: '3 ms' } }, 2e6, Math.sqrt(1 / 3) / 2],
    // Pareto, shape 3: mean 3/2 of the minimum, variance 3 / (2^2 x 1).
    ['pareto', { pareto: { minimum: '1 ms', shape: 3 } }, 1.5e6, Math.sqrt(0.75) / 1.5],
    ['empirical', { empirical: { values: ['1 ms', '3 ms'] } }, 2e6, 0.5],
    [
      'hyperexponential by branches',
      {
        hyperexponential: {
          branches: [
            { probability: 0.5, mean: '1 ms' },
            { probability: 0.5, mean: '3 ms' },
          ],
        },
      },
      // Second moment 2 (0.5 x 1 + 0.5 x 9) = 10, variance 6.
      2e6,
      Math.sqrt(6) / 2,
    ],
  ])('%s', (_, written, mean, cv) => {
    const [ownMean, ownCv] = meanAndCv(read(written));
    // Laws pass through portable exp and log; 1e-9 is far above their error and below any meaning.
    expect(ownMean / mean).toBeCloseTo(1, 9);
    expect(ownCv).toBeCloseTo(cv, 9);
  });

  it('a lognormal law goes through its median and its percentile', () => {
    const made = read({ lognormal: { median: '3.4 ms', p99: '23 ms' } });
    // The 99 % quantile of the standard normal law is 2.3263478740408408.
    expect(made).toMatchObject({ kind: 'lognormal' });
    expect((made as { sigma: number }).sigma).toBeCloseTo(
      Math.log(23 / 3.4) / 2.3263478740408408,
      9,
    );
    expect(describeLaw(made)).toBe('lognormal, p50 3.4 ms, p99 23 ms');
  });

  it('shift is kept beside the law', () => {
    expect(read({ exponential: { mean: '2 ms', shift: '1 ms' } })).toEqual({
      kind: 'exponential',
      mean: 2e6,
      shift: 1e6,
    });
  });

  it('the mean of an HSM service law is slots over rate, whatever its cv', () => {
    for (const cv of [0, 0.1, 0.5, 2]) {
      expect(lawMean(lognormalByMean(1e9 / 900, cv)) / (1e9 / 900)).toBeCloseTo(1, 12);
    }
  });

  it.each([
    ['exponential', {}, 'takes { mean }'],
    ['exponential', { mean: 0 }, 'needs its mean above zero'],
    ['erlang', { shape: 1.5, mean: 1 }, 'needs a whole number as its shape'],
    ['hyperexponential', { mean: 1, cv2: 0.5 }, 'at least 1'],
    ['gamma', { mean: 1 }, 'takes { mean, cv }'],
    ['lognormal', { median: 2, p99: 1 }, 'needs its p99 not below its median'],
    ['lognormal', { median: 2, p99: 3, cv: 1 }, 'takes { median, p99 }'],
    ['uniform', { low: 2, high: 1 }, 'needs its low not above its high'],
    ['pareto', { minimum: 1, shape: 1 }, 'its mean is infinite'],
    ['normal', { mean: 1 }, 'is not a law of time'],
  ])('%s with %o is refused', (kind, parameters, reason) => {
    expect(lawOf(kind, parameters as Record<string, number>)).toContain(reason);
  });

  it.each([
    ['two laws at once', { exponential: { mean: '1 ms' }, uniform: { low: '1 s', high: '2 s' } }],
    ['no law', {}],
    [
      'branches that sum to 0.9',
      { hyperexponential: { branches: [{ probability: 0.9, mean: '1 ms' }] } },
    ],
    ['no values', { empirical: {} }],
    ['a bare number', 3],
  ])('%s is refused', (_, written) => {
    expect(schema.safeParse(written).success).toBe(false);
  });
});
