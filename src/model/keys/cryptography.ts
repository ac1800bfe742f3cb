import { assert } from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { CryptoConfig } from '../config.ts';
import type { Vault } from '../hsm/vault.ts';
import { operationCode } from '../operations.ts';
import { decodeEnvelope, encodeEnvelope, NONCE_BYTES } from './envelope.ts';
import { deriveBytes } from './derived-bytes.ts';

const DATA_KEY_BYTES = 32;
const KEPT_PER_KEY = 64;
const Purpose = { dataKey: 1, nonce: 2, choice: 3, sample: 4 } as const;

const DECRYPT = operationCode('Decrypt');
const RE_ENCRYPT = operationCode('ReEncrypt');
const GENERATE_RANDOM = operationCode('GenerateRandom');

/** A ciphertext that somebody keeps, and the call that made it. */
interface Kept {
  readonly envelope: Uint8Array;
  readonly madeBy: number;
}

/**
 * The cryptography that is really run beside the simulation. Its mode changes what is run, never
 * what happens: the outcome of a call is the model's, and a real operation that disagrees with it
 * is a failed assertion.
 */
export class Cryptography {
  readonly #config: CryptoConfig;
  /** The last ciphertexts made under each key: what Decrypt calls ask for. */
  readonly #kept: Kept[][];
  #operations = 0;
  #verified = 0;

  /** `origin` is a vault with all the keys: it makes the data that existed before the run. */
  constructor(config: CryptoConfig, keys: number, origin: Vault) {
    this.#config = config;
    this.#kept = Array.from({ length: keys }, () => []);
    if (config.mode === 'off') return;
    for (let key = 0; key < keys; key++) this.#sealDataKey(key, -1 - key, origin);
  }

  get counts(): { readonly operations: number; readonly verified: number } {
    return { operations: this.#operations, verified: this.#verified };
  }

  /** Really does what `attempt` asks of the key material in `vault`, if its call is in the sample. */
  perform(attempts: AttemptTable, attempt: number, vault: Vault): void {
    if (this.#config.mode === 'off') return;
    const number = attempts.number[attempt]!;
    if (this.#config.mode === 'sampled' && !this.#isSampled(number)) return;
    const operation = attempts.operation[attempt]!;
    const key = attempts.key[attempt]!;
    if (operation === GENERATE_RANDOM) return; // random bytes need no key
    if (operation === DECRYPT) this.#openKept(key, number, vault);
    else if (operation === RE_ENCRYPT) {
      this.#openKept(key, number, vault);
      this.#sealDataKey(key, number, vault);
    } else this.#sealDataKey(key, number, vault);
  }

  #isSampled(number: number): boolean {
    const bytes = deriveBytes(4, Purpose.sample, number);
    return new DataView(bytes.buffer).getUint32(0) % this.#config.sampleOneIn === 0;
  }

  #sealDataKey(key: number, number: number, vault: Vault): void {
    const nonce = deriveBytes(NONCE_BYTES, Purpose.nonce, number);
    const sealed = vault.seal(key, nonce, contextOf(key), dataKeyOf(number));
    assert(sealed !== null, `an HSM that serves key ${key} must hold it`);
    this.#operations++;
    const kept = this.#kept[key]!;
    const entry = { envelope: encodeEnvelope({ key, nonce, sealed }), madeBy: number };
    if (kept.length < KEPT_PER_KEY) kept.push(entry);
    else kept[Math.abs(number) % KEPT_PER_KEY] = entry;
  }

  #openKept(key: number, number: number, vault: Vault): void {
    const kept = this.#kept[key]!;
    const choice = deriveBytes(1, Purpose.choice, number)[0]!;
    const { envelope, madeBy } = kept[choice % kept.length]!;
    const parts = decodeEnvelope(envelope);
    assert(parts !== null && parts.key === key, `a kept ciphertext must name key ${key}`);
    const opened = vault.open(parts.key, parts.nonce, contextOf(key), parts.sealed);
    this.#operations++;
    assert(opened !== null, `a ciphertext of key ${key} must open on an HSM that holds it`);
    const expected = dataKeyOf(madeBy);
    assert(
      opened.length === expected.length && opened.every((byte, i) => byte === expected[i]),
      `the data key of call ${madeBy} must come back as it went in`,
    );
    this.#verified++;
  }
}

function dataKeyOf(number: number): Uint8Array {
  return deriveBytes(DATA_KEY_BYTES, Purpose.dataKey, number);
}

/** The encryption context of a key's data, as additional data; what AWS logs in clear. */
function contextOf(key: number): Uint8Array {
  return Uint8Array.from(`cksim:key=${key}`, (character) => character.charCodeAt(0));
}
