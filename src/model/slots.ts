import { BoundReached } from '../kernel/index.ts';

/**
 * Hands out small integers and takes them back, last returned first, so that tables stay as small
 * as the number in use at once.
 */
export class SlotPool {
  readonly #what: string;
  readonly #limit: number;
  readonly #onGrow: (capacity: number) => void;
  #free = new Int32Array(0);
  #freeCount = 0;
  #capacity = 0;
  #used = 0;

  /** `onGrow` is told each new capacity before a slot of it is handed out. */
  constructor(what: string, limit: number, onGrow: (capacity: number) => void) {
    this.#what = what;
    this.#limit = limit;
    this.#onGrow = onGrow;
    this.#grow(256);
  }

  get used(): number {
    return this.#used;
  }

  take(): number {
    if (this.#freeCount === 0) {
      if (this.#capacity >= this.#limit) throw new BoundReached(this.#what, this.#limit);
      this.#grow(this.#capacity * 2);
    }
    this.#used++;
    return this.#free[--this.#freeCount]!;
  }

  give(slot: number): void {
    this.#used--;
    this.#free[this.#freeCount++] = slot;
  }

  #grow(capacity: number): void {
    this.#onGrow(capacity);
    this.#free = new Int32Array(capacity);
    this.#freeCount = capacity - this.#capacity;
    for (let i = 0; i < this.#freeCount; i++) this.#free[i] = capacity - 1 - i;
    this.#capacity = capacity;
  }
}

/** A copy of `column` with room for `capacity` values. */
export function widened<A extends Uint8Array | Int32Array | Float64Array>(
  column: A,
  capacity: number,
): A {
  const wider = new (column.constructor as new (length: number) => A)(capacity);
  wider.set(column);
  return wider;
}
