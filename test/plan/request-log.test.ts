import { describe, expect, it } from 'vitest';
import { portableAesGcm } from '../../src/model/index.ts';
import { logRequests, runOnce, type LogEntry } from '../../src/plan/index.ts';
import { cloudHsm, SECOND, withWorkload, world } from '../model/worlds.ts';

const CONFIG = withWorkload(
  world({
    durationNs: 5 * SECOND,
    store: cloudHsm({ quota: { kind: 'fixed-window', ratePerSecond: 50 } }),
    timeline: [
      {
        name: 'audit',
        atNs: 3 * SECOND,
        delayNs: 0,
        action: { kind: 'AuditCiphertexts' },
      },
    ],
  }),
  { arrivals: { kind: 'constant', ratePerSecond: 100 } },
);

function log(most = Infinity): LogEntry[] {
  const entries: LogEntry[] = [];
  logRequests({ config: CONFIG, seed: 'a' }, portableAesGcm, (entry) => {
    entries.push(entry);
    return entries.length < most;
  });
  return entries;
}

describe('logRequests', () => {
  it('tells of every request of the run, throttled ones included', () => {
    const requests = log().filter((entry) => entry.kind === 'request');
    const run = runOnce({ config: CONFIG, seed: 'a' });
    const offered = run.windows.attempts.reduce((sum, count) => sum + count, 0);
    expect(requests).toHaveLength(offered);
    const refused = requests.filter(({ outcome }) => outcome.error === 'ThrottlingException');
    const throttled = run.reasons.reduce((sum, { count }) => sum + count, 0);
    expect(refused).toHaveLength(throttled);
    expect(throttled).toBeGreaterThan(200);
  });

  it('counts time from the start of the measured time, and leaves the warm-up out', () => {
    const times = log().map(({ atNs }) => atNs);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...times)).toBeLessThan(5 * SECOND);
  });

  it('tells of the control plane between the requests', () => {
    const control = log().filter((entry) => entry.kind === 'control');
    // At 3 s of the run, of which the first was warm-up.
    expect(control.map(({ atNs, event }) => [atNs, event.action])).toContainEqual([
      2 * SECOND,
      'AuditCiphertexts',
    ]);
  });

  it('stops when it is told that this is enough', () => {
    expect(log(10)).toHaveLength(10);
  });
});
