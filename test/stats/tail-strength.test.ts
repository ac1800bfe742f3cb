import { describe, expect, it } from 'vitest';
import { independentTailCount } from '../../src/stats/index.ts';

describe('independentTailCount', () => {
  it('is the mean count where the counts scatter as independent calls do, or less', () => {
    // Poisson: variance = mean. Here mean 100, variance 100: ±10 twice each, n − 1 = 3 … 133.
    expect(independentTailCount([90, 100, 100, 110])).toBeCloseTo(100, 9);
    expect(independentTailCount([100, 100, 100])).toBe(100);
  });

  it('falls with the dispersion of the counts', () => {
    // Mean 100, sample variance ((−100)² + 100²) / 1 = 20,000: 200 times Poisson's.
    expect(independentTailCount([0, 200])).toBeCloseTo(100 / 200, 9);
  });

  it('is nothing where nothing was found, and unknown for one replication', () => {
    expect(independentTailCount([0, 0])).toBe(0);
    expect(() => independentTailCount([5])).toThrow(RangeError);
  });
});
