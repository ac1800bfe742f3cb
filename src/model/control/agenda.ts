import { PHASE_CHANGE, type EventLoop } from '../../kernel/index.ts';

/**
 * What the control plane will do later. Such things are rare, unlike calls, so each may be a
 * closure; the event loop knows them by number.
 */
export class Agenda {
  readonly #loop: EventLoop;
  readonly #handler: number;
  readonly #entries = new Map<number, () => void>();
  #next = 0;

  constructor(loop: EventLoop) {
    this.#loop = loop;
    this.#handler = loop.register(PHASE_CHANGE, (entry) => this.#carryOut(entry));
  }

  /** The present, in nanoseconds. */
  get nowNs(): number {
    return this.#loop.now;
  }

  /** Does `entry` in `delayNs`; a delay of 0 still lets the present event end first. */
  after(delayNs: number, entry: () => void): void {
    const number = this.#next++;
    this.#entries.set(number, entry);
    this.#loop.schedule(delayNs, this.#handler, number);
  }

  /** Does `entry` at `atNs`, or now if that has passed. */
  at(atNs: number, entry: () => void): void {
    this.after(Math.max(0, atNs - this.nowNs), entry);
  }

  #carryOut(number: number): void {
    const entry = this.#entries.get(number)!;
    this.#entries.delete(number);
    entry();
  }
}
