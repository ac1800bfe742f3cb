import { Phases, type FaultConfig, type TimeRange } from '../../model/index.ts';
import { FAULT_GROUPS } from '../groups.ts';

/**
 * Which parts of the run the present instant lies in (phases, faults and time ranges, by the
 * numbers of their groups), and how much of the measured time each part has taken.
 */
export class PartClock {
  readonly #faults: number;
  readonly #ranges: readonly TimeRange[];
  readonly #startNs: number;
  readonly #endNs: number;
  readonly #phases: Phases;
  readonly #lengthsNs: Float64Array;
  #accountedNs: number;

  /** Measured time is [startNs, endNs). */
  constructor(
    faults: readonly FaultConfig[],
    ranges: readonly TimeRange[],
    startNs: number,
    endNs: number,
  ) {
    this.#faults = faults.length;
    this.#ranges = ranges;
    this.#startNs = startNs;
    this.#endNs = endNs;
    this.#phases = new Phases(
      faults.length,
      faults.some(({ drawn }) => drawn !== null),
    );
    this.#lengthsNs = new Float64Array(FAULT_GROUPS + faults.length);
    this.#accountedNs = startNs;
  }

  get phase(): number {
    return this.#phases.current;
  }

  /** Bit i: fault i is active. */
  get activeFaults(): number {
    return this.#phases.active;
  }

  faultStarted(fault: number, nowNs: number): void {
    this.#account(nowNs);
    this.#phases.faultStarted(fault);
  }

  faultEnded(fault: number, nowNs: number): void {
    this.#account(nowNs);
    this.#phases.faultEnded(fault);
  }

  /** Measured time of each group up to `nowNs`. */
  lengthsNs(nowNs: number): number[] {
    this.#account(nowNs);
    const clipped = (timeNs: number) =>
      Math.max(this.#startNs, Math.min(timeNs, nowNs, this.#endNs));
    return [
      ...this.#lengthsNs,
      ...this.#ranges.map(({ fromNs, toNs }) => clipped(toNs) - clipped(fromNs)),
    ];
  }

  #account(nowNs: number): void {
    const untilNs = Math.min(nowNs, this.#endNs);
    const elapsedNs = untilNs - this.#accountedNs;
    if (elapsedNs <= 0) return;
    this.#accountedNs = untilNs;
    this.#lengthsNs[this.#phases.current]! += elapsedNs;
    for (let fault = 0; fault < this.#faults; fault++) {
      if (this.#phases.active & (1 << fault)) this.#lengthsNs[FAULT_GROUPS + fault]! += elapsedNs;
    }
  }
}
