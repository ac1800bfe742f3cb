import { describe, expect, it } from 'vitest';
import { Outcome, type StoreConfig, type WorldConfig } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import {
  cloudHsm,
  cluster,
  constant,
  direct,
  MS,
  PATIENT_CLIENT,
  SECOND,
  STANDARD,
  withWorkload,
  world,
} from '../worlds.ts';

const STORES: readonly StoreConfig[] = [STANDARD, cloudHsm(), direct()];

/** Cases that a kind of store cannot show, and why. */
const SKIPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  standard: { 'real decrypts happen on HSMs of the cluster': 'it has no cluster of its own' },
  'cloudhsm-direct': {
    'refuses calls over the account quota': 'no KMS quota applies',
    'is silent in a dead zone until the connection is given up': 'it is not reached through KMS',
  },
};

describe.each(STORES)('a key store of kind $kind', (store) => {
  const skips = SKIPS[store.kind] ?? {};
  const claim = (name: string, test: (config: WorldConfig) => void): void => {
    it.skipIf(name in skips)(`${name}${name in skips ? ` (skipped: ${skips[name]})` : ''}`, () =>
      test(world({ store })),
    );
  };

  claim('answers every call once, with success, when nothing is wrong', (config) => {
    const { watcher, world: ran } = watch(config);
    expect(watcher.due).toBeGreaterThan(1900);
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    expect(ran.calls.inFlight).toBe(0);
    expect(ran.attempts.inFlight).toBe(0);
  });

  claim('adds nothing to the latency of a lone call', (config) => {
    const lone = withWorkload(config, { arrivals: { kind: 'constant', ratePerSecond: 2 } });
    const { watcher } = watch(lone);
    expect(watcher.ended.length).toBeGreaterThan(15);
    expect(watcher.ended.every(({ addedNs }) => addedNs === 0)).toBe(true);
  });

  claim('really opens and compares what it decrypts', (config) => {
    const { world: ran, watcher } = watch(config);
    const { operations, verified } = ran.cryptography.counts;
    // One real operation a call, and one for each key's older data.
    expect(operations).toBe(watcher.ended.length + 2);
    expect(verified).toBeGreaterThan(0.4 * watcher.ended.length);
  });

  claim('has the same history whether cryptography is run, sampled or off', (config) => {
    const fingerprints = (['every', 'sampled', 'off'] as const).map((mode) => {
      const { world: ran } = watch({ ...config, crypto: { mode, sampleOneIn: 7 } });
      return ran.fingerprint('');
    });
    expect(new Set(fingerprints).size).toBe(1);
  });

  claim('sees the same arrivals as every other kind with the same seed', (config) => {
    const own = watch(config).watcher.ended.map(({ number, dueNs }) => [number, dueNs]);
    const standard = watch(world({ store: STANDARD })).watcher.ended;
    const byNumber = (rows: number[][]) => rows.sort((a, b) => a[0]! - b[0]!);
    expect(byNumber(own)).toEqual(byNumber(standard.map(({ number, dueNs }) => [number, dueNs])));
  });

  claim('serves on for a client that has gone, and forgets nothing', (config) => {
    const hasty = withWorkload(config, {
      client: { ...PATIENT_CLIENT, attemptTimeoutNs: 4 * MS },
    });
    const { watcher, world: ran } = watch(hasty);
    const { attemptTimeout = 0 } = watcher.outcomes();
    expect(attemptTimeout + (watcher.outcomes()['success'] ?? 0)).toBe(watcher.due);
    expect(ran.attempts.inFlight).toBe(0);
  });

  claim('refuses calls over the account quota', (config) => {
    const limited = {
      ...config,
      kms: { ...config.kms, accountQuota: { kind: 'fixed-window', ratePerSecond: 50 } as const },
    };
    const { watcher, throttled } = watch(limited);
    expect(watcher.outcomes()['throttledByAccount']).toBe(throttled);
    // 11 s touch 12 windows at most; each admits 50.
    expect(watcher.ended.length - throttled).toBeLessThanOrEqual(12 * 50);
    expect(watcher.ended.length - throttled).toBeGreaterThanOrEqual(10 * 50);
  });

  claim('is silent in a dead zone until the connection is given up', (config) => {
    const dying = {
      ...config,
      faults: [
        { name: 'z', kind: 'zone-down', zone: 1, atNs: 3 * SECOND, forNs: 4 * SECOND } as const,
      ],
    };
    const { watcher, world: ran } = watch(dying);
    const lost = watcher.ended.filter(({ outcome }) => outcome === Outcome.connectionLost);
    // Two seconds until the loss is detected, half of 200 calls a second: 200 in the mean,
    // standard deviation 14; five of them either way.
    expect(lost.length).toBeGreaterThan(130);
    expect(lost.length).toBeLessThan(270);
    for (const call of lost) expect(call.endNs - call.dueNs).toBeCloseTo(30.00025 * SECOND, -3);
    expect(ran.attempts.inFlight).toBe(0);
  });

  claim('real decrypts happen on HSMs of the cluster', (config) => {
    const { world: ran } = watch(config);
    const completed = ran.accounts().map((account) => account.completed);
    expect(completed).toHaveLength(2);
    expect(Math.min(...completed)).toBeGreaterThan(0);
  });
});

