import { describe, expect, it } from 'vitest';
import { Outcome, type StoreConfig, type WorldConfig } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import {
  clientLibrary,
  cloudHsm,
  cluster,
  constant,
  direct,
  MS,
  SECOND,
  withWorkload,
  world,
} from '../worlds.ts';

/** One workload of 200 calls a second of one operation. */
function calling(
  operation: WorldConfig['workloads'][number]['operations'][number]['operation'],
  store: StoreConfig = cloudHsm(),
): WorldConfig {
  return withWorkload(world({ store }), { operations: [{ operation, share: 1 }] });
}

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

  it('sends ReEncrypt as two commands, one for each side, that share its weight', () => {
    const store = cloudHsm({
      cluster: cluster({ serviceNs: constant(1 * MS), weights: { ReEncrypt: 2 } }),
    });
    const { world: ran, watcher } = watch(calling('ReEncrypt', store));
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    const accounts = ran.accounts();
    const sum = (of: 'completed' | 'serviceSumNs') =>
      accounts.reduce((total, account) => total + account[of], 0);
    expect(sum('completed')).toBe(2 * watcher.due);
    expect(sum('serviceSumNs')).toBe(2 * watcher.due * MS);
    // Both were really run, the one from before the run beside them.
    expect(ran.cryptography.counts.operations).toBe(2 * watcher.due + 2);
  });

  it('has GenerateRandom done by an HSM, whatever keys it lacks', () => {
    const { world: ran, watcher } = watch(calling('GenerateRandom'), 'test', ({ cluster: own }) => {
      own!.loseKeysOf(0);
      own!.loseKeysOf(1);
    });
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    const completed = ran.accounts().reduce((sum, account) => sum + account.completed, 0);
    expect(completed).toBe(watcher.due);
  });

  it('grants at once, connected or not: that is metadata and no HSM is asked', () => {
    const { world: ran, watcher } = watch(calling('CreateGrant'));
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    expect(ran.accounts().every(({ arrived }) => arrived === 0)).toBe(true);
  });

  it('asks another HSM where the key is not on the first', () => {
    const { watcher } = watch(world(), 'test', ({ cluster: own }) => own!.removeKey(1, 0));
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    const asked = watcher.ended.map(({ endNs, dueNs, addedNs }) => [endNs - dueNs, addedNs]);
    // What was asked in vain: a round trip of 0.2 or 0.8 ms.
    expect(asked.some(([, addedNs]) => addedNs === 0.2 * MS || addedNs === 0.8 * MS)).toBe(true);
  });

  it('answers that the material is absent where no HSM has the key; the other key works', () => {
    const { watcher } = watch(world(), 'test', ({ cluster: own }) => {
      own!.removeKey(1, 0);
      own!.removeKey(1, 1);
    });
    const { success = 0, keyMaterialAbsent = 0 } = watcher.outcomes();
    expect(success + keyMaterialAbsent).toBe(watcher.due);
    // Two keys, in turn.
    expect(Math.abs(success - keyMaterialAbsent)).toBeLessThanOrEqual(1);
  });

  it('cannot use an HSM without a login of kmsuser, which a client library can', () => {
    const logout = ({ cluster: own }: { cluster: { logout(hsm: number): void } | null }) => {
      own!.logout(0);
      own!.logout(1);
    };
    const { watcher } = watch(world(), 'test', logout);
    expect(watcher.outcomes()).toEqual({ invalidState: watcher.due });
    const library = watch(world({ store: direct() }), 'test', logout).watcher;
    expect(library.outcomes()).toEqual({ success: library.due });
  });
});

describe('load beside the key store, through PKCS#11', () => {
  /** 600 KMS calls a second on HSMs of 1,000 commands together, and so much beside them. */
  const shared = (foreignRate: number) => {
    const store = cloudHsm({
      pkcs11: clientLibrary(),
      cluster: cluster({ serviceNs: constant(2 * MS) }),
    });
    const config = world({ store, durationNs: 5 * SECOND });
    const [own] = config.workloads;
    const poisson = (ratePerSecond: number) => ({ kind: 'poisson', ratePerSecond }) as const;
    return {
      ...config,
      access: { ...config.access, usesKeysOf: [0, 1] },
      workloads: [
        { ...own!, arrivals: poisson(600) },
        { ...own!, name: 'beside', via: 'pkcs11' as const, arrivals: poisson(foreignRate) },
      ],
    };
  };

  it('makes KMS throttle far below the quota of the key store', () => {
    const alone = watch(shared(1)).watcher;
    expect(alone.outcomes()).toEqual({ success: alone.due });
    const { watcher, world: ran } = watch(shared(1500));
    const { throttledByBusyHsms = 0, throttledByStore, throttledByAccount } = watcher.outcomes();
    expect(throttledByBusyHsms).toBeGreaterThan(0.1 * 600 * 6);
    expect([throttledByStore, throttledByAccount]).toEqual([undefined, undefined]);
    // The library's calls meet busy HSMs too, and nobody else's errors.
    expect(watcher.outcomes()['functionFailed']).toBeGreaterThan(0);
    expect(ran.attempts.inFlight).toBe(0);
  });

  it('draws from streams of its own: what KMS calls draw is as it is without it', () => {
    const spread = (foreignRate: number) => {
      const { store, ...config } = shared(foreignRate);
      const own = cluster({ zones: 1, serviceNs: { kind: 'exponential', mean: 0.5 * MS } });
      return {
        ...config,
        network: { ...config.network, zones: 1 },
        store: { ...store, cluster: own } as StoreConfig,
      };
    };
    /** When each call was due, and what it takes without any waiting. */
    const drawn = (config: WorldConfig) =>
      watch(config).watcher.ended.map(
        ({ dueNs, endNs, addedNs }) => `${dueNs} ${endNs - dueNs - addedNs}`,
      );
    const both = spread(50);
    const [workload] = both.workloads;
    const alone = drawn({ ...both, access: world().access, workloads: [workload!] });
    const beside = new Set(drawn(both));
    expect(alone.length).toBeGreaterThan(3000);
    expect(alone.every((call) => beside.has(call))).toBe(true);
  });
});
