import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PiecewiseRate } from '../../../src/model/workload/piecewise-rate.ts';
import { SECOND } from '../worlds.ts';

const RAMP = [
  { atNs: 10 * SECOND, ratePerSecond: 100 },
  { atNs: 20 * SECOND, ratePerSecond: 300 },
];

describe('PiecewiseRate', () => {
  it('is the area under the lines, with the end rates outside the points', () => {
    const rate = new PiecewiseRate(RAMP, null);
    expect(rate.expectedUntil(0)).toBe(0);
    expect(rate.expectedUntil(10 * SECOND)).toBeCloseTo(1000, 6);
    // Half of the ramp: 5 s at a mean of 150/s.
    expect(rate.expectedUntil(15 * SECOND)).toBeCloseTo(1750, 6);
    expect(rate.expectedUntil(20 * SECOND)).toBeCloseTo(3000, 6);
    expect(rate.expectedUntil(30 * SECOND)).toBeCloseTo(6000, 6);
  });

  it('begins anew a period after its first point, the last rate holding until then', () => {
    const rate = new PiecewiseRate(RAMP, 15 * SECOND);
    // One round: 10 s at a mean of 200/s and 5 s at 300/s.
    for (const rounds of [0, 1, 7]) {
      const fromNs = (10 + 15 * rounds) * SECOND;
      const round = rate.expectedUntil(fromNs + 15 * SECOND) - rate.expectedUntil(fromNs);
      expect(round).toBeCloseTo(3500, 6);
      expect(rate.expectedUntil(fromNs + 5 * SECOND) - rate.expectedUntil(fromNs)).toBeCloseTo(
        750,
        6,
      );
    }
  });

  it('never comes where the rate has gone to nothing', () => {
    const fading = [
      { atNs: 0, ratePerSecond: 10 },
      { atNs: 10 * SECOND, ratePerSecond: 0 },
    ];
    expect(new PiecewiseRate(fading, null).whenExpected(49)).toBeLessThan(10 * SECOND);
    expect(new PiecewiseRate(fading, null).whenExpected(51)).toBe(Infinity);
    const nothing = new PiecewiseRate([{ atNs: 5, ratePerSecond: 0 }], 10);
    expect(nothing.whenExpected(1)).toBe(Infinity);
  });

  it('tells when as many have come as it expects until then, whatever the shape', () => {
    const point = fc.record({
      gapNs: fc.integer({ min: 0, max: 100 * SECOND }),
      ratePerSecond: fc.double({ min: 0.1, max: 1e5, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 2000 * SECOND }),
        (gaps, isPeriodic, atNs) => {
          let at = 0;
          const points = gaps.map(({ gapNs, ratePerSecond }) => ({
            atNs: (at += gapNs),
            ratePerSecond,
          }));
          const rate = new PiecewiseRate(points, isPeriodic ? at - points[0]!.atNs + SECOND : null);
          const expected = rate.expectedUntil(atNs);
          // Steep lines magnify the last bits of the area: a microsecond of a quarter of an hour.
          expect(Math.abs(rate.whenExpected(expected) - atNs)).toBeLessThan(1000);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});
