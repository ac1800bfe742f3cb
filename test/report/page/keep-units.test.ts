import { describe, expect, it } from 'vitest';
import { keepUnits } from '../../../src/report/page/keep-units.ts';

describe('keepUnits', () => {
  it('lets no line break between a number, its interval and its unit', () => {
    expect(keepUnits('within 31.8 ± 0.9 ms at 40 % in 2 min 30 s, 5 sheep')).toBe(
      'within 31.8\u00a0±\u00a00.9\u00a0ms at 40\u00a0% in 2\u00a0min 30\u00a0s, 5 sheep',
    );
  });
});
