import { assert, fail } from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { CryptoConfig, WorkloadConfig } from '../config.ts';
import type { Vault } from '../hsm/vault.ts';
import { OPERATIONS, type OperationName } from '../operations.ts';
import { Outcome } from '../outcomes.ts';
import { CiphertextArchive } from './ciphertext-archive.ts';
import { deriveBytes } from './derived-bytes.ts';
import { openLayers, sealLayers } from './layers.ts';

const DATA_KEY_BYTES = 32;
const Purpose = { dataKey: 1, choice: 3, sample: 4, context: 6, innerMaterial: 7 } as const;
const UINT32_COUNT = 4294967296;

const OPENS = 1;
const SEALS = 2;
const BY_NAME: Readonly<Partial<Record<OperationName, number>>> = {
  Encrypt: SEALS,
  Decrypt: OPENS,
  GenerateDataKey: SEALS,
  GenerateDataKeyWithoutPlaintext: SEALS,
  ReEncrypt: OPENS | SEALS,
  // The private key of the pair is sealed under a symmetric key.
  GenerateDataKeyPair: SEALS,
  GenerateDataKeyPairWithoutPlaintext: SEALS,
};
/** What an operation does to ciphertexts, by its position in OPERATIONS. */
const EFFECTS = Uint8Array.from(OPERATIONS, (name) => BY_NAME[name] ?? 0);
const DECRYPT = OPERATIONS.indexOf('Decrypt');

/** What came of trying every kept ciphertext. */
export interface CiphertextAudit {
  readonly tried: number;
  readonly failed: number;
  /** Keys of which a ciphertext failed, ascending. */
  readonly failedKeys: readonly number[];
}

/**
 * The cryptography that is really run beside the simulation. The mode changes how much is run,
 * never what happens. Where cryptography decides an outcome (a wrong encryption context) it is run
 * whatever the mode; elsewhere a real operation that disagrees with the model is a failed assertion.
 */
export class Cryptography {
  readonly #config: CryptoConfig;
  /** By workload: share of Decrypt calls with a wrong context, 0 where it is never wrong. */
  readonly #wrongContextShares: Float64Array;
  /** By workload: 0 where the keys are no AES keys, and there is nothing to run. */
  readonly #areSymmetric: Uint8Array;
  readonly #inner: Vault | null;
  readonly #archive: CiphertextArchive;
  readonly #sealedUnder: number[];
  #operations = 0;
  #verified = 0;
  #refused = 0;

