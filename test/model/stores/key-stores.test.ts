import { describe, expect, it, vi } from 'vitest';
import type { Law } from '../../../src/kernel/index.ts';
import {
  isThrottled,
  Outcome,
  placeKeys,
  type CloudHsmStoreConfig,
  type FaultKind,
  type WorldConfig,
} from '../../../src/model/index.ts';
import { fixed } from '../faults/faults.ts';
import { watch } from '../watch.ts';
import {
  account,
  cloudHsm,
  cluster,
  constant,
  MS,
  SECOND,
  withWorkload,
  world,
} from '../worlds.ts';

type Workload = Partial<WorldConfig['workloads'][number]>;

/** So many key stores of 2 HSMs over 12 keys, 200 calls a second, quota and HSMs far away. */
function stores(
  keyStores: number,
  workload: Workload = {},
  store: Partial<CloudHsmStoreConfig> = {},
  rest: Partial<WorldConfig> = {},
): WorldConfig {
  const config = world({ store: cloudHsm({ keyStores, ...store }), ...rest });
  return withWorkload(config, { keys: 12, ...workload });
}

function poisson(ratePerSecond: number): Workload {
  return { arrivals: { kind: 'poisson', ratePerSecond } };
}

const QUICK = cluster({ serviceNs: constant(0.1 * MS) });

