import type { EventLoop } from '../../kernel/index.ts';
import type { SystemAccount } from '../run-result.ts';

/**
 * How many calls (or user operations) are present, accounted in two ways that know nothing of each
 * other: as an integral over time, and one by one. They must agree, and Little's law follows.
 */
export class Presence {
  readonly #loop: EventLoop;
  readonly #startNs: number;
  readonly #endNs: number;
  #present = 0;
  #changedAtNs = 0;
  #presentAreaNs = 0;
  #areaAtEndNs = 0;
  #endedTimeNs = 0;
  #presentSinceNs = 0;
  #presentAtStart = 0;
  #presentAtEnd = 0;
  #isWarmingUp = true;
  #arrived = 0;
  #ended = 0;
  #timeInSystemNs = 0;
  #outsideNs = 0;
  #olderEnded = 0;
  #timePresentNs = 0;

  /** Measured time is [startNs, endNs). */
  constructor(loop: EventLoop, startNs: number, endNs: number) {
    this.#loop = loop;
    this.#startNs = startNs;
    this.#endNs = endNs;
  }

  /** One more is present, due at `dueNs`; true when that lies in the measured time. */
  due(dueNs: number): boolean {
    this.#account();
    this.#present++;
    if (dueNs < this.#startNs) return false;
    this.#presentSinceNs += dueNs - this.#startNs;
    this.#arrived++;
    return true;
  }

  /** One that was due at `dueNs` has left; true when that lay in the measured time. */
  ended(dueNs: number): boolean {
    this.#account();
    const now = this.#loop.now;
    this.#present--;
    const since = Math.max(dueNs, this.#startNs);
    this.#presentSinceNs -= since - this.#startNs;
    if (now >= this.#startNs && now <= this.#endNs) this.#endedTimeNs += now - since;
    if (dueNs < this.#startNs) {
      if (now < this.#startNs || this.#isWarmingUp) return false;
      this.#olderEnded++;
      this.#outsideNs -= Math.min(now, this.#endNs) - this.#startNs;
      return false;
    }
    this.#ended++;
    this.#timeInSystemNs += now - dueNs;
    this.#outsideNs += Math.max(0, now - Math.max(dueNs, this.#endNs));
    return true;
  }

  /** The warm-up is over, now: the accounts start anew. */
  beginMeasure(): void {
    this.#account();
    this.#isWarmingUp = false;
    this.#presentAreaNs = 0;
    this.#endedTimeNs = 0;
    this.#presentSinceNs = 0; // those present count from now on
    this.#presentAtStart = this.#present;
  }

  /** The measured time is over, now: at its end, or where a bound stopped the run. */
  endMeasure(): void {
    this.#account();
    const elapsed = Math.max(0, this.#loop.now - this.#startNs);
    this.#presentAtEnd = this.#present;
    this.#timePresentNs = this.#endedTimeNs + this.#present * elapsed - this.#presentSinceNs;
    this.#areaAtEndNs = this.#presentAreaNs;
  }

  /** Integral of the number present up to now, since the start or the end of the warm-up. */
  areaUntilNow(): number {
    this.#account();
    return this.#presentAreaNs;
  }

  account(): SystemAccount {
    return {
      presentAreaNs: this.#areaAtEndNs,
      timePresentNs: this.#timePresentNs,
      arrived: this.#arrived,
      timeInSystemNs: this.#timeInSystemNs,
      ended: this.#ended,
      outsideNs: this.#outsideNs,
      olderAllEnded: this.#olderEnded === this.#presentAtStart,
      presentAtStart: this.#presentAtStart,
      presentAtEnd: this.#presentAtEnd,
    };
  }

  #account(): void {
    const now = this.#loop.now;
    this.#presentAreaNs += (now - this.#changedAtNs) * this.#present;
    this.#changedAtNs = now;
  }
}
