/**
 * How long the runs that are known will still take, at the pace of the present round. Rounds add
 * runs to the total, and those of another round may be much longer or shorter: what an earlier
 * round's took says nothing about them.
 */
export class TimeLeft {
  #total = 0;
  #done = 0;
  #lastMs: number;
  #roundBeganMs: number;
  #doneBefore = 0;

  constructor(nowMs: number) {
    this.#lastMs = nowMs;
    this.#roundBeganMs = nowMs;
  }

  /** Called whenever a run ends. */
  update(done: number, total: number, nowMs: number): void {
    if (total !== this.#total) {
      // The last run of a round ends when the next round begins.
      this.#roundBeganMs = this.#lastMs;
      this.#doneBefore = this.#done;
    }
    this.#total = total;
    this.#done = done;
    this.#lastMs = nowMs;
  }

  /** `~12 s left`; empty while nothing can be said. */
  inWords(nowMs: number): string {
    const doneInRound = this.#done - this.#doneBefore;
    const runsLeft = this.#total - this.#done;
    if (doneInRound === 0 || runsLeft === 0) return '';
    const atLastMs = ((this.#lastMs - this.#roundBeganMs) / doneInRound) * runsLeft;
    const seconds = Math.max(1, Math.round((atLastMs - (nowMs - this.#lastMs)) / 1000));
    return seconds < 120 ? `~${seconds} s left` : `~${Math.round(seconds / 60)} min left`;
  }
}
