import { describe, expect, it } from 'vitest';
import { AttemptTable } from '../../../src/model/attempts.ts';
import { CallTable } from '../../../src/model/calls.ts';
import {
  operationCode,
  Outcome,
  portableAesGcm,
  Vault,
  type AesGcm,
  type OperationName,
  type WorldConfig,
} from '../../../src/model/index.ts';
import { Cryptography } from '../../../src/model/keys/cryptography.ts';
import { deriveBytes } from '../../../src/model/keys/derived-bytes.ts';
import { world } from '../worlds.ts';

const MODES = ['every', 'sampled', 'off'] as const;
const WORKLOAD = world().workloads[0]!;

/** Cryptography over two keys in one vault, and a way to perform single operations. */
function createBench(
  mode: WorldConfig['crypto']['mode'],
  overrides: Partial<WorldConfig['workloads'][number]> = {},
  inner: Vault | null = null,
  aesGcm: AesGcm = portableAesGcm,
) {
  const vault = new Vault(aesGcm);
  for (const key of [0, 1]) vault.generate(key, deriveBytes(32, 50 + key, 1));
  const crypto = { mode, sampleOneIn: 5 };
  const cryptography = new Cryptography(
    crypto,
    2,
    [{ ...WORKLOAD, ...overrides }],
    () => vault,
    inner,
  );
  const calls = new CallTable(1000);
  const attempts = new AttemptTable(1000);
  const perform = (operation: OperationName, key = 0, using = vault): number => {
    const call = calls.open(0, operationCode(operation), 0);
    calls.key[call] = key;
    const attempt = attempts.open(call, calls, 0);
    const outcome = cryptography.perform(attempts, attempt, using);
    attempts.close(attempt);
    calls.close(call);
    return outcome;
  };
  return { vault, cryptography, perform };
}

describe('Cryptography', () => {
  it('counts what was sealed under each key alike in every mode, the older data included', () => {
    for (const mode of MODES) {
      const { cryptography, perform } = createBench(mode);
      perform('Encrypt');
      perform('GenerateDataKey');
      perform('GenerateDataKeyWithoutPlaintext', 1);
      perform('ReEncrypt', 1);
      perform('Decrypt');
      perform('GenerateRandom');
      perform('CreateGrant');
      expect([cryptography.sealedUnder(0), cryptography.sealedUnder(1)]).toEqual([3, 3]);
    }
  });

  it('runs every operation, about one in five, or none but the older data', () => {
    const [every, sampled, off] = MODES.map((mode) => {
      const { cryptography, perform } = createBench(mode);
      for (let i = 0; i < 500; i++) {
        perform('Encrypt');
        perform('Decrypt');
      }
      return cryptography.counts;
    });
    expect(every).toEqual({ operations: 1002, verified: 500, refused: 0 });
    expect(off).toEqual({ operations: 2, verified: 0, refused: 0 });
    // Binomial(1000, 1/5): standard deviation 12.6; five of them.
    expect(Math.abs(sampled!.operations - 202)).toBeLessThan(64);
  });

  it('refuses a wrong encryption context in every mode, for the same calls, by really trying', () => {
    const outcomes = MODES.map((mode) => {
      const { cryptography, perform } = createBench(mode, { wrongContextShare: 0.3 });
      const seen = Array.from({ length: 1000 }, () => perform('Decrypt'));
      const refused = seen.filter((outcome) => outcome === Outcome.invalidCiphertext).length;
      expect(cryptography.counts.refused).toBe(refused);
      // Binomial(1000, 0.3): standard deviation 14.5; five of them.
      expect(Math.abs(refused - 300)).toBeLessThan(73);
      return seen;
    });
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[2]).toEqual(outcomes[0]);
  });

  it('refuses all or none at the ends, and asks nothing but Decrypt for its context', () => {
    const always = createBench('off', { wrongContextShare: 1 });
    expect(always.perform('Decrypt')).toBe(Outcome.invalidCiphertext);
    expect(always.perform('Encrypt')).toBe(Outcome.success);
    expect(always.perform('ReEncrypt')).toBe(Outcome.success);
    expect(createBench('off').perform('Decrypt')).toBe(Outcome.success);
  });

  it('fails where an AES-GCM is wrong: a context that opens all the same, or other bytes', () => {
    const careless: AesGcm = {
      ...portableAesGcm,
      open: (key, nonce, _context, sealed) => {
        const context = Uint8Array.from('cksim:key=0', (letter) => letter.charCodeAt(0));
        return portableAesGcm.open(key, nonce, context, sealed);
      },
    };
    const deaf = createBench('off', { wrongContextShare: 1 }, null, careless);
    expect(() => deaf.perform('Decrypt')).toThrow('must not open with another encryption context');
    const forgetful: AesGcm = {
      ...portableAesGcm,
      open: (...args) => portableAesGcm.open(...args)?.fill(0) ?? null,
    };
    const wrong = createBench('every', {}, null, forgetful);
    expect(() => wrong.perform('Decrypt')).toThrow('must come back as it went in');
  });

  it('fails when an HSM without the key serves a call', () => {
    const { perform } = createBench('every');
    const empty = new Vault(portableAesGcm);
    expect(() => perform('Encrypt', 0, empty)).toThrow('must hold it');
    expect(() => perform('Decrypt', 0, empty)).toThrow('must open');
  });

  it('seals under a key made in the run before it is asked to open', () => {
    for (const mode of MODES) {
      const { vault, cryptography, perform } = createBench(mode);
      vault.generate(2, deriveBytes(32, 52, 1));
      cryptography.keyMade(2, vault);
      expect(cryptography.sealedUnder(2)).toBe(0);
      expect(perform('Decrypt', 2)).toBe(Outcome.success);
      expect(cryptography.sealedUnder(2)).toBe(1);
      expect(cryptography.audit(() => vault).tried).toBe(3);
    }
  });

  it('is told of keys in order, and of no key that is not there', () => {
    const { vault, cryptography } = createBench('off');
    expect(() => cryptography.keyMade(5, vault)).toThrow('next');
    expect(() => cryptography.keyMade(2, vault)).toThrow('where it was made');
  });

  it('runs nothing for keys that are no AES keys', () => {
    const { cryptography, perform } = createBench('every', { keySpec: 'RSA_2048' });
    const { operations } = cryptography.counts;
    for (const operation of ['Encrypt', 'Decrypt', 'Sign'] as const) perform(operation);
    expect(cryptography.counts.operations).toBe(operations);
  });
});

