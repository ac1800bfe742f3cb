import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../../src/kernel/index.ts';
import { FirstLives } from '../../../../src/model/workload/services/first-lives.ts';
import { ServiceCache } from '../../../../src/model/workload/services/service-cache.ts';

const LIFE = 100;
const WARM_UP = 10;

function start() {
  return { untilNs: WARM_UP, shares: new RandomStreams('first-lives').stream('shares') };
}

function firstLives(isRenewed: (entry: number) => boolean = () => true) {
  return new FirstLives(start(), LIFE, isRenewed);
}

/** The part of its life that an entry asked for and fetched at these instants has. */
function shareOf(lives: FirstLives, entry: number, askedNs: number, fetchedNs = askedNs): number {
  lives.missed(entry, askedNs);
  return lives.shareLeft(entry, fetchedNs);
}

describe('the first life of an entry', () => {
  it('is uniform in the life: the mean and the mean square of what is left are 1/2 and 1/3', () => {
    const n = 4000;
    const lives = firstLives();
    const shares = Array.from({ length: n }, (_, entry) => shareOf(lives, entry, 0));
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / n;
    // 99.9 % intervals; the variances of U and U² are 1/12 and 4/45.
    expect(Math.abs(mean(shares) - 1 / 2)).toBeLessThan(3.29 * Math.sqrt(1 / 12 / n));
    const squares = shares.map((share) => share * share);
    expect(Math.abs(mean(squares) - 1 / 3)).toBeLessThan(3.29 * Math.sqrt(4 / 45 / n));
  });

  it('is the only one that is cut short, and only where it is asked for in the warm-up', () => {
    const lives = firstLives();
    expect(shareOf(lives, 1, 0)).toBeLessThan(1);
    expect(shareOf(lives, 1, 5)).toBe(1);
    expect(shareOf(lives, 2, WARM_UP - 1, WARM_UP + 5)).toBeLessThan(1);
    expect(shareOf(lives, 3, WARM_UP)).toBe(1);
  });

  it('is whole for what was not there before', () => {
    const lives = firstLives((entry) => entry % 2 === 0);
    expect(shareOf(lives, 7, 0)).toBe(1);
    expect(shareOf(lives, 8, 0)).toBeLessThan(1);
  });

  it('begins with the first fetch that succeeds', () => {
    const lives = firstLives();
    lives.missed(1, 0);
    lives.failed(1);
    expect(shareOf(lives, 1, 20)).toBeLessThan(1);
    expect(shareOf(lives, 1, 30)).toBe(1);
  });

  it('ends at one instant, however many fetch the entry at once', () => {
    const lives = firstLives();
    lives.missed(1, 0);
    lives.missed(1, 0);
    const ends = [1, 2].map((nowNs) => nowNs + lives.shareLeft(1, nowNs) * LIFE);
    expect(ends[1]).toBeCloseTo(ends[0]!, 9);
    expect(lives.shareLeft(1, 3)).toBe(1);
  });
});

describe('a cache that starts in the middle of its work', () => {
  it('renews uses as it renews lives: each used entry has any number of them left', () => {
    const uses = 10;
    const cache = new ServiceCache({
      lifeNs: 1e9,
      isShared: true,
      capacity: Infinity,
      start: start(),
      isRenewed: () => true,
    });
    const entries = Array.from({ length: 1000 }, (_, entry) => entry);
    const fetches = Array.from({ length: 21 }, (_, round) => {
      const missing = entries.filter((entry) => cache.ask(entry, 0, round) === 1);
      for (const entry of missing) cache.fetched(entry, round, uses);
      return missing.length;
    });
    // From the first round on one use in ten fetches; 99.99 % of a binomial, twenty times.
    expect(fetches[0]).toBe(1000);
    for (const count of fetches.slice(1)) {
      expect(Math.abs(count - 100)).toBeLessThan(3.89 * Math.sqrt(1000 * 0.09));
    }
  });
});
