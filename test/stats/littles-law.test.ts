import { describe, expect, it } from 'vitest';
import { checkLittlesLaw } from '../../src/stats/littles-law.ts';

describe("Little's law", () => {
  it('holds where the differences scatter around 0', () => {
    const runs = [
      { meanInside: 4.01, arrivalRate: 2, meanTime: 2 },
      { meanInside: 3.98, arrivalRate: 2, meanTime: 2 },
      { meanInside: 6.02, arrivalRate: 3, meanTime: 2 },
    ];
    const { difference, holds } = checkLittlesLaw(runs, 0.95);
    expect(difference.value).toBeCloseTo(0.01 / 3, 12);
    expect(difference.method).toBe('paired Student t over 3 replications');
    expect(holds).toBe(true);
  });

  it('is broken where they all lie on one side', () => {
    const runs = [4.11, 4.1, 4.12].map((meanInside) => ({
      meanInside,
      arrivalRate: 2,
      meanTime: 2,
    }));
    expect(checkLittlesLaw(runs, 0.95).holds).toBe(false);
  });

  it('holds for equal runs that differ by rounding only', () => {
    // 3 × 0.1 is 0.30000000000000004.
    const run = { meanInside: 0.3, arrivalRate: 3, meanTime: 0.1 };
    const { difference, holds } = checkLittlesLaw([run, run, run], 0.95);
    expect(difference.value).not.toBe(0);
    expect(holds).toBe(true);
  });

  it('is not judged by one replication', () => {
    const { difference, holds } = checkLittlesLaw(
      [{ meanInside: 5, arrivalRate: 2, meanTime: 2 }],
      0.95,
    );
    expect(difference.value).toBe(1);
    expect(holds).toBe(null);
  });
});
