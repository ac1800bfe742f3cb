import { assert } from '../../kernel/index.ts';
import type { ArrivalTimes } from './arrival-times.ts';

/**
 * Arrivals at given times, ascending. With `loopNs` they begin again so long after the first of
 * them; what a recording holds beyond that is not replayed.
 */
export class ReplayTimes implements ArrivalTimes {
  readonly #timesNs: readonly number[];
  readonly #loopNs: number | null;
  #at = 0;
  #shiftNs = 0;

  constructor(timesNs: readonly number[], loopNs: number | null) {
    assert(loopNs === null || loopNs > 0, 'a replay loops after a positive time');
    this.#timesNs = timesNs;
    this.#loopNs = loopNs;
  }

  next(nowNs: number): number {
    const times = this.#timesNs;
    const loopNs = this.#loopNs;
    if (times.length === 0) return Infinity;
    const isOver =
      this.#at === times.length || (loopNs !== null && times[this.#at]! - times[0]! >= loopNs);
    if (isOver) {
      if (loopNs === null) return Infinity;
      this.#at = 0;
      this.#shiftNs += loopNs;
    }
    const atNs = Math.round(times[this.#at++]! + this.#shiftNs);
    assert(atNs >= nowNs, 'the times of a replay ascend');
    return atNs;
  }
}
