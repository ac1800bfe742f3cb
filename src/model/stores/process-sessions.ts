import { WaitingLines } from '../client/waiting-lines.ts';
import { widened } from '../slots.ts';

/**
 * The PKCS#11 sessions of application processes: each has so many, and a thread that finds none
 * free waits, first come, first served (model page, section 1.5, step 2).
 */
export class ProcessSessions {
  readonly #perProcess: number;
  readonly #inUse: Int32Array;
  readonly #lines: WaitingLines;
  /** By attempt: the process it is of. */
  #processOf = new Int32Array(256);

  constructor(processes: number, perProcess: number) {
    this.#perProcess = perProcess;
    this.#inUse = new Int32Array(processes);
    this.#lines = new WaitingLines(processes);
  }

  processOf(attempt: number): number {
    return this.#processOf[attempt]!;
  }

  /** A session for `attempt`; false when it has to wait until `release` names it. */
  take(attempt: number, process: number): boolean {
    if (attempt >= this.#processOf.length) {
      this.#processOf = widened(this.#processOf, Math.max(attempt + 1, this.#processOf.length * 2));
    }
    this.#processOf[attempt] = process;
    if (this.#inUse[process]! >= this.#perProcess) {
      this.#lines.join(process, attempt);
      return false;
    }
    this.#inUse[process]!++;
    return true;
  }

  /** `attempt` needs its session no more; gives the attempt that gets it, or -1. */
  release(attempt: number): number {
    const process = this.#processOf[attempt]!;
    const next = this.#lines.first(process);
    if (next < 0) this.#inUse[process]!--;
    else this.#lines.leave(process, next);
    return next;
  }

  isWaiting(attempt: number): boolean {
    return this.#lines.isWaiting(attempt);
  }

  /** A waiting attempt gives up. */
  leave(attempt: number): void {
    this.#lines.leave(this.#processOf[attempt]!, attempt);
  }
}
