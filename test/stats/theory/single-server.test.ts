import { describe, expect, it } from 'vitest';
import { meanWait } from '../../../src/stats/theory/multi-server.ts';
import {
  constantServiceMeanWait,
  singleServerMeanTime,
  singleServerMeanWait,
} from '../../../src/stats/theory/single-server.ts';

describe('M/G/1 (Pollaczek–Khinchine)', () => {
  it('is M/M/1 for a squared coefficient of variation of 1', () => {
    for (const arrivalRate of [0.1, 0.5, 0.95]) {
      const station = { arrivalRate, meanService: 1, serviceCvSquared: 1 };
      expect(singleServerMeanWait(station)).toBeCloseTo(
        meanWait({ arrivalRate, serviceRate: 1, servers: 1 }),
        11,
      );
    }
  });

  it('waits half as long for constant service', () => {
    // ρ / (2 (1 − ρ)) services: 2 at ρ = 0.8.
    expect(constantServiceMeanWait(0.8, 1)).toBeCloseTo(2, 12);
    expect(constantServiceMeanWait(900, 1e-3)).toBeCloseTo(4.5e-3, 14);
  });

  it('has the mean of Crommelin’s distribution of the M/D/1 wait', () => {
    // P(W <= t) = (1 − ρ) Σ (λ(k − t))^k e^(−λ(k − t)) / k!, k <= t, in units of the service time
    // (C. D. Crommelin, 1932), whose complement is integrated by Simpson's rule from 0 to 12.
    const rho = 0.4;
    const cdf = (t: number) => {
      let sum = 0;
      for (let k = 0, factorial = 1; k <= t; factorial *= ++k) {
        sum += ((rho * (k - t)) ** k * Math.exp(-rho * (k - t))) / factorial;
      }
      return (1 - rho) * sum;
    };
    const steps = 12_000;
    let area = 0;
    for (let i = 0; i <= steps; i++) {
      const factor = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
      area += factor * (1 - cdf((12 * i) / steps));
    }
    area *= 12 / steps / 3;
    // The wait exceeds 12 services with probability of about e^(−1.2 × 12) = 6e-7.
    expect(Math.abs(constantServiceMeanWait(rho, 1) - area)).toBeLessThan(1e-5);
  });

  it('adds the service to give the time in the system', () => {
    const station = { arrivalRate: 2, meanService: 0.25, serviceCvSquared: 0.25 };
    expect(singleServerMeanTime(station)).toBeCloseTo(singleServerMeanWait(station) + 0.25, 15);
  });

  it('waits for ever at a utilisation of 1 and refuses bad arguments', () => {
    const station = { arrivalRate: 1, meanService: 1, serviceCvSquared: 0 };
    expect(singleServerMeanWait(station)).toBe(Infinity);
    for (const part of [{ arrivalRate: 0 }, { meanService: NaN }, { serviceCvSquared: -1 }]) {
      expect(() => singleServerMeanWait({ ...station, ...part })).toThrow(RangeError);
    }
  });
});
