import { describe, expect, it } from 'vitest';
import { Outcome, type StoreConfig, type WorldConfig } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import {
  account,
  cloudHsm,
  direct,
  external,
  MS,
  PATIENT_CLIENT,
  SECOND,
  STANDARD,
  withWorkload,
  world,
} from '../worlds.ts';

interface Candidate {
  readonly title: string;
  readonly store: StoreConfig;
  readonly keys: number;
  readonly hsms: number;
}

const STORES: readonly Candidate[] = [
  ...[STANDARD, cloudHsm(), external(), direct()].map((store) => ({
    title: store.kind,
    store,
    keys: 2,
    hsms: 2,
  })),
  ...[2, 3].map((keyStores) => ({
    title: `cloudhsm, ${keyStores} key stores`,
    store: cloudHsm({ keyStores }),
    keys: 6,
    hsms: 2 * keyStores,
  })),
];

const OF_ONE_STORE = {
  'refuses everything at once while it is not connected':
    'nobody can say which key store, and the scenario refuses it',
};

/** Cases that a store cannot show, by its title, and why. */
const SKIPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  standard: {
    'does its work on HSMs of the cluster, all of them': 'it has no cluster of its own',
    'refuses everything at once while it is not connected': 'it is part of KMS',
  },
  external: {
    'does its work on HSMs of the cluster, all of them': 'it has no HSMs',
  },
  'cloudhsm-direct': {
    'refuses calls over the account quota': 'no KMS quota applies',
    'is silent in a dead zone until the connection is given up': 'it is not reached through KMS',
    'refuses everything at once while it is not connected': 'it is no key store of KMS',
  },
  'cloudhsm, 2 key stores': OF_ONE_STORE,
  'cloudhsm, 3 key stores': OF_ONE_STORE,
};

describe.each(STORES)('a key store of kind $title', ({ title, store, keys, hsms }) => {
  const skips = SKIPS[title] ?? {};
  const claim = (name: string, test: (config: WorldConfig) => void): void => {
    it.skipIf(name in skips)(`${name}${name in skips ? ` (skipped: ${skips[name]})` : ''}`, () =>
      test(withWorkload(world({ store }), { keys })),
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
    expect(operations).toBe(watcher.ended.length + keys);
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
      kms: { ...config.kms, accounts: [account(50)] },
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
        {
          name: 'z',
          kind: 'zone-down',
          zone: 1,
          atNs: 3 * SECOND,
          forNs: 4 * SECOND,
          drawn: null,
        } as const,
      ],
    };
    const { watcher, world: ran } = watch(dying);
    const lost = watcher.ended.filter(({ outcome }) => outcome === Outcome.connectionLost);
    // Two seconds until the loss is detected, half of 200 calls a second: 200 in the mean,
    // standard deviation 14; five of them either way.
    expect(lost.length).toBeGreaterThan(130);
    expect(lost.length).toBeLessThan(270);
    for (const { dueNs, endNs } of lost) {
      // 30 s after its hop into the zone; if KMS was working on it, after the answer that is lost.
      expect(endNs - dueNs).toBeGreaterThanOrEqual(30.00025 * SECOND);
      expect(endNs - dueNs).toBeLessThan(30.1 * SECOND);
    }
    expect(ran.attempts.inFlight).toBe(0);
  });

  claim('does its work on HSMs of the cluster, all of them', (config) => {
    const { world: ran } = watch(config);
    const served = ran.accounts().map(({ completed }) => completed);
    expect(served).toHaveLength(hsms);
    expect(Math.min(...served)).toBeGreaterThan(0);
  });

  claim(
    'lets a decryption under a wrong encryption context fail, really tried in any mode',
    (config) => {
      const wrong = withWorkload(config, { wrongContextShare: 0.25 });
      const [every, off] = (['every', 'off'] as const).map((mode) =>
        watch({ ...wrong, crypto: { mode, sampleOneIn: 1 } }),
      );
      const { success = 0, invalidCiphertext = 0 } = every!.watcher.outcomes();
      expect(success + invalidCiphertext).toBe(every!.watcher.due);
      // Half of 2,200 calls decrypt, a quarter of these wrongly: 275 in the mean, standard deviation
      // 16; five of them either way.
      expect(Math.abs(invalidCiphertext - 275)).toBeLessThan(80);
      for (const { world: ran } of [every!, off!]) {
        expect(ran.cryptography.counts.refused).toBe(invalidCiphertext);
      }
      expect(off!.watcher.outcomes()).toEqual(every!.watcher.outcomes());
    },
  );

  claim('refuses everything at once while it is not connected', (config) => {
    const { watcher } = watch({
      ...config,
      durationNs: 30 * SECOND,
      faults: [
        {
          name: 'd',
          kind: 'store-disconnected',
          atNs: 3 * SECOND,
          forNs: 4 * SECOND,
          drawn: null,
        },
      ],
    });
    const during = watcher.ended.filter(({ dueNs }) => dueNs >= 3 * SECOND && dueNs < 7 * SECOND);
    expect(during.length).toBeGreaterThan(600);
    for (const { outcome, dueNs, endNs } of during) {
      expect(outcome).toBe(Outcome.storeNotConnected);
      // Hop, refusal, hop: 0.25 + 1 + 0.25 ms.
      expect(endNs - dueNs).toBe(1.5 * MS);
    }
    // Somebody connects it again then, which takes 10 s.
    const after = watcher.ended.filter(({ dueNs }) => dueNs > 20 * SECOND);
    expect(after.length).toBeGreaterThan(1500);
    expect(after.every(({ outcome }) => outcome === Outcome.success)).toBe(true);
  });
});
