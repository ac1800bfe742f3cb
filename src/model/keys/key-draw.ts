import type { RandomStream } from '../../kernel/index.ts';
import { zipfShares } from './key-popularity.ts';

/** Draws which of a workload's keys a call uses, by Zipf's law; one draw a call. */
export class KeyDraw {
  /** By position of the key: share of the calls that ask for it or for one before it. */
  readonly #upTo: Float64Array;
  readonly #stream: RandomStream;

  constructor(keys: number, exponent: number, stream: RandomStream) {
    let sum = 0;
    this.#upTo = zipfShares(keys, exponent).map((share) => (sum += share));
    this.#stream = stream;
  }

  /** Position of the key, from 0. */
  next(): number {
    const u = this.#stream.next();
    const upTo = this.#upTo;
    let low = 0;
    // Rounding may leave the last sum a little under 1: the last key takes what is left.
    let high = upTo.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (u < upTo[middle]!) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
