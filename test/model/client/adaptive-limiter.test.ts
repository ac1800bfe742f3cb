import { describe, expect, it } from 'vitest';
import { AdaptiveLimiter } from '../../../src/model/client/adaptive-limiter.ts';
import { MS, SECOND } from '../worlds.ts';
import { SDK_ADAPTIVE } from './clients.ts';

/** Time (ms), throttled, measured rate, fill rate: aws-sdk-go-v2, aws/retry, adaptive rate limit tests. */
const PUBLISHED: readonly [number, boolean, number, number][] = [
  [200, false, 0, 0.5],
  [400, false, 0, 0.5],
  [600, false, 4.8, 0.5],
  [800, false, 4.8, 0.5],
  [1000, false, 4.16, 0.5],
  [1200, false, 4.16, 0.6912],
  [1400, false, 4.16, 1.0976],
  [1600, false, 5.632, 1.6384],
  [1800, false, 5.632, 2.3328],
  [2000, true, 4.3264, 3.02848],
  [2200, false, 4.3264, 3.4866391734702598],
  [2400, false, 4.3264, 3.8218744160402554],
  [2600, false, 5.66528, 4.053385727709987],
  [2800, false, 5.66528, 4.200373108479455],
  [3000, false, 4.333056, 4.282036558348658],
  [3200, true, 4.333056, 2.99742559084406],
  [3400, false, 4.333056, 3.4522263943863463],
];

describe('AdaptiveLimiter', () => {
  it('gives the rates of the test vector that the SDKs share', () => {
    const limiter = new AdaptiveLimiter(SDK_ADAPTIVE, 1);
    for (const [atMs, isThrottled, measured, fillRate] of PUBLISHED) {
      limiter.update(0, isThrottled, atMs * MS);
      expect(limiter.measuredRate(0)).toBeCloseTo(measured, 12);
      expect(limiter.fillRate(0)).toBeCloseTo(fillRate, 12);
    }
  });

  it.each([
    [0.5, 892.8571428571428],
    [1, 1785.7142857142856],
    [2, 2000],
  ])(
    'throttled once at %d s, makes the next attempt wait %d ms (smithy-typescript, core/retry)',
    (atSeconds, waitMs) => {
      const limiter = new AdaptiveLimiter(SDK_ADAPTIVE, 1);
      const nowNs = atSeconds * SECOND;
      limiter.update(0, true, nowNs);
      expect(limiter.take(0, nowNs)).toBe(false);
      expect(limiter.waitNs(0, nowNs)).toBe(Math.ceil(waitMs * MS));
      expect(limiter.take(0, nowNs + Math.ceil(waitMs * MS))).toBe(true);
    },
  );

  it('limits nothing before the first throttled answer, and only the instance that got it', () => {
    const limiter = new AdaptiveLimiter(SDK_ADAPTIVE, 2);
    for (let i = 0; i < 1000; i++) {
      expect(limiter.take(0, i)).toBe(true);
      limiter.update(0, false, i);
    }
    limiter.update(0, true, 1000);
    expect(limiter.take(0, 1000)).toBe(false);
    expect(limiter.take(1, 1000)).toBe(true);
  });

  it('falls to beta of what it measured, and is back there after the cubic root of the window', () => {
    const limiter = new AdaptiveLimiter(SDK_ADAPTIVE, 1);
    // 100 answers a second for 4 s: the smoothed measurement is 100 but for 0.2^8 of it.
    const stepNs = 10 * MS;
    let now = 0;
    const answers = (untilNs: number) => {
      for (now += stepNs; now < untilNs; now += stepNs) limiter.update(0, false, now);
    };
    answers(4 * SECOND);
    limiter.update(0, true, now);
    const before = limiter.measuredRate(0);
    expect(before).toBeCloseTo(100, 2);
    expect(limiter.fillRate(0)).toBeCloseTo(0.7 * before, 9);
    const throttledNs = now;
    const windowNs = Math.cbrt((before * 0.3) / 0.4) * SECOND;
    answers(throttledNs + windowNs / 2);
    expect(limiter.fillRate(0)).toBeGreaterThan(0.7 * before);
    expect(limiter.fillRate(0)).toBeLessThan(before);
    answers(throttledNs + windowNs);
    // Flat there: within a step of 10 ms the cubic stays within 0.4 x 0.02^3 of its plateau.
    expect(limiter.fillRate(0)).toBeCloseTo(before, 4);
    answers(throttledNs + 3 * windowNs);
    // Far beyond, twice the measured rate caps the cubic.
    expect(limiter.fillRate(0)).toBeCloseTo(2 * limiter.measuredRate(0), 9);
  });
});
