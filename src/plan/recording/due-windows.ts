import { NS_PER_SECOND } from '../../kernel/index.ts';
import { LogLinearHistogram } from '../../stats/index.ts';
import type { DueWindows } from '../run-result.ts';

/** Buckets 2^-6 of an octave wide, as those of the windows by when calls ended. */
const SUB_BITS = 6;

/**
 * Seconds that may wait for their calls at once, 26 KB each. When there are more, the oldest is
 * closed: what it still waits for has taken minutes and counts as slower than all the others.
 */
const MOST_OPEN = 256;

/**
 * What becomes of the calls due in each second of the measured time. A second stays open until
 * its last call has ended, so that calls that hang are seen in the second that made them hang.
 */
export class DueWindowRecorder {
  readonly #startNs: number;
  readonly #endNs: number;
  readonly #due: Int32Array;
  readonly #ended: Int32Array;
  readonly #succeeded: Int32Array;
  readonly #p99Ns: (number | null)[];
  /** By second; undefined before its first call and after its last. */
  readonly #latencies: (LogLinearHistogram | undefined)[];
  readonly #spare: LogLinearHistogram[] = [];
  #openCount = 0;
  /** No second before this one is open. */
  #oldest = 0;
  #newest = 0;

  constructor(startNs: number, durationNs: number) {
    const count = Math.max(1, Math.ceil(durationNs / NS_PER_SECOND));
    this.#startNs = startNs;
    this.#endNs = startNs + durationNs;
    this.#due = new Int32Array(count);
    this.#ended = new Int32Array(count);
    this.#succeeded = new Int32Array(count);
    this.#p99Ns = Array.from({ length: count }, () => null);
    this.#latencies = Array.from({ length: count });
  }

  /** Calls due after the measured time, such as those of a user's client that tries again, are left out. */
  due(dueNs: number): void {
    if (dueNs >= this.#endNs) return;
    const second = this.#secondOf(dueNs);
    if (second !== this.#newest) {
      if (this.#ended[this.#newest] === this.#due[this.#newest]) this.#close(this.#newest);
      this.#newest = second;
    }
    this.#due[second]!++;
    if (this.#latencies[second] !== undefined) return;
    this.#latencies[second] = this.#spare.pop() ?? new LogLinearHistogram(SUB_BITS);
    if (++this.#openCount > MOST_OPEN) this.#closeOldest();
  }

  succeeded(dueNs: number, latencyNs: number): void {
    if (dueNs >= this.#endNs) return;
    const second = this.#secondOf(dueNs);
    this.#succeeded[second]!++;
    this.#latencies[second]?.record(latencyNs);
    this.#count(second);
  }

  failed(dueNs: number): void {
    if (dueNs < this.#endNs) this.#count(this.#secondOf(dueNs));
  }

  data(): DueWindows {
    while (this.#openCount > 0) this.#closeOldest();
    return { succeeded: [...this.#succeeded], p99Ns: this.#p99Ns };
  }

  #count(second: number): void {
    const isLast = ++this.#ended[second]! === this.#due[second];
    if (isLast && second !== this.#newest) this.#close(second);
  }

  #closeOldest(): void {
    while (this.#latencies[this.#oldest] === undefined) this.#oldest++;
    const second = this.#oldest;
    const latencies = this.#latencies[second]!;
    const waiting = this.#due[second]! - this.#ended[second]!;
    // A second without an answer has no percentile; its success share says enough.
    if (latencies.count > 0) {
      for (let call = 0; call < waiting; call++) latencies.record(Number.MAX_SAFE_INTEGER);
    }
    this.#close(second);
  }

  #close(second: number): void {
    const latencies = this.#latencies[second];
    if (latencies === undefined) return;
    if (latencies.count > 0) this.#p99Ns[second] = latencies.percentile(0.99);
    latencies.reset();
    this.#spare.push(latencies);
    this.#latencies[second] = undefined;
    this.#openCount--;
  }

  #secondOf(dueNs: number): number {
    return Math.floor((dueNs - this.#startNs) / NS_PER_SECOND);
  }
}