describe('a cloudhsm key store', () => {
  it('admits its own quota and no more, whatever the number of HSMs', () => {
    for (const hsms of [2, 6]) {
      const store = cloudHsm({
        quota: { kind: 'fixed-window', ratePerSecond: 100 },
        cluster: cluster({ hsms, serviceNs: constant(0.1 * MS) }),
      });
      const { watcher } = watch(world({ store }));
      expect(watcher.admitted).toBeLessThanOrEqual(12 * 100);
      expect(watcher.admitted).toBeGreaterThanOrEqual(10 * 100);
      expect(watcher.outcomes()['throttledByStore']).toBe(watcher.due - watcher.admitted);
    }
  });

  it('throttles below its quota when the HSMs are busy', () => {
    const store = cloudHsm({
      cluster: cluster({ hsms: 1, zones: 1, serviceNs: constant(20 * MS), queueLimit: 4 }),
    });
    const { watcher } = watch(world({ store }));
    const { throttledByBusyHsms = 0, success = 0 } = watcher.outcomes();
    expect(throttledByBusyHsms + success).toBe(watcher.due);
    // One HSM of 50 commands a second cannot carry 200.
    expect(success / 11).toBeLessThan(60);
  });

  it('answers KMSInternalException at once when all sessions are taken', () => {
    const store = cloudHsm({
      sessionsPerHsm: 1,
      cluster: cluster({ hsms: 1, zones: 1, serviceNs: constant(50 * MS) }),
    });
    const { watcher } = watch(world({ store }));
    const internal = watcher.ended.filter(({ outcome }) => outcome === Outcome.internal);
    expect(internal.length).toBeGreaterThan(1000);
    // Hop, front and handling, hop: 0.25 + 3 + 2 + 0.25 ms.
    for (const { dueNs, endNs } of internal) expect(endNs - dueNs).toBe(5.5 * MS);
  });

  it('counts what a busy HSM was asked in vain as added latency', () => {
    const serviceNs = 20 * MS;
    const store = cloudHsm({
      busyBaseDelayNs: 0.1 * MS,
      cluster: cluster({ hsms: 1, zones: 1, serviceNs: constant(serviceNs), queueLimit: 0 }),
    });
    const config = withWorkload(world({ store }), {
      arrivals: { kind: 'poisson', ratePerSecond: 40 },
    });
    const { watcher } = watch(config);
    const served = watcher.ended.filter(({ outcome }) => outcome === Outcome.success);
    expect(served.some(({ addedNs }) => addedNs > 0)).toBe(true);
    // Whatever was added, the rest is the way without load: hops, front, handling, one service.
    for (const { endNs, dueNs, addedNs } of served) {
      const unloaded = endNs - dueNs - addedNs;
      expect([25.7 * MS, 26.3 * MS]).toContain(unloaded);
    }
  });

  it('sends a data key as one command; used directly it is two that share the weight', () => {
    const mix = { operations: [{ operation: 'GenerateDataKey', share: 1 }] } as const;
    const counts = [cloudHsm(), direct()].map((store) => {
      const { world: ran, watcher } = watch(withWorkload(world({ store }), mix));
      const completed = ran.accounts().reduce((sum, account) => sum + account.completed, 0);
      return completed / watcher.due;
    });
    expect(counts).toEqual([1, 2]);
  });
});
