import type { RandomStream } from '../../kernel/index.ts';

/** Draws the operation of a call, or of a user, from a workload's mix. A mix of one takes no draw. */
export class OperationMix {
  readonly #codes: readonly number[];
  readonly #upTo: readonly number[];
  readonly #stream: RandomStream;

  /** `shares` sum to 1. */
  constructor(codes: readonly number[], shares: readonly number[], stream: RandomStream) {
    this.#stream = stream;
    this.#codes = codes;
    let sum = 0;
    this.#upTo = shares.map((share) => (sum += share));
  }

  draw(): number {
    if (this.#codes.length === 1) return this.#codes[0]!;
    const u = this.#stream.next();
    const at = this.#upTo.findIndex((upTo) => u < upTo);
    return this.#codes[at < 0 ? this.#codes.length - 1 : at]!;
  }
}
