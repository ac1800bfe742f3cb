import { describe, expect, it } from 'vitest';
import { Outcome, OUTCOMES, type FaultKind } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import { cloudHsm, external, MS, SECOND, world } from '../worlds.ts';
import { fixed } from './faults.ts';

const AT = 4 * SECOND;
const FOR = 3 * SECOND;

function during(kind: FaultKind) {
  const { watcher } = watch(world({ store: external(), faults: [fixed(kind, AT, FOR)] }));
  const calls = watcher.ended.filter(({ dueNs }) => dueNs > AT && dueNs < AT + FOR - 600 * MS);
  expect(calls.length).toBeGreaterThan(400);
  const after = watcher.ended.filter(({ dueNs }) => dueNs > AT + FOR + SECOND);
  expect(after.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
  return calls.map((call) => ({ ...call, tookNs: call.endNs - call.dueNs }));
}

describe('a proxy', () => {
  it('that refuses connections fails calls within one round trip', () => {
    const calls = during({ kind: 'proxy-down', isSilent: false });
    expect(calls.every(({ outcome }) => outcome === Outcome.proxyUnreachable)).toBe(true);
    expect(Math.max(...calls.map(({ tookNs }) => tookNs))).toBeLessThan(50 * MS);
  });

  it('that says nothing fails calls after two time-outs of 250 ms', () => {
    const calls = during({ kind: 'proxy-down', isSilent: true });
    const failed = calls.filter(({ outcome }) => outcome !== Outcome.success);
    expect(failed).toHaveLength(calls.length);
    const longest = Math.max(...calls.map(({ tookNs }) => tookNs));
    expect(longest).toBeGreaterThan(500 * MS);
    expect(longest).toBeLessThan(520 * MS);
  });

  it('that is slow adds what its work takes longer', () => {
    const calls = during({ kind: 'proxy-slow', factor: 5 });
    expect(calls.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
    // Four times 4 ms more.
    expect(Math.min(...calls.map(({ addedNs }) => addedNs))).toBe(16 * MS);
  });

  it('that throttles answers what exceeds its rate with 429', () => {
    const calls = during({ kind: 'proxy-throttling', ratePerSecond: 50 });
    const throttled = calls.filter(({ outcome }) => outcome === Outcome.proxyThrottled);
    // 150 of 200 calls a second; windows of a second may cut the ends.
    expect(throttled.length / calls.length).toBeGreaterThan(0.6);
    expect(throttled.length / calls.length).toBeLessThan(0.85);
  });

  it('that answers errors does so for its share', () => {
    const calls = during({ kind: 'proxy-errors', share: 0.4, error: 'InternalException' });
    const failed = calls.filter(({ outcome }) => outcome === Outcome.proxyError).length;
    const n = calls.length;
    expect(Math.abs(failed - 0.4 * n)).toBeLessThan(4 * Math.sqrt(n * 0.4 * 0.6));
  });

  it('never makes an SDK try again', () => {
    for (const outcome of [
      Outcome.proxyError,
      Outcome.proxyThrottled,
      Outcome.proxyTimeout,
      Outcome.proxyUnreachable,
    ]) {
      expect(OUTCOMES[outcome]).toMatchObject({
        error: 'KMSInvalidStateException',
        retry: 'never',
      });
    }
  });

  it('is nothing to a CloudHSM key store', () => {
    const faults = [fixed({ kind: 'proxy-down', isSilent: true }, AT, FOR)];
    const { watcher } = watch(world({ store: cloudHsm(), faults }));
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    expect(watcher.faults).toHaveLength(2);
  });
});
