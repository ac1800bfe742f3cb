import { gcm } from '@noble/ciphers/aes.js';
import { assert } from '../../kernel/index.ts';

/** AES-256-GCM: 32-byte keys, 12-byte nonces, 16-byte tags at the end (NIST SP 800-38D). */
export interface AesGcm {
  seal(
    key: Uint8Array,
    nonce: Uint8Array,
    additionalData: Uint8Array,
    plaintext: Uint8Array,
  ): Uint8Array;
  /** null when the tag does not fit: wrong key, wrong additional data, or damaged bytes. */
  open(
    key: Uint8Array,
    nonce: Uint8Array,
    additionalData: Uint8Array,
    sealed: Uint8Array,
  ): Uint8Array | null;
}

/** The provider that runs everywhere: @noble/ciphers. */
export const portableAesGcm: AesGcm = {
  seal: (key, nonce, additionalData, plaintext) =>
    gcm(key, nonce, additionalData).encrypt(plaintext),
  open: (key, nonce, additionalData, sealed) => {
    try {
      return gcm(key, nonce, additionalData).decrypt(sealed);
    } catch {
      return null; // noble reports a wrong tag by throwing; here it is an answer
    }
  },
};

/**
 * The key memory of one HSM. Key material never leaves it but into another vault, as CloudHSM
 * clones keys between the HSMs of a cluster; all a caller gets are results of operations.
 */
export class Vault {
  readonly #aesGcm: AesGcm;
  readonly #material = new Map<number, Uint8Array>();

  constructor(aesGcm: AesGcm) {
    this.#aesGcm = aesGcm;
  }

  holds(key: number): boolean {
    return this.#material.has(key);
  }

  /** Makes key number `key` from 32 random bytes. */
  generate(key: number, entropy: Uint8Array): void {
    this.#material.set(key, entropy.slice());
  }

  /** Takes over all keys of another vault. */
  cloneFrom(other: Vault): void {
    for (const [key, material] of other.#material) this.#material.set(key, material);
  }

  /** Takes over one key that `other` holds. */
  cloneKeyFrom(other: Vault, key: number): void {
    const material = other.#material.get(key);
    assert(material !== undefined, 'a vault can only give a key that it holds');
    this.#material.set(key, material);
  }

  /** Another vault with the same keys: what a backup holds. */
  copy(): Vault {
    const copy = new Vault(this.#aesGcm);
    copy.cloneFrom(this);
    return copy;
  }

  /** Numbers of the keys here, by age. */
  keys(): readonly number[] {
    return [...this.#material.keys()];
  }

  /** Forgets one key. */
  delete(key: number): void {
    this.#material.delete(key);
  }

  /** All keys are gone, as with a crashed HSM. */
  zeroise(): void {
    this.#material.clear();
  }

  /** null when the key is not here. */
  seal(
    key: number,
    nonce: Uint8Array,
    additionalData: Uint8Array,
    plaintext: Uint8Array,
  ): Uint8Array | null {
    const material = this.#material.get(key);
    return material === undefined
      ? null
      : this.#aesGcm.seal(material, nonce, additionalData, plaintext);
  }

  /** null when the key is not here, or the ciphertext does not open under it. */
  open(
    key: number,
    nonce: Uint8Array,
    additionalData: Uint8Array,
    sealed: Uint8Array,
  ): Uint8Array | null {
    const material = this.#material.get(key);
    return material === undefined
      ? null
      : this.#aesGcm.open(material, nonce, additionalData, sealed);
  }
}
