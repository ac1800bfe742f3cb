import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../../src/kernel/index.ts';
import { Outcome } from '../../../src/model/index.ts';
import { Degradation } from '../../../src/model/kms/degradation.ts';

const SLOW = { kind: 'kms-degraded', factor: 3, failShare: 0 } as const;
const FAILING = { kind: 'kms-degraded', factor: 2, failShare: 1 } as const;

describe('a degraded KMS', () => {
  it('multiplies what is slow at once, and is well when the last fault ends', () => {
    const degradation = new Degradation(new RandomStreams('test'));
    expect(degradation.isDegraded).toBe(false);
    degradation.begin(SLOW);
    degradation.begin(FAILING);
    expect(degradation.factor).toBe(6);
    degradation.end(SLOW);
    expect([degradation.factor, degradation.isDegraded]).toEqual([2, true]);
    degradation.end(FAILING);
    expect([degradation.factor, degradation.isDegraded]).toEqual([1, false]);
  });

  it('draws nothing while no fault fails requests', () => {
    const streams = new RandomStreams('test');
    const degradation = new Degradation(streams);
    degradation.begin(SLOW);
    expect(degradation.outcome(true)).toBe(Outcome.success);
    expect(streams.all()).toEqual([]);
  });

  it('fails with KMSInternalException, or with unavailable key metadata where that is the trouble', () => {
    const degradation = new Degradation(new RandomStreams('test'));
    degradation.begin(FAILING);
    expect(degradation.outcome(true)).toBe(Outcome.kmsDegraded);
    degradation.end(FAILING);
    degradation.begin({ ...FAILING, error: 'KeyUnavailableException' });
    expect(degradation.outcome(false)).toBe(Outcome.keyUnavailable);
  });

  it('fails the share of requests that independent faults together fail', () => {
    const degradation = new Degradation(new RandomStreams('test'));
    degradation.begin({ ...FAILING, failShare: 0.2 });
    degradation.begin({ ...FAILING, failShare: 0.5 });
    const n = 10_000;
    let failed = 0;
    for (let i = 0; i < n; i++) if (degradation.outcome(true) !== Outcome.success) failed++;
    // 1 − 0.8 × 0.5 = 0.6, within four standard deviations of a binomial count.
    expect(Math.abs(failed - 0.6 * n)).toBeLessThan(4 * Math.sqrt(n * 0.6 * 0.4));
  });
});
