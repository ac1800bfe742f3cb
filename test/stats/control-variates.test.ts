import { describe, expect, it } from 'vitest';
import {
  createSampler,
  RandomStreams,
  standardNormalQuantile,
  type RandomStream,
} from '../../src/kernel/index.ts';
import { controlledMeanInterval, meanInterval } from '../../src/stats/index.ts';

const LEVEL = 0.95;
const EXPERIMENTS = 2000;
/** Hits of 2,000 at 95 %, give or take 3.9 standard errors: missed once in ten thousand. */
const HITS = { least: 1862, most: 1938 } as const;

interface Experiment {
  readonly values: readonly number[];
  readonly controls: readonly { readonly values: readonly number[]; readonly mean: number }[];
}

/** How often the interval contains the truth, and its mean squared half-width, over that without controls. */
function tally(truth: number, experiment: (number: number) => Experiment) {
  let hits = 0;
  let squares = 0;
  let plainSquares = 0;
  for (let number = 0; number < EXPERIMENTS; number++) {
    const { values, controls } = experiment(number);
    const { low, high } = controlledMeanInterval(values, controls, LEVEL);
    const plain = meanInterval(values, LEVEL);
    if (low! <= truth && truth <= high!) hits++;
    squares += (high! - low!) ** 2;
    plainSquares += (plain.high! - plain.low!) ** 2;
  }
  return { hits, narrowing: plainSquares / squares };
}

function normals(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => standardNormalQuantile(stream.next()));
}

describe('controlledMeanInterval', () => {
  it('is the intercept of a regression on the controls', () => {
    // y = 1 + 2 (x - 3) + e; x of mean 3.5, e = 1, -1, -1, 1 of mean 0 and orthogonal to x, so
    // that the slope is 2, the intercept 1, s² = 4/2 = 2 and d'S⁻¹d = 0.5²/5.
    const x = [2, 3, 4, 5];
    const e = [1, -1, -1, 1];
    const y = x.map((own, i) => 1 + 2 * (own - 3) + e[i]!);
    const { value, low, high, method } = controlledMeanInterval(y, [{ values: x, mean: 3 }], LEVEL);
    const t = 4.3026527299; // Student's t, 2 degrees of freedom, 97.5 %
    const half = t * Math.sqrt(2 * (1 / 4 + 0.25 / 5));
    expect(value).toBeCloseTo(1, 12);
    expect(low).toBeCloseTo(1 - half, 8);
    expect(high).toBeCloseTo(1 + half, 8);
    expect(method).toBe('control variates, Student t over 4 replications');
  });

  it('covers as often as it says for normal values, and narrows by what theory says', () => {
    const streams = new RandomStreams('control variates');
    const stream = streams.stream('normal');
    const [count, slopes] = [12, [2, -1]] as const;
    const { hits, narrowing } = tally(7, () => {
      const [a, b, noise] = [
        normals(stream, count),
        normals(stream, count),
        normals(stream, count),
      ];
      // b holds some of a: controls need not be independent of each other.
      const second = b.map((own, i) => own + 0.5 * a[i]!);
      return {
        values: noise.map((own, i) => 7 + own + slopes[0] * a[i]! + slopes[1] * second[i]!),
        controls: [
          { values: a.map((own) => own + 3), mean: 3 },
          { values: second, mean: 0 },
        ],
      };
    });
    expect(hits).toBeGreaterThanOrEqual(HITS.least);
    expect(hits).toBeLessThanOrEqual(HITS.most);
    // Variance of a value: 1 + (2 - 0.5)² + 1 = 4.25 against 1, less the loss (n-2)/(n-k-2) of
    // Lavenberg and Welch (1981), eq. 18, and that of t with 9 for 11 degrees of freedom.
    const [t11, t9] = [2.200985, 2.262157];
    const expected = ((4.25 / (10 / 8)) * t11 ** 2) / t9 ** 2;
    expect(narrowing / expected).toBeGreaterThan(0.95);
    expect(narrowing / expected).toBeLessThan(1.05);
  });

  it('covers the exact mean wait of M/M/1 at 0.5, with arrivals and services as controls', () => {
    const streams = new RandomStreams('control variates of M/M/1');
    const gap = createSampler({ kind: 'exponential', mean: 2 }, streams.stream('arrivals'));
    const service = createSampler({ kind: 'exponential', mean: 1 }, streams.stream('services'));
    const [replications, customers] = [15, 400];
    const { hits, narrowing } = tally(1, () => {
      const values: number[] = [];
      const gaps: number[] = [];
      const services: number[] = [];
      for (let replication = 0; replication < replications; replication++) {
        let wait = 0;
        const sum = { wait: 0, gap: 0, service: 0 };
        // The first hundred are the warm-up: what is left of an empty start is e^-9 (relaxation
        // time 1/(1 - √0.5)² = 11.7, a hundred gaps 200) of a mean wait.
        for (let customer = -100; customer < customers; customer++) {
          const [between, work] = [gap.sample(), service.sample()];
          if (customer >= 0) {
            sum.wait += wait;
            sum.gap += between;
            sum.service += work;
          }
          wait = Math.max(0, wait + work - between);
        }
        values.push(sum.wait / customers);
        gaps.push(sum.gap / customers);
        services.push(sum.service / customers);
      }
      const controls = [
        { values: gaps, mean: 2 },
        { values: services, mean: 1 },
      ];
      return { values, controls };
    });
    // Mean waits of 400 customers are skewed, which costs t intervals a little either way.
    expect(hits).toBeGreaterThanOrEqual(HITS.least - EXPERIMENTS * 0.02);
    expect(hits).toBeLessThanOrEqual(HITS.most);
    // Controls that tell nothing would widen: 11/13, and 0.98 by Student's t.
    expect(narrowing).toBeGreaterThan(1.25);
  });

  it('leaves out controls that tell nothing new', () => {
    const values = [3, 1, 4, 1, 5, 9];
    const control = { values: [2, 7, 1, 8, 2, 8], mean: 5 };
    const alone = controlledMeanInterval(values, [control], LEVEL);
    const doubled = { values: control.values.map((own) => 1 + own / 3), mean: 1 + 5 / 3 };
    const fixed = { values: values.map(() => 0.1), mean: 0.1 };
    const many = controlledMeanInterval(values, [fixed, control, doubled], LEVEL);
    expect(many).toEqual(alone);
    expect(controlledMeanInterval(values, [fixed], LEVEL)).toEqual(meanInterval(values, LEVEL));
    expect(controlledMeanInterval([2, 2, 2], [{ values: [1, 2, 4], mean: 1 }], LEVEL)).toEqual(
      meanInterval([2, 2, 2], LEVEL),
    );
  });

  it('refuses what it cannot compute', () => {
    expect(() => controlledMeanInterval([1, 2], [{ values: [1], mean: 0 }], LEVEL)).toThrow(
      RangeError,
    );
    expect(() => controlledMeanInterval([1, 2], [{ values: [1, 2], mean: 0 }], LEVEL)).toThrow(
      '1 controls take 3 values, got 2',
    );
  });
});
