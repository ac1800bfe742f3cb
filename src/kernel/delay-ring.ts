/** Says whether what a timer was set for still waits for it; `stamp` is the value given to `push`. */
export type IsLive = (argument: number, stamp: number) => boolean;

/**
 * Timers of one constant delay. They fire in the order they were set, so a ring holds them and
 * the heap never sees them; most time-outs are stale when they surface and are dropped there.
 */
export class DelayRing {
  readonly delayNs: number;
  readonly handler: number;
  readonly phase: number;
  readonly #isLive: IsLive;
  #capacityMask = 255;
  #first = 0;
  #count = 0;
  #time = new Float64Array(256);
  #order = new Float64Array(256);
  #argument = new Int32Array(256);
  #stamp = new Int32Array(256);
  /** Time and order of the first live timer; Infinity when there is none. */
  headTime = Infinity;
  headOrder = Infinity;

  constructor(delayNs: number, handler: number, phase: number, isLive: IsLive) {
    this.delayNs = delayNs;
    this.handler = handler;
    this.phase = phase;
    this.#isLive = isLive;
  }

  get size(): number {
    return this.#count;
  }

  push(time: number, order: number, argument: number, stamp: number): void {
    if (this.#count > this.#capacityMask) this.#grow();
    const at = (this.#first + this.#count) & this.#capacityMask;
    this.#time[at] = time;
    this.#order[at] = order;
    this.#argument[at] = argument;
    this.#stamp[at] = stamp;
    if (this.#count++ === 0) {
      this.headTime = time;
      this.headOrder = order;
    }
  }

  /** Removes the first timer and gives its argument, or -1 when it is stale. */
  pop(): number {
    const at = this.#first;
    const argument = this.#argument[at]!;
    const isLive = this.#isLive(argument, this.#stamp[at]!);
    this.#first = (at + 1) & this.#capacityMask;
    this.#count--;
    if (this.#count === 0) {
      this.headTime = Infinity;
      this.headOrder = Infinity;
    } else {
      this.headTime = this.#time[this.#first]!;
      this.headOrder = this.#order[this.#first]!;
    }
    return isLive ? argument : -1;
  }

  #grow(): void {
    const size = this.#count;
    const rotate = <A extends Float64Array | Int32Array>(from: A, into: A): A => {
      into.set(from.subarray(this.#first), 0);
      into.set(from.subarray(0, this.#first), size - this.#first);
      return into;
    };
    this.#time = rotate(this.#time, new Float64Array(size * 2));
    this.#order = rotate(this.#order, new Float64Array(size * 2));
    this.#argument = rotate(this.#argument, new Int32Array(size * 2));
    this.#stamp = rotate(this.#stamp, new Int32Array(size * 2));
    this.#first = 0;
    this.#capacityMask = size * 2 - 1;
  }
}
