import { describe, expect, it } from 'vitest';
import { hashTexts, RollingHash } from '../../src/kernel/fingerprint.ts';

const digestOf = (numbers: readonly number[]) => {
  const hash = new RollingHash();
  numbers.forEach((number) => hash.fold(number));
  return hash.digest();
};

describe('RollingHash', () => {
  it('depends on every number, its high bits and its place', () => {
    const digests = [[1, 2], [2, 1], [1, 3], [1, 2 + 2 ** 32], [1, 2, 0], [1]].map(digestOf);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('rarely collides: 20,000 consecutive inputs give at most the few pairs chance allows', () => {
    const digests = Array.from({ length: 20_000 }, (_, i) => digestOf([i, i * 1e6]));
    // Expected collisions n^2 / 2^33 = 0.05; four or more have probability below 1e-6.
    expect(digests.length - new Set(digests).size).toBeLessThan(4);
  });
});

describe('hashTexts', () => {
  it('tells where one text ends and the next begins', () => {
    expect(hashTexts(['ab', 'c'])).not.toBe(hashTexts(['a', 'bc']));
  });
});
