import { describe, expect, it } from 'vitest';
import { operationCode, Outcome, type WorldConfig } from '../../../src/model/index.ts';
import { KeyRegistry } from '../../../src/model/keys/key-registry.ts';
import { cloudHsm, world } from '../worlds.ts';

const DECRYPT = operationCode('Decrypt');
const ENCRYPT = operationCode('Encrypt');
const GENERATE_RANDOM = operationCode('GenerateRandom');

type Workload = WorldConfig['workloads'][number];

function registry(
  workloads: readonly Partial<Workload>[],
  access: Partial<WorldConfig['access']> = {},
): KeyRegistry {
  const config = world({ store: cloudHsm() });
  return new KeyRegistry(
    workloads.map((own) => ({ ...config.workloads[0]!, ...own })),
    { ...config.access, usesKeysOf: workloads.map((_, index) => index), ...access },
    'cloudhsm',
  );
}

describe('the keys of a run', () => {
  it('are numbered over all workloads, each with its own', () => {
    const keys = registry([{ keys: 2 }, { keys: 3, keysSinceBackup: 2 }]);
    expect(keys.count).toBe(5);
    expect(keys.keysOf(1)).toEqual([2, 3, 4]);
    expect([0, 1, 2, 3, 4].map((key) => keys.workloadOf(key))).toEqual([0, 0, 1, 1, 1]);
    expect([2, 3, 4].map((key) => keys.isSinceBackup(key))).toEqual([false, true, true]);
    expect(keys.stateOf(4)).toBe('Enabled');
  });

  it('serve the calls of their workload in turn', () => {
    const keys = registry([{ keys: 2 }, { keys: 3 }]);
    expect([0, 1, 2, 3].map((turn) => keys.keyFor(1, turn, ENCRYPT))).toEqual([2, 3, 4, 2]);
  });

  it('may be lent: a workload that uses those of another has none of its own', () => {
    const keys = registry([{ keys: 2 }, { keys: 7 }], { usesKeysOf: [0, 0] });
    expect(keys.count).toBe(2);
    expect([0, 1, 2].map((turn) => keys.keyFor(1, turn, DECRYPT))).toEqual([0, 1, 0]);
    expect(keys.keysOf(1)).toEqual([0, 1]);
  });

  it('grow: a new key shares the calls from then on', () => {
    const keys = registry([{ keys: 1 }]);
    const created = keys.create(0, 5e9);
    expect(created).toBe(1);
    expect(keys.createdNs(created)).toBe(5e9);
    expect([0, 1, 2].map((turn) => keys.keyFor(0, turn, ENCRYPT))).toEqual([0, 1, 0]);
  });
});

describe('manual rotation', () => {
  it('seals with the new key and opens with old and new in turn', () => {
    const keys = registry([{ keys: 2 }]);
    const next = keys.rotateByAlias(0, 0, 1e9);
    const used = (operation: number) =>
      new Set([0, 1, 2, 3, 4, 5].map((turn) => keys.keyFor(0, turn, operation)));
    expect(used(ENCRYPT)).toEqual(new Set([next, 1]));
    expect(used(DECRYPT)).toEqual(new Set([0, 1, next]));
  });
});

