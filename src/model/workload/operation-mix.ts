import type { RandomStream } from '../../kernel/index.ts';
import type { WorkloadConfig } from '../config.ts';
import { operationCode } from '../operations.ts';

/** Draws the operation of a call from a workload's mix. A mix of one takes no draw. */
export class OperationMix {
  readonly #codes: readonly number[];
  readonly #upTo: readonly number[];
  readonly #stream: RandomStream;

  constructor(operations: WorkloadConfig['operations'], stream: RandomStream) {
    this.#stream = stream;
    this.#codes = operations.map(({ operation }) => operationCode(operation));
    let sum = 0;
    this.#upTo = operations.map(({ share }) => (sum += share));
  }

  draw(): number {
    if (this.#codes.length === 1) return this.#codes[0]!;
    const u = this.#stream.next();
    const at = this.#upTo.findIndex((upTo) => u < upTo);
    return this.#codes[at < 0 ? this.#codes.length - 1 : at]!;
  }
}