describe('several key stores that share the keys', () => {
  it.each([1, 2, 3, 6])('admit %d times the quota of one and no more', (keyStores) => {
    const quota = { kind: 'fixed-window', ratePerSecond: 100 } as const;
    const config = stores(keyStores, poisson(1000), { quota, cluster: QUICK });
    const { watcher } = watch({ ...config, crypto: { mode: 'off', sampleOneIn: 1 } });
    // Arrivals of 11 s touch at most 12 windows of each key store, and fill at least 10.
    expect(watcher.admitted).toBeLessThanOrEqual(12 * 100 * keyStores);
    expect(watcher.admitted).toBeGreaterThanOrEqual(10 * 100 * keyStores);
    expect(watcher.outcomes()).toEqual({
      success: watcher.admitted,
      throttledByStore: watcher.due - watcher.admitted,
    });
  });

  it('of 1,800/s each carry 10,000/s from 6 on; of 5 the quotas refuse a tenth', () => {
    // HSMs of 1,800 commands a second, two in each.
    const busy = cluster({ serviceNs: { kind: 'exponential', mean: SECOND / 1800 } });
    const share = (keyStores: number) => {
      const config = stores(keyStores, { ...poisson(10_000), keys: 60 }, { cluster: busy });
      const { watcher } = watch({
        ...config,
        kms: { ...config.kms, accounts: [account(100_000)] },
        crypto: { mode: 'off', sampleOneIn: 1 },
      });
      // Eight whole windows of each key store, wherever they turn.
      const seen = watcher.ended.filter(({ dueNs }) => dueNs >= 2 * SECOND && dueNs < 10 * SECOND);
      return seen.filter(({ outcome }) => isThrottled(outcome)).length / seen.length;
    };
    // 10,000 in 6 parts are 1,667/s with a standard deviation of 17, since keys take turns: 1,800
    // are eight of them away. What busy HSMs refuse is next to nothing at 46 % of their time.
    expect(share(6)).toBeLessThan(1e-4);
    // Of 2,000/s each admits 1,800. The number that came in 8 s, 80,000, has a standard deviation of
    // 283: five of them, times 0.9, over 80,000 calls.
    expect(Math.abs(share(5) - 0.1)).toBeLessThan(0.016);
  });

  it('cannot help a key that takes more than one quota alone', () => {
    const quota = { kind: 'fixed-window', ratePerSecond: 200 } as const;
    const refused = (keyStores: number) => {
      // By Zipf's law with exponent 3 the first of 12 keys gets 83 % of 800/s.
      const skewed = { ...poisson(800), keySkew: 3 };
      const { watcher } = watch(stores(keyStores, skewed, { quota, cluster: QUICK }));
      return watcher.outcomes()['throttledByStore'] ?? 0;
    };
    const [two, ten] = [2, 10].map(refused);
    // 665/s meet 200/s: 465/s over 11 s, less what fits into the windows at both ends.
    expect(two).toBeGreaterThan(4000);
    // The other keys never filled theirs, so that it is the same calls that are refused.
    expect(ten).toBe(two);
  });

  it('hold their own keys alone, and really open there what was sealed under them', () => {
    const config = stores(3, {
      operations: [
        { operation: 'Decrypt', share: 0.7 },
        { operation: 'GenerateDataKey', share: 0.3 },
      ],
    });
    const { storeOfKey } = placeKeys(config, 3);
    const opened: [number, number][] = [];
    const { world: ran, watcher } = watch(config, 'test', ({ cluster: own }) => {
      for (const { vault, keyStore } of own!.hsms) {
        const open = vault.open.bind(vault);
        vi.spyOn(vault, 'open').mockImplementation((key, ...rest) => {
          opened.push([key, keyStore]);
          return open(key, ...rest);
        });
      }
    });
    for (const { vault, keyStore } of ran.cluster!.hsms) {
      expect(vault.keys()).toEqual(
        [...storeOfKey.keys()].filter((k) => storeOfKey[k] === keyStore),
      );
    }
    expect(watcher.outcomes()).toEqual({ success: watcher.due });
    expect(opened.length).toBe(ran.cryptography.counts.verified);
    expect(opened.length).toBeGreaterThan(1000);
    expect(opened.every(([key, keyStore]) => storeOfKey[key] === keyStore)).toBe(true);
  });

  it('draw for a call what one key store draws: alone, it takes the same time', () => {
    const chance: Law = { kind: 'exponential', mean: 1 * MS };
    const lone = (keyStores: number) => {
      const config = stores(
        keyStores,
        { arrivals: { kind: 'constant', ratePerSecond: 2 }, keySkew: 0.9 },
        { handlingNs: chance, cluster: cluster({ zones: 1, serviceNs: chance }) },
        { durationNs: 100 * SECOND },
      );
      const network = { ...config.network, zones: 1, sameZoneHopNs: chance };
      const { watcher } = watch({ ...config, network });
      return watcher.ended.map(({ number, dueNs, endNs }) => [number, endNs - dueNs]);
    };
    const alone = lone(1);
    expect(new Set(alone.map(([, ns]) => ns)).size).toBeGreaterThan(150);
    for (const keyStores of [2, 5]) expect(lone(keyStores)).toEqual(alone);
  });

  it('number their HSMs over all of them, those of the first key store first', () => {
    const names = (keyStores: number) =>
      watch(stores(keyStores))
        .world.accounts()
        .map(({ name }) => name);
    expect(names(1)).toEqual(['hsm-1', 'hsm-2']);
    expect(names(2)).toEqual(['store-1/hsm-1', 'store-1/hsm-2', 'store-2/hsm-3', 'store-2/hsm-4']);
  });
});

