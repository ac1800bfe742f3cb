import { describe, expect, it } from 'vitest';
import type { KeySpec, OperationName } from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import { MS, STANDARD, withWorkload, world } from '../worlds.ts';

/** Front 3 ms, hops of 0.25 ms: what is more is the backend, 1 ms for an AES operation. */
const WITHOUT_BACKEND_NS = 3.5 * MS;

function backendNs(operation: OperationName, keySpec: KeySpec = 'SYMMETRIC_DEFAULT'): number {
  const config = world({ store: STANDARD });
  const scaled = {
    ...config,
    kms: { ...config.kms, backendScale: { RSA_2048: 4, HMAC_256: 0.5 } },
  };
  const { watcher } = watch(
    withWorkload(scaled, { keySpec, operations: [{ operation, share: 1 }] }),
  );
  expect(watcher.outcomes()).toEqual({ success: watcher.due });
  const tookNs = new Set(watcher.ended.map(({ dueNs, endNs }) => endNs - dueNs));
  expect(tookNs.size).toBe(1);
  return [...tookNs][0]! - WITHOUT_BACKEND_NS;
}

describe("KMS's own fleet", () => {
  it.each([
    ['Decrypt', 'SYMMETRIC_DEFAULT', 1],
    ['GenerateDataKey', 'SYMMETRIC_DEFAULT', 1],
    // Opened under one key, sealed under the other.
    ['ReEncrypt', 'SYMMETRIC_DEFAULT', 2],
    ['Sign', 'RSA_2048', 4],
    ['GenerateMac', 'HMAC_256', 0.5],
    ['Sign', 'ECC_NIST_P256', 1],
    // Random numbers need no key.
    ['GenerateRandom', 'RSA_2048', 1],
    // Metadata.
    ['CreateGrant', 'SYMMETRIC_DEFAULT', 0],
  ] as const)('%s with a key of %s takes %d times an AES operation', (operation, spec, times) => {
    expect(backendNs(operation, spec)).toBe(times * MS);
  });

  it('draws both sides of ReEncrypt apart', () => {
    const store = { ...STANDARD, backendNs: { kind: 'exponential', mean: 1 * MS } } as const;
    const config = withWorkload(world({ store, durationNs: 60e9 }), {
      operations: [{ operation: 'ReEncrypt', share: 1 }],
    });
    const { watcher } = watch(config);
    const backend = watcher.ended.map(
      ({ dueNs, endNs }) => (endNs - dueNs - WITHOUT_BACKEND_NS) / MS,
    );
    const mean = backend.reduce((sum, one) => sum + one, 0) / backend.length;
    const variance =
      backend.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (backend.length - 1);
    // Two exponentials of mean 1: mean 2, variance 2. One drawn twice would have variance 4.
    expect(Math.abs(mean - 2)).toBeLessThan(0.1);
    expect(Math.abs(variance - 2)).toBeLessThan(0.3);
  });
});
