import type { Operation } from './operation.ts';
import type { Step } from './step.ts';

/** An AWS service, or a library, that makes KMS calls for its users. */
export interface Service {
  /** Chooses what an operation that has just become due is about, and says what it needs. */
  begin(operation: Operation, nowNs: number): readonly Step[];
  /** The run begins; only for services that act by themselves, each time with `act` about a thing. */
  start?(act: (thing: number) => void): void;
  /** An operation ended, one that it began by itself included; only for services that keep more than caches. */
  ended?(operation: Operation, outcome: number, nowNs: number): void;
  /** Waits before the service itself tries a failed operation again; none: the user's client decides. */
  ownRetriesNs?(operation: Operation): readonly number[] | null;
}

/** Deals things out evenly and in turn, each kind of operation in a round of its own. */
export class Turns {
  readonly #taken: Float64Array;

  constructor(kinds: number) {
    this.#taken = new Float64Array(kinds);
  }

  take(kind: number): number {
    return this.#taken[kind]!++;
  }
}
