import { describe, expect, it } from 'vitest';
import type { ServiceConfig } from '../../../../src/model/index.ts';
import { MS, SECOND } from '../../worlds.ts';
import { common, run, serviceWorld } from '../service-world.ts';

type EncryptionSdk = Extract<ServiceConfig, { kind: 'encryption-sdk' }>;

const CACHE = { capacity: 100, maxAgeNs: 3600 * SECOND, maxMessages: 2 ** 32, maxBytes: 2 ** 53 };

function sdk(
  mix: Readonly<Record<string, number>>,
  overrides: Partial<EncryptionSdk> = {},
): ServiceConfig {
  return {
    kind: 'encryption-sdk',
    processes: 1,
    wrappingKeys: 1,
    messageBytes: 1000,
    contexts: 1,
    cache: CACHE,
    ...common(mix),
    ...overrides,
  };
}

function rate(ratePerSecond: number) {
  return { kind: 'constant', ratePerSecond } as const;
}

describe('the Encryption SDK without caching', () => {
  it('generates a data key a message and encrypts it under each further wrapping key', () => {
    const service = sdk({ encrypt: 1 }, { cache: null, wrappingKeys: 3 });
    expect(run(serviceWorld(service, rate(100), 1)).calls).toEqual({
      GenerateDataKey: 99,
      Encrypt: 2 * 99,
    });
    const decrypt = sdk({ decrypt: 1 }, { cache: null, wrappingKeys: 3 });
    expect(run(serviceWorld(decrypt, rate(100), 1)).calls).toEqual({ Decrypt: 99 });
  });
});

describe('the Encryption SDK with data-key caching', () => {
  it('makes 1 % of the calls at 100 uses a key: 500 clients at 1/s call 5 times a second', () => {
    const service = sdk({ encrypt: 1 }, { processes: 500, cache: { ...CACHE, maxMessages: 100 } });
    const { calls, watcher } = run(serviceWorld(service, rate(500), 200));
    expect(calls).toEqual({ GenerateDataKey: 5 * 200 });
    expect(watcher.cacheMisses).toBe(1000);
  });

  it('counts bytes as it counts messages', () => {
    const cache = { ...CACHE, maxBytes: 20_999 };
    const { calls, operations } = run(serviceWorld(sdk({ encrypt: 1 }, { cache }), rate(10), 101));
    expect(calls.GenerateDataKey).toBe(Math.ceil(operations.length / 20));
  });

  it('keeps no entry beyond its age', () => {
    const cache = { ...CACHE, maxAgeNs: 950 * MS };
    const { calls } = run(serviceWorld(sdk({ encrypt: 1 }, { cache }), rate(10), 100));
    // One a second: fetched, and good for the nine messages that follow.
    expect(calls).toEqual({ GenerateDataKey: 100 });
  });

  it('never hits where each message has a context of its own', () => {
    const service = sdk({ encrypt: 0.5, decrypt: 0.5 }, { contexts: null });
    const { total, operations, watcher } = run(serviceWorld(service, rate(100), 50));
    expect(watcher.cacheHits).toBe(0);
    expect(total).toBe(operations.length);
  });

  it('never hits where more contexts than fit come in turn', () => {
    const service = (contexts: number) =>
      run(serviceWorld(sdk({ encrypt: 1 }, { contexts }), rate(50), 20)).calls.GenerateDataKey;
    expect(service(100)).toBe(100);
    expect(service(101)).toBe(999);
  });

  it('lets every message call that comes before the first answer', () => {
    const { calls } = run(serviceWorld(sdk({ encrypt: 1 }), rate(1000), 1));
    // An answer takes 4.5 ms: the messages of 1, 2, 3, 4 and 5 ms do not see it.
    expect(calls).toEqual({ GenerateDataKey: 5 });
  });

  it('opens the data keys that the writers use: as many as they make', () => {
    const service = sdk(
      { encrypt: 0.5, decrypt: 0.5 },
      { processes: 4, cache: { ...CACHE, maxMessages: 50 } },
    );
    const { calls } = run(serviceWorld(service, rate(100), 200));
    // 4 writers make about 10,000 / 50 data keys, and each of 4 readers opens most of them once.
    expect(calls.GenerateDataKey).toBeGreaterThanOrEqual(200 - 8);
    expect(calls.GenerateDataKey).toBeLessThanOrEqual(200 + 8);
    expect(calls.Decrypt).toBeGreaterThan(0.9 * 4 * calls.GenerateDataKey!);
    expect(calls.Decrypt).toBeLessThanOrEqual(1.1 * 4 * calls.GenerateDataKey!);
  });
});
