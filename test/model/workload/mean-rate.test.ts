import { describe, expect, it } from 'vitest';
import { meanRate } from '../../../src/model/index.ts';
import { constant, SECOND } from '../worlds.ts';

describe('meanRate', () => {
  it('is the rate itself of constant and Poisson arrivals, and none of closed ones', () => {
    expect(meanRate({ kind: 'constant', ratePerSecond: 7 }, 0, SECOND)).toBe(7);
    expect(meanRate({ kind: 'poisson', ratePerSecond: 7 }, 0, SECOND)).toBe(7);
    expect(meanRate({ kind: 'closed', clients: 5, thinkNs: constant(0) }, 0, SECOND)).toBeNull();
  });

  it('weighs the states of bursts by their mean stays', () => {
    const states = [
      { ratePerSecond: 100, stayNs: constant(1 * SECOND) },
      { ratePerSecond: 20, stayNs: { kind: 'exponential', mean: 3 * SECOND } as const },
    ];
    expect(meanRate({ kind: 'burst', states }, 0, SECOND)).toBeCloseTo((100 + 60) / 4, 9);
  });

  it('integrates a shape over the time asked for', () => {
    const shape = {
      kind: 'shape',
      points: [
        { atNs: 0, ratePerSecond: 0 },
        { atNs: 10 * SECOND, ratePerSecond: 100 },
      ],
      periodNs: null,
      isPoisson: true,
    } as const;
    expect(meanRate(shape, 0, 10 * SECOND)).toBeCloseTo(50, 9);
    expect(meanRate(shape, 5 * SECOND, 10 * SECOND)).toBeCloseTo(75, 9);
    expect(meanRate({ ...shape, periodNs: 10 * SECOND }, 15 * SECOND, 35 * SECOND)).toBeCloseTo(
      50,
      9,
    );
  });

  it('counts a replay, its loops included, from the first instant to before the last', () => {
    const replay = {
      kind: 'replay',
      timesNs: [0, 1, 2].map((s) => s * SECOND),
      loopNs: null,
    } as const;
    expect(meanRate(replay, SECOND, 2 * SECOND)).toBe(1);
    expect(meanRate(replay, 0, 10 * SECOND)).toBe(0.3);
    expect(meanRate({ ...replay, loopNs: 5 * SECOND }, 0, 10 * SECOND)).toBe(0.6);
  });
});
