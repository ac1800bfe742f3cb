import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FixedWindowLimiter, TokenBucketLimiter } from '../../src/kernel/limiters.ts';

const SECOND = 1e9;

describe('FixedWindowLimiter', () => {
  it('admits its rate in each window and refuses the rest of it', () => {
    const limiter = new FixedWindowLimiter(3, 0);
    const admitted = [0, 1, 2, 3, 4].map((i) => limiter.admit(i * 1000));
    expect(admitted).toEqual([true, true, true, false, false]);
    expect(limiter.admit(SECOND - 1)).toBe(false);
    expect(limiter.admit(SECOND)).toBe(true);
  });

  it('can admit twice its rate in a badly placed second, as AWS documents windows', () => {
    const limiter = new FixedWindowLimiter(100, SECOND / 2);
    let admitted = 0;
    for (let i = 0; i < 1000; i++) if (limiter.admit(SECOND / 4 + i * 500_000)) admitted++;
    expect(admitted).toBe(200);
  });

  it('takes another rate from the next window on, not before', () => {
    const limiter = new FixedWindowLimiter(3, 0);
    limiter.changeRate(1, 0.5 * SECOND);
    const admittedIn = (window: number) =>
      [0.6, 0.7, 0.8, 0.9].filter((at) => limiter.admit((window + at) * SECOND)).length;
    expect(admittedIn(0)).toBe(3);
    expect(admittedIn(1)).toBe(1);
    limiter.changeRate(3, 2.5 * SECOND);
    expect([admittedIn(2), admittedIn(3)]).toEqual([1, 3]);
  });

  it('never admits more than its rate in a window, whatever comes when', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: SECOND - 1 }),
        fc.array(fc.integer({ min: 0, max: 3e8 }), { maxLength: 200 }),
        (rate, phaseNs, gaps) => {
          const limiter = new FixedWindowLimiter(rate, phaseNs);
          const perWindow = new Map<number, number>();
          let now = 0;
          for (const gap of gaps) {
            now += gap;
            if (!limiter.admit(now)) continue;
            const window = Math.floor((now - phaseNs) / SECOND);
            perWindow.set(window, (perWindow.get(window) ?? 0) + 1);
          }
          expect(Math.max(0, ...perWindow.values())).toBeLessThanOrEqual(rate);
        },
      ),
      { seed: 20261123 },
    );
  });
});

describe('TokenBucketLimiter', () => {
  it('starts full, then admits as tokens come', () => {
    const limiter = new TokenBucketLimiter(10, 2);
    expect([limiter.admit(0), limiter.admit(0), limiter.admit(0)]).toEqual([true, true, false]);
    expect(limiter.admit(0.1 * SECOND)).toBe(true);
    expect(limiter.admit(0.15 * SECOND)).toBe(false);
  });

  it('refills at another rate at once, and holds the same time of tokens', () => {
    const limiter = new TokenBucketLimiter(10, 10);
    limiter.changeRate(2, 0);
    const admitted = [0, 0, 0].map(() => limiter.admit(0));
    expect(admitted).toEqual([true, true, false]);
    expect([limiter.admit(0.4 * SECOND), limiter.admit(0.5 * SECOND)]).toEqual([false, true]);
  });

  it('admits at most depth plus rate times time over any span', () => {
    const limiter = new TokenBucketLimiter(50, 50);
    let admitted = 0;
    for (let ms = 0; ms < 10_000; ms++) if (limiter.admit(ms * 1e6)) admitted++;
    expect(admitted).toBe(50 + Math.floor(50 * 9.999));
  });
});
