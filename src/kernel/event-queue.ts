/**
 * The future events that are not of constant delay: a binary heap over typed arrays.
 *
 * The order of events is total and decided here and in no other place: by time, then by phase,
 * then by sequence of scheduling (`isBefore`). An entry is a time, an order number that packs
 * phase and sequence, a handler number and an argument.
 */
export const MAX_PHASE = 3;
const PHASE_STEP = 2 ** 51;

/** Packs phase and sequence so that one comparison of doubles decides a tie of times. */
export function orderOf(phase: number, sequence: number): number {
  return phase * PHASE_STEP + sequence;
}

/** True when the event at (timeA, orderA) comes before the one at (timeB, orderB). */
export function isBefore(timeA: number, orderA: number, timeB: number, orderB: number): boolean {
  return timeA < timeB || (timeA === timeB && orderA < orderB);
}

export class EventQueue {
  #size = 0;
  #heapTime = new Float64Array(256);
  #heapEntry = new Int32Array(256);
  #order = new Float64Array(256);
  #handler = new Int32Array(256);
  #argument = new Int32Array(256);
  #free = Int32Array.from({ length: 256 }, (_, i) => 255 - i);
  #freeCount = 256;

  get size(): number {
    return this.#size;
  }

  /** Time of the first event; Infinity when there is none. */
  headTime(): number {
    return this.#size === 0 ? Infinity : this.#heapTime[0]!;
  }

  headOrder(): number {
    return this.#size === 0 ? Infinity : this.#order[this.#heapEntry[0]!]!;
  }

  push(time: number, order: number, handler: number, argument: number): void {
    if (this.#freeCount === 0) this.#grow();
    const entry = this.#free[--this.#freeCount]!;
    this.#order[entry] = order;
    this.#handler[entry] = handler;
    this.#argument[entry] = argument;
    const heapTime = this.#heapTime;
    const heapEntry = this.#heapEntry;
    const orders = this.#order;
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const parentTime = heapTime[parent]!;
      const parentEntry = heapEntry[parent]!;
      if (!isBefore(time, order, parentTime, orders[parentEntry]!)) break;
      heapTime[at] = parentTime;
      heapEntry[at] = parentEntry;
      at = parent;
    }
    heapTime[at] = time;
    heapEntry[at] = entry;
  }

  /** Removes the first event; what it was is in `poppedHandler` and `poppedArgument`. */
  pop(): void {
    const heapTime = this.#heapTime;
    const heapEntry = this.#heapEntry;
    const orders = this.#order;
    const top = heapEntry[0]!;
    this.poppedHandler = this.#handler[top]!;
    this.poppedArgument = this.#argument[top]!;
    this.#free[this.#freeCount++] = top;
    const size = --this.#size;
    if (size === 0) return;
    const time = heapTime[size]!;
    const entry = heapEntry[size]!;
    // Bottom-up: sink the hole to a leaf along the smaller children, then let the last entry rise.
    // It came from the bottom, so it seldom rises far; this saves a comparison a level.
    let hole = 0;
    let child = 1;
    while (child < size) {
      const right = child + 1;
      if (
        right < size &&
        isBefore(
          heapTime[right]!,
          orders[heapEntry[right]!]!,
          heapTime[child]!,
          orders[heapEntry[child]!]!,
        )
      ) {
        child = right;
      }
      heapTime[hole] = heapTime[child]!;
      heapEntry[hole] = heapEntry[child]!;
      hole = child;
      child = 2 * hole + 1;
    }
    const order = orders[entry]!;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!isBefore(time, order, heapTime[parent]!, orders[heapEntry[parent]!]!)) break;
      heapTime[hole] = heapTime[parent]!;
      heapEntry[hole] = heapEntry[parent]!;
      hole = parent;
    }
    heapTime[hole] = time;
    heapEntry[hole] = entry;
  }

  poppedHandler = 0;
  poppedArgument = 0;

  #grow(): void {
    const old = this.#heapTime.length;
    const size = old * 2;
    this.#heapTime = grown(this.#heapTime, new Float64Array(size));
    this.#heapEntry = grown(this.#heapEntry, new Int32Array(size));
    this.#order = grown(this.#order, new Float64Array(size));
    this.#handler = grown(this.#handler, new Int32Array(size));
    this.#argument = grown(this.#argument, new Int32Array(size));
    this.#free = new Int32Array(size);
    for (let i = 0; i < size - old; i++) this.#free[i] = size - 1 - i;
    this.#freeCount = size - old;
  }
}

function grown<A extends Float64Array | Int32Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
