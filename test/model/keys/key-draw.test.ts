import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/kernel/index.ts';
import { KeyDraw } from '../../../src/model/keys/key-draw.ts';
import { zipfShares } from '../../../src/model/keys/key-popularity.ts';

describe('the key of a call', () => {
  it.each([
    [1, 0.9],
    [7, 0.9],
    [12, 2.5],
  ])('of %d is drawn by the law of exponent %d, with one number a call', (keys, exponent) => {
    const stream = new RandomStreams('keys').stream('test');
    const draw = new KeyDraw(keys, exponent, stream);
    const calls = 100_000;
    const counts = Array.from({ length: keys }, () => 0);
    for (let i = 0; i < calls; i++) counts[draw.next()]!++;
    expect(stream.draws).toBe(calls);
    zipfShares(keys, exponent).forEach((share, key) => {
      // Five standard deviations of a binomial count.
      const reach = 5 * Math.sqrt(calls * share * (1 - share));
      expect(Math.abs(counts[key]! - calls * share)).toBeLessThanOrEqual(reach);
    });
  });
});
