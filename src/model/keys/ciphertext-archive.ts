/** A ciphertext that somebody keeps, and the call that made it. */
export interface Kept {
  readonly envelope: Uint8Array;
  readonly madeBy: number;
}

/** Beyond so many, a newer ciphertext takes an older one's place. */
const MOST_KEPT = 200_000;
const MOST_PER_KEY = 64;

/** The ciphertexts that callers keep, by key: what Decrypt calls ask for, and what an audit tries. */
export class CiphertextArchive {
  readonly #byKey: Kept[][];
  readonly #mostPerKey: number;
  #count = 0;

  /** `keepsAll`: up to 200,000 of all keys together; otherwise the last few of each key. */
  constructor(keys: number, keepsAll: boolean) {
    this.#byKey = Array.from({ length: keys }, () => []);
    this.#mostPerKey = keepsAll ? Infinity : MOST_PER_KEY;
  }

  addKey(): void {
    this.#byKey.push([]);
  }

  /** Keeps one more; the first of a key always finds room. */
  keep(key: number, kept: Kept): void {
    const own = this.#byKey[key]!;
    const hasRoom = own.length < this.#mostPerKey && this.#count < MOST_KEPT;
    if (own.length === 0 || hasRoom) {
      own.push(kept);
      this.#count++;
    } else {
      own[Math.abs(kept.madeBy) % own.length] = kept;
    }
  }

  of(key: number): readonly Kept[] {
    return this.#byKey[key]!;
  }

  /** One of `key`'s, for any whole number `choice` from 0. */
  choose(key: number, choice: number): Kept {
    const own = this.#byKey[key]!;
    return own[choice % own.length]!;
  }
}
