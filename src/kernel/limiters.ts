import { NS_PER_SECOND } from './clock.ts';

/** Admits or refuses, at the present instant; a refused request costs nothing. */
export interface Limiter {
  readonly ratePerSecond: number;
  admit(nowNs: number): boolean;
}

/**
 * Counts admissions in windows of one second that start at `phaseNs` plus whole seconds. A badly
 * placed sliding second can see up to twice the rate; a window never sees more than the rate.
 */
export class FixedWindowLimiter implements Limiter {
  readonly ratePerSecond: number;
  readonly #phaseNs: number;
  #windowEndNs = -Infinity;
  #admitted = 0;

  /** `phaseNs` in [0, 1 s). */
  constructor(ratePerSecond: number, phaseNs: number) {
    this.ratePerSecond = ratePerSecond;
    this.#phaseNs = phaseNs;
  }

  admit(nowNs: number): boolean {
    if (nowNs >= this.#windowEndNs) {
      const windows = Math.floor((nowNs - this.#phaseNs) / NS_PER_SECOND) + 1;
      this.#windowEndNs = this.#phaseNs + windows * NS_PER_SECOND;
      this.#admitted = 0;
    }
    if (this.#admitted + 1 > this.ratePerSecond) return false;
    this.#admitted++;
    return true;
  }
}

/** A bucket of `depth` tokens, full at the start, refilled evenly at `ratePerSecond`. */
export class TokenBucketLimiter implements Limiter {
  readonly ratePerSecond: number;
  readonly #depth: number;
  #tokens: number;
  #filledAtNs = 0;

  constructor(ratePerSecond: number, depth: number) {
    this.ratePerSecond = ratePerSecond;
    this.#depth = depth;
    this.#tokens = depth;
  }

  admit(nowNs: number): boolean {
    const earned = ((nowNs - this.#filledAtNs) * this.ratePerSecond) / NS_PER_SECOND;
    this.#tokens = Math.min(this.#depth, this.#tokens + earned);
    this.#filledAtNs = nowNs;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