  /**
   * `originOf` gives a vault that has the key: it makes the one ciphertext of each key that existed
   * before the run. `inner`, empty, is for KMS's own material for the keys of an external key store.
   */
  constructor(
    config: CryptoConfig,
    keys: number,
    workloads: readonly WorkloadConfig[],
    originOf: (key: number) => Vault,
    inner: Vault | null = null,
  ) {
    this.#config = config;
    this.#wrongContextShares = Float64Array.from(workloads, (one) => one.wrongContextShare);
    this.#areSymmetric = Uint8Array.from(workloads, ({ keySpec, operations }) =>
      keySpec === 'SYMMETRIC_DEFAULT' || operations.every(isDataKeyPair) ? 1 : 0,
    );
    this.#inner = inner;
    this.#archive = new CiphertextArchive(keys, config.mode === 'every');
    this.#sealedUnder = Array.from({ length: keys }, () => 0);
    for (let key = 0; key < keys; key++) {
      this.#makeInnerMaterial(key);
      this.#sealFirst(key, originOf(key));
    }
  }

  /** `refused`: decryptions that a wrong encryption context made fail, as it must. */
  get counts(): {
    readonly operations: number;
    readonly verified: number;
    readonly refused: number;
  } {
    return { operations: this.#operations, verified: this.#verified, refused: this.#refused };
  }

  /** A key was created in the run, in `vault`. Nothing is sealed under it yet. */
  keyMade(key: number, vault: Vault): void {
    if (key !== this.#sealedUnder.length) fail(`key ${key} must be the next after the known ones`);
    if (!vault.holds(key)) fail(`key ${key} must be where it was made`);
    this.#sealedUnder.push(0);
    this.#archive.addKey();
    this.#makeInnerMaterial(key);
  }

  /** Ciphertexts made under `key`, that from before the run included; kept or not. */
  sealedUnder(key: number): number {
    return this.#sealedUnder[key]!;
  }

  /**
   * Does what `attempt` asks of the key material in `vault`, really if its call is in the sample,
   * and gives the outcome: success, or `invalidCiphertext` for a wrong encryption context.
   */
  perform(attempts: AttemptTable, attempt: number, vault: Vault): number {
    const operation = attempts.operation[attempt]!;
    const workload = attempts.workload[attempt]!;
    const effect = EFFECTS[operation]!;
    if (effect === 0 || this.#areSymmetric[workload] === 0) return Outcome.success;
    const key = attempts.key[attempt]!;
    const number = attempts.number[attempt]!;
    if ((effect & OPENS) !== 0) {
      if (this.#sealedUnder[key] === 0) this.#sealFirst(key, vault);
      const wrongShare = this.#wrongContextShares[workload]!;
      if (wrongShare > 0 && operation === DECRYPT && isContextWrong(number, wrongShare)) {
        this.#refuse(key, number, vault);
        return Outcome.invalidCiphertext;
      }
      if (this.#isRun(number)) this.#openKept(key, number, vault);
    }
    if ((effect & SEALS) !== 0) {
      // The first under a key is sealed in every mode, so that an audit has one to try.
      const isFirst = this.#sealedUnder[key]!++ === 0;
      if (isFirst || this.#isRun(number)) this.#seal(key, number, vault);
    }
    return Outcome.success;
  }

  /**
   * Really tries to open every kept ciphertext and compares what comes out. `openWith` gives a
   * vault to try key number `key` with, or null where nothing can be reached.
   */
  audit(openWith: (key: number) => Vault | null): CiphertextAudit {
    let tried = 0;
    let failed = 0;
    const failedKeys: number[] = [];
    for (let key = 0; key < this.#sealedUnder.length; key++) {
      const vault = openWith(key);
      const canOpen = vault !== null && vault.holds(key);
      const kept = this.#archive.of(key);
      for (const { envelope, madeBy } of canOpen ? kept : []) {
        this.#verify(key, envelope, madeBy, vault!);
      }
      tried += kept.length;
      if (canOpen || kept.length === 0) continue;
      failed += kept.length;
      failedKeys.push(key);
    }
    return { tried, failed, failedKeys };
  }

  #isRun(number: number): boolean {
    const { mode, sampleOneIn } = this.#config;
    if (mode === 'off') return false;
    return mode === 'every' || derivedUint32(Purpose.sample, number) % sampleOneIn === 0;
  }

  #makeInnerMaterial(key: number): void {
    this.#inner?.generate(key, deriveBytes(32, Purpose.innerMaterial, key));
  }

  /** The data of `key` from before its first use in the run. */
  #sealFirst(key: number, vault: Vault): void {
    this.#sealedUnder[key] = 1;
    this.#seal(key, -1 - key, vault);
  }

  #seal(key: number, number: number, vault: Vault): void {
    const layers = { vault, inner: this.#inner };
    const envelope = sealLayers(layers, key, number, contextOf(key), dataKeyOf(number));
    if (envelope === null) fail(`a vault that serves key ${key} must hold it`);
    this.#operations++;
    this.#archive.keep(key, { envelope, madeBy: number });
  }

  #openKept(key: number, number: number, vault: Vault): void {
    const { envelope, madeBy } = this.#archive.choose(key, derivedUint32(Purpose.choice, number));
    this.#verify(key, envelope, madeBy, vault);
  }

  #verify(key: number, envelope: Uint8Array, madeBy: number, vault: Vault): void {
    const opened = openLayers({ vault, inner: this.#inner }, key, contextOf(key), envelope);
    this.#operations++;
    if (opened === null) fail(`a ciphertext of key ${key} must open in a vault that holds it`);
    const expected = dataKeyOf(madeBy);
    if (opened.length !== expected.length || !opened.every((byte, i) => byte === expected[i])) {
      fail(`the data key of call ${madeBy} must come back as it went in`);
    }
    this.#verified++;
  }

  /** Asks with a context that was never used: it must not open. */
  #refuse(key: number, number: number, vault: Vault): void {
    const { envelope } = this.#archive.choose(key, derivedUint32(Purpose.choice, number));
    const wrong = contextOf(-1 - key);
    const opened = openLayers({ vault, inner: this.#inner }, key, wrong, envelope);
    this.#operations++;
    assert(opened === null, 'a ciphertext must not open with another encryption context');
    this.#refused++;
  }
}

function isDataKeyPair({ operation }: WorkloadConfig['operations'][number]): boolean {
  return operation.startsWith('GenerateDataKeyPair');
}

function isContextWrong(number: number, share: number): boolean {
  return derivedUint32(Purpose.context, number) < share * UINT32_COUNT;
}

function derivedUint32(purpose: number, number: number): number {
  return new DataView(deriveBytes(4, purpose, number).buffer).getUint32(0);
}

function dataKeyOf(number: number): Uint8Array {
  return deriveBytes(DATA_KEY_BYTES, Purpose.dataKey, number);
}

/** The encryption context of a key's data, as additional data; what AWS logs in clear. */
function contextOf(key: number): Uint8Array {
  return Uint8Array.from(`cksim:key=${key}`, (character) => character.charCodeAt(0));
}
