import { NS_PER_SECOND } from '../../kernel/index.ts';
import { LogLinearHistogram } from '../../stats/index.ts';
import type { WindowData } from '../run-result.ts';

/** Buckets 2^-6 of an octave wide: percentiles of a window within 0.8 %, enough for a time line. */
const SUB_BITS = 6;

/**
 * Counts per second of the measured time. Events come in time order, so one window is open at a
 * time; its latencies sit in one small histogram that is emptied when the window turns.
 */
export class WindowRecorder {
  readonly #startNs: number;
  readonly #endNs: number;
  readonly #count: number;
  readonly #latency = new LogLinearHistogram(SUB_BITS);
  readonly #offered: Int32Array;
  readonly #succeeded: Int32Array;
  readonly #throttled: Int32Array;
  readonly #failed: Int32Array;
  readonly #attempts: Int32Array;
  readonly #admitted: Int32Array;
  readonly #p50Ns: (number | null)[] = [];
  readonly #p99Ns: (number | null)[] = [];
  #open = 0;
  #openEndNs: number;

  constructor(startNs: number, durationNs: number) {
    this.#startNs = startNs;
    this.#endNs = startNs + durationNs;
    this.#count = Math.max(1, Math.ceil(durationNs / NS_PER_SECOND));
    this.#openEndNs = startNs + NS_PER_SECOND;
    const column = () => new Int32Array(this.#count);
    this.#offered = column();
    this.#succeeded = column();
    this.#throttled = column();
    this.#failed = column();
    this.#attempts = column();
    this.#admitted = column();
  }

  offered(nowNs: number): void {
    if (this.#advance(nowNs)) this.#offered[this.#open]!++;
  }

  attempted(nowNs: number): void {
    if (this.#advance(nowNs)) this.#attempts[this.#open]!++;
  }

  admitted(nowNs: number): void {
    if (this.#advance(nowNs)) this.#admitted[this.#open]!++;
  }

  succeeded(nowNs: number, latencyNs: number): void {
    if (!this.#advance(nowNs)) return;
    this.#succeeded[this.#open]!++;
    this.#latency.record(latencyNs);
  }

  failed(nowNs: number, isThrottled: boolean): void {
    if (!this.#advance(nowNs)) return;
    if (isThrottled) this.#throttled[this.#open]!++;
    else this.#failed[this.#open]!++;
  }

  data(): WindowData {
    while (this.#open < this.#count) this.#turn();
    return {
      widthNs: NS_PER_SECOND,
      offered: [...this.#offered],
      succeeded: [...this.#succeeded],
      throttled: [...this.#throttled],
      failed: [...this.#failed],
      attempts: [...this.#attempts],
      admitted: [...this.#admitted],
      p50Ns: this.#p50Ns,
      p99Ns: this.#p99Ns,
    };
  }

  /** Turns to the window of `nowNs`; false outside the measured time. */
  #advance(nowNs: number): boolean {
    while (nowNs >= this.#openEndNs && this.#open < this.#count) this.#turn();
    return nowNs >= this.#startNs && nowNs < this.#endNs && this.#open < this.#count;
  }

  #turn(): void {
    const isEmpty = this.#latency.count === 0;
    this.#p50Ns.push(isEmpty ? null : this.#latency.percentile(0.5));
    this.#p99Ns.push(isEmpty ? null : this.#latency.percentile(0.99));
    this.#latency.reset();
    this.#open++;
    this.#openEndNs += NS_PER_SECOND;
  }
}