describe('the gate', () => {
  it('is open while there is nothing to refuse', () => {
    const keys = registry([{ keys: 2 }]);
    expect(keys.isOpen).toBe(true);
    expect(keys.refusal(0, DECRYPT, 1)).toBe(Outcome.success);
  });

  it('closes for a disabled key and opens when it is enabled again', () => {
    const keys = registry([{ keys: 2 }]);
    expect(keys.disable(0)).toBe('ok');
    expect(keys.isOpen).toBe(false);
    expect(keys.refusal(0, DECRYPT, 0)).toBe(Outcome.keyDisabled);
    expect(keys.refusal(0, DECRYPT, 1)).toBe(Outcome.success);
    expect(keys.enable(0)).toBe('ok');
    expect(keys.enable(0)).toBe('ok');
    expect(keys.isOpen).toBe(true);
  });

  it('takes a key through pending deletion and back, or to its end', () => {
    const keys = registry([{ keys: 2 }]);
    expect(keys.markDeleted(0)).toBe('KMSInvalidStateException');
    expect(keys.scheduleDeletion(0)).toBe('ok');
    expect(keys.refusal(0, DECRYPT, 0)).toBe(Outcome.keyPendingDeletion);
    expect(keys.cancelDeletion(0)).toBe('ok');
    expect(keys.refusal(0, DECRYPT, 0)).toBe(Outcome.keyDisabled);
    keys.scheduleDeletion(0);
    expect(keys.markDeleted(0)).toBe('ok');
    expect(keys.refusal(0, DECRYPT, 0)).toBe(Outcome.notFound);
    expect(keys.enable(0)).toBe('NotFoundException');
    expect(keys.isOpen).toBe(false);
  });

  it('hides behind a disconnected store whether a key is enabled, and takes commands for later', () => {
    const keys = registry([{ keys: 3 }]);
    keys.scheduleDeletion(2);
    keys.setConnected(false);
    expect(keys.isOpen).toBe(false);
    expect(keys.disable(0)).toBe('ok');
    expect([0, 1, 2].map((key) => keys.stateOf(key))).toEqual([
      'Unavailable',
      'Unavailable',
      'PendingDeletion',
    ]);
    expect([0, 1, 2].map((key) => keys.refusal(0, DECRYPT, key))).toEqual([
      Outcome.storeNotConnected,
      Outcome.storeNotConnected,
      Outcome.keyPendingDeletion,
    ]);
    keys.setConnected(true);
    expect([0, 1].map((key) => keys.refusal(0, DECRYPT, key))).toEqual([
      Outcome.keyDisabled,
      Outcome.success,
    ]);
  });

  it('asks no key for random numbers, only the store for its state', () => {
    const keys = registry([{ keys: 1 }]);
    keys.disable(0);
    expect(keys.refusal(0, GENERATE_RANDOM, 0)).toBe(Outcome.success);
    keys.setConnected(false);
    expect(keys.refusal(0, GENERATE_RANDOM, 0)).toBe(Outcome.storeInvalidState);
  });

  it('says no right before wrong use, and wrong use before a state', () => {
    const tooLong = { keys: 1, payloadBytes: 5000, operations: [] };
    const denied = registry([tooLong], { iamDenied: [0] });
    denied.disable(0);
    expect(denied.refusal(0, ENCRYPT, 0)).toBe(Outcome.accessDenied);
    const allowed = registry([tooLong]);
    allowed.disable(0);
    expect(allowed.refusal(0, ENCRYPT, 0)).toBe(Outcome.validation);
    expect(allowed.refusal(0, DECRYPT, 0)).toBe(Outcome.keyDisabled);
  });

  it('follows the key policy and the grants of the keys that a workload uses', () => {
    const keys = registry([{ keys: 1 }, { account: 1 }], { usesKeysOf: [0, 0] });
    expect(keys.isOpen).toBe(false);
    expect(keys.refusal(1, DECRYPT, 0)).toBe(Outcome.accessDenied);
    keys.createGrant(0, 1);
    expect(keys.refusal(1, DECRYPT, 0)).toBe(Outcome.success);
    expect(keys.isOpen).toBe(true);
    keys.revokeGrant(0, 1);
    expect(keys.refusal(1, DECRYPT, 0)).toBe(Outcome.accessDenied);
    keys.putPolicy(0, [{ effect: 'Allow', principals: [0, 1], operations: null }]);
    expect(keys.isOpen).toBe(true);
  });

  it('stays open for what nobody asks', () => {
    const onlyDecrypt = [{ operation: 'Decrypt', share: 1 }] as const;
    expect(registry([{ payloadBytes: 5000, operations: onlyDecrypt }]).isOpen).toBe(true);
    expect(registry([{ via: 'pkcs11', keySpec: 'RSA_2048' }]).isOpen).toBe(true);
  });
});
