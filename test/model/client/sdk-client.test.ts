import { describe, expect, it } from 'vitest';
import { Outcome } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import {
  cloudHsm,
  cluster,
  constant,
  direct,
  MS,
  PATIENT_CLIENT,
  SECOND,
  withWorkload,
  world,
} from '../worlds.ts';

const throttledHard = world({
  store: cloudHsm({ quota: { kind: 'fixed-window', ratePerSecond: 50 } }),
});

describe('SdkClient', () => {
  it('tries a throttled call as often as allowed and then gives up', () => {
    const config = withWorkload(throttledHard, {
      client: { ...PATIENT_CLIENT, retry: { ...PATIENT_CLIENT.retry, maxAttempts: 4 } },
    });
    const { watcher } = watch(config);
    const failed = watcher.ended.filter(({ outcome }) => outcome !== Outcome.success);
    expect(failed.length).toBeGreaterThan(100);
    expect(failed.every(({ attempts }) => attempts === 4)).toBe(true);
    expect(watcher.attempts).toBe(watcher.ended.reduce((sum, { attempts }) => sum + attempts, 0));
  });

  it('ends a call at its call time-out, in an attempt or in a back-off', () => {
    const client = {
      ...PATIENT_CLIENT,
      callTimeoutNs: 1500 * MS,
      retry: { ...PATIENT_CLIENT.retry, maxAttempts: 10 },
    };
    const { watcher, world: ran } = watch(withWorkload(throttledHard, { client }));
    const timedOut = watcher.ended.filter(({ outcome }) => outcome === Outcome.callTimeout);
    expect(timedOut.length).toBeGreaterThan(500);
    for (const { dueNs, endNs } of timedOut) expect(endNs - dueNs).toBe(1500 * MS);
    expect(ran.calls.inFlight).toBe(0);
    expect(ran.attempts.inFlight).toBe(0);
  });

  it('lets an abandoned command be served, unless told to cancel: then it leaves the queue', () => {
    const completedWith = (cancelOnTimeout: boolean) => {
      const store = direct({
        cluster: cluster({ hsms: 1, zones: 1, serviceNs: constant(10 * MS), queueLimit: null }),
      });
      const config = withWorkload(world({ store }), {
        operations: [{ operation: 'Decrypt', share: 1 }],
        client: { ...PATIENT_CLIENT, attemptTimeoutNs: 50 * MS, cancelOnTimeout },
      });
      const { world: ran, watcher } = watch(config);
      expect(ran.attempts.inFlight).toBe(0);
      return { completed: ran.accounts()[0]!.completed, due: watcher.due, watcher };
    };
    const abandoned = completedWith(false);
    expect(abandoned.completed).toBe(abandoned.due);
    const cancelled = completedWith(true);
    expect(cancelled.completed).toBeLessThan(0.6 * cancelled.due);
    // Reneging keeps the queue short, so that what is served is served for somebody.
    expect(cancelled.watcher.outcomes()['success']).toBeGreaterThan(
      5 * (abandoned.watcher.outcomes()['success'] ?? 0),
    );
  });

  it('keeps a closed workload at its number of clients', () => {
    const config = withWorkload(world({ store: direct() }), {
      arrivals: { kind: 'closed', clients: 5, thinkNs: constant(10 * MS) },
      client: { ...PATIENT_CLIENT, instances: 5 },
    });
    const { watcher } = watch(config);
    const marks = watcher.ended
      .flatMap(({ dueNs, endNs }) => [
        [dueNs, 1],
        [endNs, -1],
      ])
      .sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
    let present = 0;
    let most = 0;
    for (const [, step] of marks) most = Math.max(most, (present += step!));
    expect(most).toBe(5);
    expect(watcher.due).toBeGreaterThan((5 * 11 * SECOND) / (20 * MS));
  });
});
