import type { FaultConfig } from '../../model/index.ts';
import type { FaultData } from '../run-result.ts';

/** Occurrences of one fault that are kept one by one; more are only counted. */
const MOST_SPANS = 100;

interface Span {
  readonly startNs: number;
  endNs: number | null;
}

/** When each fault came and went. Faults that are drawn come again and again. */
export class FaultLog {
  readonly #faults: readonly FaultConfig[];
  readonly #zeroNs: number;
  readonly #counts: number[];
  readonly #spans: Span[][];
  readonly #lastEndNs: (number | null)[];

  /** Times are told from `zeroNs`, the start of the measured time. */
  constructor(faults: readonly FaultConfig[], zeroNs: number) {
    this.#faults = faults;
    this.#zeroNs = zeroNs;
    this.#counts = faults.map(() => 0);
    this.#spans = faults.map(() => []);
    this.#lastEndNs = faults.map(() => null);
  }

  started(fault: number, nowNs: number): void {
    this.#counts[fault] = this.#counts[fault]! + 1;
    this.#lastEndNs[fault] = null;
    const spans = this.#spans[fault]!;
    if (spans.length < MOST_SPANS) spans.push({ startNs: nowNs - this.#zeroNs, endNs: null });
  }

  ended(fault: number, nowNs: number): void {
    this.#lastEndNs[fault] = nowNs - this.#zeroNs;
    const spans = this.#spans[fault]!;
    const last = spans.at(-1);
    if (last !== undefined && spans.length === this.#counts[fault]) {
      last.endNs = nowNs - this.#zeroNs;
    }
  }

  data(): FaultData[] {
    return this.#faults.flatMap(({ name, kind }, fault) => {
      const spans = this.#spans[fault]!;
      const first = spans[0];
      if (first === undefined) return [];
      const endNs = this.#lastEndNs[fault]!;
      return [{ name, kind, startNs: first.startNs, endNs, count: this.#counts[fault]!, spans }];
    });
  }
}
