import { assert } from '../../kernel/index.ts';

/** Where a run stands with respect to its faults. */
export const Phase = { before: 0, faults: 1, after: 2 } as const;

/** The most faults of one run: they share the bits of an Int32. */
export const MAX_FAULTS = 30;

/**
 * The phase of the present instant: before the first fault, from then to the last recovery, or
 * after it; and which faults are active now. A call belongs to the phase in which it was due.
 */
export class Phases {
  readonly #faults: number;
  readonly #areRecurring: boolean;
  #ended = 0;
  current: number = Phase.before;
  /** Bit i: fault i is active. */
  active = 0;

  /** `areRecurring`: some faults come back again and again, so that there is no time after them. */
  constructor(faults: number, areRecurring: boolean) {
    assert(faults <= MAX_FAULTS, `at most ${MAX_FAULTS} faults, got ${faults}`);
    this.#faults = faults;
    this.#areRecurring = areRecurring;
  }

  faultStarted(fault: number): void {
    this.active |= 1 << fault;
    this.current = Phase.faults;
  }

  faultEnded(fault: number): void {
    this.active &= ~(1 << fault);
    if (++this.#ended === this.#faults && !this.#areRecurring) this.current = Phase.after;
  }
}
