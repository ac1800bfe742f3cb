import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearAxis, logAxis } from '../../../src/report/charts/scales.ts';

describe('linearAxis', () => {
  it('ends on a round tick at or beyond the highest value', () => {
    expect(linearAxis(937, 5).ticks).toEqual([0, 200, 400, 600, 800, 1000]);
    expect(linearAxis(0.3, 5).ticks).toEqual([0, 0.1, 0.2, 0.3]);
    expect(linearAxis(1.38, 5, 1).ticks).toEqual([1, 1.1, 1.2, 1.3, 1.4]);
  });

  it('covers every range with few ticks', () => {
    expect(() =>
      fc.assert(
        fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (highest) => {
          const { domain, ticks } = linearAxis(highest, 5);
          return domain[1] >= highest * (1 - 1e-8) && ticks.length >= 2 && ticks.length <= 7;
        }),
        { seed: 1 },
      ),
    ).not.toThrow();
  });
});

describe('logAxis', () => {
  it('ends on 1, 2 or 5 times a power of ten', () => {
    expect(logAxis(7.2, 480).ticks).toEqual([5, 10, 20, 50, 100, 200, 500]);
  });

  it('shows powers of ten only where the range is wide', () => {
    expect(logAxis(0.02, 90_000).ticks).toEqual([0.1, 1, 10, 100, 1000, 10_000, 100_000]);
  });

  it('covers every range, even an empty one', () => {
    expect(() =>
      fc.assert(
        fc.property(
          fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
          fc.double({ min: 1, max: 1e6, noNaN: true }),
          (low, ratio) => {
            const { domain, ticks, position } = logAxis(low, low * ratio);
            return (
              domain[0] <= low * 1.000001 &&
              domain[1] >= low * ratio * 0.999999 &&
              domain[0] < domain[1] &&
              ticks.length >= 1 &&
              position(low) >= -1e-6 &&
              position(low * ratio) <= 1 + 1e-6
            );
          },
        ),
        { seed: 1 },
      ),
    ).not.toThrow();
  });
});
