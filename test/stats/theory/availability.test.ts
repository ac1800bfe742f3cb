import { describe, expect, it } from 'vitest';
import { atLeastWorking } from '../../../src/stats/theory/availability.ts';

describe('k of n parts', () => {
  it('agree with counting every state', () => {
    for (const availability of [0.3, 0.9, 0.999]) {
      for (let parts = 1; parts <= 6; parts++) {
        for (let needed = 0; needed <= parts; needed++) {
          let expected = 0;
          for (let state = 0; state < 2 ** parts; state++) {
            const working = state.toString(2).replaceAll('0', '').length;
            if (working < needed) continue;
            expected += availability ** working * (1 - availability) ** (parts - working);
          }
          expect(atLeastWorking(needed, parts, availability)).toBeCloseTo(expected, 13);
        }
      }
    }
  });

  it('are a series for all of them and a parallel set for one', () => {
    expect(atLeastWorking(3, 3, 0.99)).toBeCloseTo(0.99 ** 3, 14);
    expect(atLeastWorking(1, 3, 0.99)).toBeCloseTo(1 - 1e-6, 14);
  });

  it('are certain or impossible at the ends', () => {
    expect([atLeastWorking(0, 3, 0), atLeastWorking(3, 3, 1)]).toEqual([1, 1]);
    expect(atLeastWorking(1, 3, 0)).toBe(0);
  });

  it('refuse bad arguments', () => {
    const bad: [number, number, number][] = [
      [1, 0, 0.5],
      [4, 3, 0.5],
      [1.5, 3, 0.5],
      [1, 3, 1.1],
      [1, 3, NaN],
    ];
    for (const [needed, parts, availability] of bad) {
      expect(() => atLeastWorking(needed, parts, availability)).toThrow(RangeError);
    }
  });
});
