import { NS_PER_SECOND } from './clock.ts';

/** Admits or refuses, at the present instant; a refused request costs nothing. */
export interface Limiter {
  readonly ratePerSecond: number;
  admit(nowNs: number): boolean;
  /** Another rate: fixed windows take it from the next window on, a token bucket at once. */
  changeRate(ratePerSecond: number, nowNs: number): void;
}

/**
 * Counts admissions in windows of one second that start at `phaseNs` plus whole seconds. A badly
 * placed sliding second can see up to twice the rate; a window never sees more than the rate.
 */
export class FixedWindowLimiter implements Limiter {
  ratePerSecond: number;
  readonly #phaseNs: number;
  #nextRate: number;
  #windowEndNs = -Infinity;
  #admitted = 0;

  /** `phaseNs` in [0, 1 s). */
  constructor(ratePerSecond: number, phaseNs: number) {
    this.ratePerSecond = ratePerSecond;
    this.#nextRate = ratePerSecond;
    this.#phaseNs = phaseNs;
  }

  admit(nowNs: number): boolean {
    if (nowNs >= this.#windowEndNs) this.#openWindow(nowNs);
    if (this.#admitted + 1 > this.ratePerSecond) return false;
    this.#admitted++;
    return true;
  }

  changeRate(ratePerSecond: number, nowNs: number): void {
    // The present window may not have seen a request yet: it still has the old rate.
    if (nowNs >= this.#windowEndNs) this.#openWindow(nowNs);
    this.#nextRate = ratePerSecond;
  }

  #openWindow(nowNs: number): void {
    const windows = Math.floor((nowNs - this.#phaseNs) / NS_PER_SECOND) + 1;
    this.#windowEndNs = this.#phaseNs + windows * NS_PER_SECOND;
    this.#admitted = 0;
    this.ratePerSecond = this.#nextRate;
  }
}

/** A bucket of `depth` tokens, full at the start, refilled evenly at `ratePerSecond`. */
export class TokenBucketLimiter implements Limiter {
  ratePerSecond: number;
  #depth: number;
  #tokens: number;
  #filledAtNs = 0;

  constructor(ratePerSecond: number, depth: number) {
    this.ratePerSecond = ratePerSecond;
    this.#depth = depth;
    this.#tokens = depth;
  }

  admit(nowNs: number): boolean {
    this.#fill(nowNs);
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  /** The depth changes in proportion: it stays the same time's worth of tokens. */
  changeRate(ratePerSecond: number, nowNs: number): void {
    this.#fill(nowNs);
    this.#depth *= ratePerSecond / this.ratePerSecond;
    this.#tokens = Math.min(this.#depth, this.#tokens);
    this.ratePerSecond = ratePerSecond;
  }

  #fill(nowNs: number): void {
    const earned = ((nowNs - this.#filledAtNs) * this.ratePerSecond) / NS_PER_SECOND;
    this.#tokens = Math.min(this.#depth, this.#tokens + earned);
    this.#filledAtNs = nowNs;
  }
}