describe('a fault where several key stores share the keys', () => {
  function upAfter(...faults: readonly FaultKind[]): readonly (readonly [string, boolean])[] {
    const broken = faults.map((fault, i) => fixed(fault, 3 * SECOND, 100 * SECOND, `f${i}`));
    const config = stores(3, {}, {}, { faults: broken });
    return watch({ ...config, drainNs: 20 * SECOND }).world.cluster!.hsms.map(
      ({ name, isBelievedUp }) => [name, isBelievedUp],
    );
  }

  it('of a zone takes the HSMs of all clusters in it', () => {
    const up = upAfter({ kind: 'zone-down', zone: 1 });
    expect(up.map(([, isUp]) => isUp)).toEqual([true, false, true, false, true, false]);
  });

  it('of one HSM is of that number over all clusters', () => {
    const up = upAfter({ kind: 'hsm-down', hsm: 3 });
    expect(up.filter(([, isUp]) => !isUp)).toEqual([['store-2/hsm-4', false]]);
  });

  it('of all HSMs is of all key stores', () => {
    expect(upAfter({ kind: 'all-hsms-down' }).some(([, isUp]) => isUp)).toBe(false);
  });

  it('of one cluster costs the calls of its keys, and no others', () => {
    const faults = [2, 3].map((hsm) =>
      fixed({ kind: 'hsm-down', hsm }, 2 * SECOND, 60 * SECOND, `hsm ${hsm}`),
    );
    const config = stores(3, {}, {}, { faults, durationNs: 30 * SECOND });
    const { watcher } = watch(config);
    const during = watcher.ended.filter(({ dueNs }) => dueNs > 4 * SECOND);
    const failed = during.filter(({ outcome }) => outcome !== Outcome.success);
    expect(new Set(failed.map(({ outcome }) => outcome))).toEqual(new Set([Outcome.invalidState]));
    // Keys take turns: every third call, but for calls of the last turn.
    expect(Math.abs(failed.length - during.length / 3)).toBeLessThan(4);
  });

  it('of the quota of key stores lowers each of them', () => {
    const lowered = { kind: 'quota-lowered', quota: 'key-store', ratePerSecond: 20 } as const;
    const faults = [fixed(lowered, 1 * SECOND, 60 * SECOND)];
    const { watcher } = watch(stores(3, {}, {}, { faults }));
    // Each of three admits 20 in a window from the next one on, of 11 or 12.
    const served = watcher.outcomes()['success'] ?? 0;
    expect(served).toBeGreaterThanOrEqual(3 * 10 * 20);
    expect(served).toBeLessThanOrEqual(200 * 2 + 3 * 11 * 20);
  });

  it('that takes HSMs for good ends with new ones that hold the keys of their own key store', () => {
    const faults = [0, 3, 5].map((hsm) =>
      fixed({ kind: 'hsm-down', hsm }, 2 * SECOND, null, `hsm ${hsm}`),
    );
    const config = stores(3, {}, {}, { faults, durationNs: 40 * SECOND });
    const { world: ran, watcher } = watch(config);
    const { storeOfKey } = placeKeys(config, 3);
    expect(watcher.faults.filter(([, what]) => what === 'end')).toHaveLength(3);
    const replaced = watcher.control.filter(({ action }) => action === 'HsmReplaced');
    expect(replaced.map(({ detail }) => detail)).toEqual([
      'store-1/hsm-1 is ACTIVE with 4 keys of backup-4.',
      'store-2/hsm-4 is ACTIVE with 4 keys of backup-5.',
      'store-3/hsm-6 is ACTIVE with 4 keys of backup-6.',
    ]);
    for (const { vault, keyStore, hardware, number, isUsable, isLoggedIn } of ran.cluster!.hsms) {
      expect(vault.keys().every((key) => storeOfKey[key] === keyStore)).toBe(true);
      expect([vault.keys().length, isUsable, isLoggedIn]).toEqual([4, true, true]);
      expect(hardware).toBe([0, 3, 5].includes(number) ? 1 : 0);
    }
    const { keys, audit } = ran.durability();
    expect([keys.readable, audit.failed]).toEqual([12, 0]);
  });

  it('that takes a whole cluster for good loses the young keys of that key store', () => {
    const faults = [0, 1].map((hsm) =>
      fixed({ kind: 'hsm-down', hsm }, 2 * SECOND, null, `hsm ${hsm}`),
    );
    const young = { keysSinceBackup: 6 };
    const { world: ran } = watch(stores(3, young, {}, { faults, durationNs: 40 * SECOND }));
    // Of the last 6 of 12 keys every third was in the first key store.
    const { keys, audit } = ran.durability();
    expect(keys).toMatchObject({ readable: 10, lost: 2 });
    expect(audit.failedKeys).toEqual([6, 9]);
  });
});
