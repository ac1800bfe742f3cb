import type { Hsm } from './hsm.ts';
import type { Vault } from './vault.ts';

/**
 * Which HSM holds which key (model page, section 5, items 2 to 4). The vaults hold the material;
 * this counts, for each HSM, the keys of its key store that somebody may ask for and that are not
 * there, so that an HSM with all of them need not be searched at every command.
 */
export class KeyCopies {
  readonly #hsms: readonly Hsm[];
  /** By key store: the keys that somebody may ask for, by number. */
  readonly #asked: readonly Set<number>[];

  constructor(hsms: readonly Hsm[], keyStores: number) {
    this.#hsms = hsms;
    this.#asked = Array.from({ length: keyStores }, () => new Set<number>());
  }

  /** Makes `key` from 32 random bytes on one HSM alone; the others of its key store get it by cloning. */
  make(key: number, entropy: Uint8Array, hsm: Hsm): void {
    const asked = this.#askedOf(hsm);
    if (!asked.has(key)) {
      asked.add(key);
      for (const other of this.#hsms) {
        if (other.keyStore === hsm.keyStore && !other.vault.holds(key)) other.missingKeys++;
      }
    }
    if (!hsm.vault.holds(key)) hsm.missingKeys--;
    hsm.vault.generate(key, entropy);
  }

  /** Nobody will ask for `key` any more; where its material still is, it is an orphan. */
  forget(key: number): void {
    const keyStore = this.#asked.findIndex((asked) => asked.delete(key));
    if (keyStore < 0) return;
    for (const hsm of this.#hsms) {
      if (hsm.keyStore === keyStore && !hsm.vault.holds(key)) hsm.missingKeys--;
    }
  }

  /** Deletes the material of `key` on one HSM. */
  remove(key: number, hsm: Hsm): void {
    if (!hsm.vault.holds(key)) return;
    hsm.vault.delete(key);
    if (this.#askedOf(hsm).has(key)) hsm.missingKeys++;
  }

  cloneKey(key: number, from: Hsm, to: Hsm): void {
    if (to.vault.holds(key) || !from.vault.holds(key)) return;
    to.vault.cloneKeyFrom(from.vault, key);
    if (this.#askedOf(to).has(key)) to.missingKeys--;
  }

  /** `hsm` gets all that `vault` holds and keeps what it has. */
  fill(hsm: Hsm, vault: Vault): void {
    hsm.vault.cloneFrom(vault);
    this.count(hsm);
  }

  zeroise(hsm: Hsm): void {
    hsm.vault.zeroise();
    hsm.missingKeys = this.#askedOf(hsm).size;
  }

  /** Counts what an HSM misses. */
  count(hsm: Hsm): void {
    let missing = 0;
    for (const key of this.#askedOf(hsm)) if (!hsm.vault.holds(key)) missing++;
    hsm.missingKeys = missing;
  }

  #askedOf({ keyStore }: Hsm): Set<number> {
    return this.#asked[keyStore]!;
  }
}
