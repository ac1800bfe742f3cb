/**
 * A rolling 32-bit hash of the numbers that pass by, in order. Multiplications by odd constants
 * and rotations only, so that every runtime gives the same bits.
 */
export class RollingHash {
  #state = 0x9e3779b9 | 0;

  /** Folds in a whole number; its low and high 32 bits both count. */
  fold(value: number): void {
    const low = value | 0;
    const high = (value * 2.3283064365386963e-10) | 0; // value / 2^32
    let h = Math.imul(this.#state ^ low, 0x85ebca6b);
    h = (h << 13) | (h >>> 19);
    this.#state = Math.imul(h ^ high, 0xc2b2ae35);
  }

  foldText(text: string): void {
    for (let i = 0; i < text.length; i++) this.fold(text.charCodeAt(i));
  }

  /** Eight hexadecimal digits. */
  digest(): string {
    let h = this.#state;
    h ^= h >>> 16;
    h = Math.imul(h, 0x7feb352d);
    h ^= h >>> 15;
    return (h >>> 0).toString(16).padStart(8, '0');
  }
}

/** One hash of several texts, in order; for merging the fingerprints of many runs. */
export function hashTexts(texts: readonly string[]): string {
  const hash = new RollingHash();
  for (const text of texts) {
    hash.foldText(text);
    hash.fold(-1); // a separator: ['ab', 'c'] differs from ['a', 'bc']
  }
  return hash.digest();
}
