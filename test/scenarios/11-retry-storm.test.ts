import { beforeAll, describe, expect, it } from 'vitest';
import type { PointResult, Result } from '../../src/plan/index.ts';
import { answer, pointOf } from './answer.ts';

const SCENARIO = '11-retry-storm-failover';
const OFFERED = 1500;
const SHORT = [
  'run.replications=1',
  'run.duration=57 s',
  'faults.0.at=5 s',
  'faults.0.for=20 s',
] as const;

const recoveryOf = (point: PointResult) => point.recoverySeconds['zone-loss'];
const peakOf = ({ windows }: PointResult) => Math.max(...windows.attemptsPerSecond);
/** Successes a second in the last ten seconds, 22 s and more after the zone is back. */
const lateThroughputOf = ({ windows }: PointResult) =>
  windows.throughputPerSecond.slice(-10).reduce((sum, calls) => sum + calls, 0) / 10;
/** Four standard deviations of the calls of a second, of which there are fewer than a hundred. */
const MOST_OFFERED = OFFERED + 4 * Math.sqrt(OFFERED);

describe('11-retry-storm-failover', () => {
  let result: Result;

  beforeAll(async () => {
    result = await answer(SCENARIO, ...SHORT);
  }, 60_000);

  const point = (store: string, mode: string) => pointOf(result, `${store} retryMode=${mode}`);

  it('recovers without retries, when the queues are drained', () => {
    // 20 s, 5 s until the HSM is used again, and what waits: 64 commands, or 2,048 at 300/s.
    for (const [store, drainSeconds] of [
      ['cks', 1],
      ['long-queue', 2048 / 300],
    ] as const) {
      const none = point(store, 'none');
      expect(peakOf(none)).toBeLessThan(MOST_OFFERED);
      expect(recoveryOf(none)!.value).toBeGreaterThan(20);
      expect(recoveryOf(none)!.value).toBeLessThan(25 + drainSeconds + 2);
    }
  });

  it('recovers in the standard modes, whose budgets end a storm of two to three attempts a call', () => {
    for (const store of ['cks', 'long-queue']) {
      for (const mode of ['standard', 'standard-2025']) {
        expect(peakOf(point(store, mode))).toBeGreaterThan(2 * OFFERED);
        expect(recoveryOf(point(store, mode))!.value).toBeLessThan(45);
        expect(lateThroughputOf(point(store, mode))).toBeGreaterThan(0.97 * OFFERED);
      }
    }
  });

  it('collapses for good in legacy mode, at more than four attempts for each call', () => {
    for (const store of ['cks', 'long-queue']) {
      expect(peakOf(point(store, 'legacy'))).toBeGreaterThan(4 * OFFERED);
      expect(recoveryOf(point(store, 'legacy'))).toBeNull();
    }
    // The HSMs would carry 1,800/s. Long queues serve nobody in time, short ones less than half.
    expect(lateThroughputOf(point('long-queue', 'legacy'))).toBeLessThan(0.02 * 1800);
    expect(lateThroughputOf(point('cks', 'legacy'))).toBeLessThan(0.55 * 1800);
    const { utilisationShare } = point('long-queue', 'legacy').stations['hsm-2']!;
    expect(utilisationShare.value).toBeGreaterThan(0.97);
  });

  it('fails next to no call in adaptive mode with short queues, but lets them wait', () => {
    const adaptive = point('cks', 'adaptive');
    expect(peakOf(adaptive)).toBeLessThan(1.7 * OFFERED);
    expect(adaptive.successShare.value).toBeGreaterThan(0.98);
    const p99 = adaptive.phases['zone-loss']!.latencyMs.percentiles['p99']!.value;
    expect(p99).toBeGreaterThan(10_000);
    expect(recoveryOf(adaptive)?.value ?? Infinity).toBeGreaterThan(45);
  });

  it('never begins with a third HSM in a third zone, in any mode', () => {
    for (const mode of ['none', 'standard', 'standard-2025', 'adaptive', 'legacy']) {
      // 5 s until the loss is noticed, and the second after.
      expect(recoveryOf(point('third-hsm', mode))!.value).toBeLessThanOrEqual(10);
      expect(peakOf(point('third-hsm', mode))).toBeLessThan(1.3 * OFFERED);
    }
  });
});
