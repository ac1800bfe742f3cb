/**
 * The area under a step function of time, such as a queue's length: divided by the time it gives
 * the time-weighted average. Times must not fall. Sums are compensated (A. Neumaier, ZAMM 54,
 * 1974), so millions of short steps lose nothing against a long one.
 */
export class TimeWeighted {
  #value: number;
  #since: number;
  #area = 0;
  #lost = 0;

  /** The value from time `now` on. */
  constructor(now = 0, value = 0) {
    this.#since = now;
    this.#value = value;
  }

  get value(): number {
    return this.#value;
  }

  /** From `now` on the value is `value`. Throws a RangeError if `now` is in the past. */
  set(now: number, value: number): void {
    this.#advance(now);
    this.#value = value;
  }

  /** From `now` on the value is larger by `delta`. */
  add(now: number, delta: number): void {
    this.set(now, this.#value + delta);
  }

  /** Area from the start, or the last restart, until `now`. */
  areaUntil(now: number): number {
    this.#advance(now);
    return this.#area + this.#lost;
  }

  /** Forgets the area, not the value: where the warm-up ends and measuring begins. */
  restart(now: number): void {
    this.#advance(now);
    this.#area = 0;
    this.#lost = 0;
  }

  #advance(now: number): void {
    if (!(now >= this.#since)) {
      throw new RangeError(`time cannot fall from ${this.#since} to ${now}`);
    }
    const step = this.#value * (now - this.#since);
    this.#since = now;
    const sum = this.#area + step;
    // What the sum rounds away is the part of the smaller operand that did not fit.
    this.#lost +=
      Math.abs(this.#area) >= Math.abs(step) ? this.#area - sum + step : step - sum + this.#area;
    this.#area = sum;
  }
}