describe('an audit', () => {
  it('opens all that is kept: everything in mode every, at least one of each key otherwise', () => {
    const tried = MODES.map((mode) => {
      const { vault, cryptography, perform } = createBench(mode);
      for (let i = 0; i < 300; i++) perform('Encrypt', i % 2);
      const audit = cryptography.audit(() => vault);
      expect(audit).toMatchObject({ failed: 0, failedKeys: [] });
      return audit.tried;
    });
    expect(tried[0]).toBe(302);
    expect(tried[1]).toBeGreaterThan(2);
    expect(tried[2]).toBe(2);
  });

  it('fails exactly for the keys that are gone, or that nothing reaches', () => {
    const { vault, cryptography, perform } = createBench('every');
    for (let i = 0; i < 10; i++) perform('Encrypt', 1);
    const partial = vault.copy();
    partial.delete(1);
    expect(cryptography.audit(() => partial)).toEqual({ tried: 12, failed: 11, failedKeys: [1] });
    expect(cryptography.audit((key) => (key === 0 ? null : vault))).toEqual({
      tried: 12,
      failed: 1,
      failedKeys: [0],
    });
  });

  it('throws when a vault that holds the key cannot open: the model and the bytes disagree', () => {
    const { cryptography } = createBench('off');
    const other = new Vault(portableAesGcm);
    for (const key of [0, 1]) other.generate(key, deriveBytes(32, 99, key));
    expect(() => cryptography.audit(() => other)).toThrow('must open');
  });

  it('opens both layers of an external key', () => {
    const { vault, cryptography, perform } = createBench('every', {}, new Vault(portableAesGcm));
    perform('GenerateDataKey');
    expect(perform('Decrypt')).toBe(Outcome.success);
    expect(cryptography.audit(() => vault)).toEqual({ tried: 3, failed: 0, failedKeys: [] });
  });
});
