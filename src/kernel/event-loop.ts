import { assert, BoundReached, fail } from './assert.ts';
import { DelayRing, type IsLive } from './delay-ring.ts';
import { EventQueue, isBefore, MAX_PHASE, orderOf } from './event-queue.ts';
import { RollingHash } from './fingerprint.ts';

/** What happens at an event; `argument` is the small integer given when it was scheduled. */
export type Handler = (argument: number) => void;

/**
 * Phases order events of the same instant: what frees capacity comes before what takes it, so
 * that a service that ends exactly when a call arrives has ended.
 */
export const PHASE_RELEASE = 0;
export const PHASE_CHANGE = 1;
export const PHASE_SEIZE = 2;

/**
 * The simulation's clock and its future. Time is an integer number of nanoseconds in a `number`.
 * Handlers are registered once and then named by number, so that no object is made per event.
 */
export class EventLoop {
  /** The present, in nanoseconds. */
  now = 0;
  /** Events carried out so far. */
  events = 0;
  readonly #maxEvents: number;
  readonly #queue = new EventQueue();
  readonly #rings: DelayRing[] = [];
  readonly #handlers: Handler[] = [];
  readonly #phases: number[] = [];
  readonly #eventHash = new RollingHash();
  readonly #timeHash = new RollingHash();
  #sequence = 0;

  /** `maxEvents` bounds the run; reaching it throws BoundReached. */
  constructor(maxEvents: number) {
    assert(maxEvents > 0, `maxEvents must be positive, got ${maxEvents}`);
    this.#maxEvents = maxEvents;
  }

  /** Registers what to do at events of one kind; gives the number to schedule it by. */
  register(phase: number, handler: Handler): number {
    assert(phase >= 0 && phase <= MAX_PHASE, `phase must be 0 to ${MAX_PHASE}, got ${phase}`);
    this.#handlers.push(handler);
    this.#phases.push(phase);
    return this.#handlers.length - 1;
  }

  /** Schedules an event `delayNs` (an integer, 0 or more) from now. */
  schedule(delayNs: number, handler: number, argument: number): void {
    const time = this.now + delayNs;
    if (!(delayNs >= 0 && Number.isSafeInteger(time))) {
      fail(`not a delay in nanoseconds: ${delayNs}`);
    }
    this.#queue.push(time, orderOf(this.#phases[handler]!, this.#sequence++), handler, argument);
  }

  /** As `schedule`, but what is due now happens now: most hops of a world without network are 0. */
  after(delayNs: number, handler: number, argument: number): void {
    if (delayNs === 0) this.#handlers[handler]!(argument);
    else this.schedule(delayNs, handler, argument);
  }

  /** Schedules an event at an absolute time, not in the past: the door for drivers from outside. */
  inject(atNs: number, handler: number, argument: number): void {
    this.schedule(atNs - this.now, handler, argument);
  }

  /** A ring of timers that all fire `delayNs` after they are set. */
  createRing(delayNs: number, phase: number, handler: Handler, isLive: IsLive): DelayRing {
    const ring = new DelayRing(delayNs, this.register(phase, handler), phase, isLive);
    this.#rings.push(ring);
    return ring;
  }

  /** Sets a timer of `ring` for `argument`; `stamp` tells later whether it is stale. */
  startTimer(ring: DelayRing, argument: number, stamp: number): void {
    ring.push(this.now + ring.delayNs, orderOf(ring.phase, this.#sequence++), argument, stamp);
  }

  /**
   * Carries out all events up to and including `endNs`, then sets the clock there. Gives false
   * when there is nothing left to happen.
   */
  runUntil(endNs: number): boolean {
    const queue = this.#queue;
    const rings = this.#rings;
    const handlers = this.#handlers;
    for (;;) {
      let time = queue.headTime();
      let ring: DelayRing | null = null;
      for (let i = 0; i < rings.length; i++) {
        const candidate = rings[i]!;
        if (candidate.headTime > time) continue;
        const order = ring === null ? queue.headOrder() : ring.headOrder;
        if (isBefore(candidate.headTime, candidate.headOrder, time, order)) {
          ring = candidate;
          time = candidate.headTime;
        }
      }
      if (time > endNs || time === Infinity) {
        if (endNs > this.now && Number.isFinite(endNs)) this.now = endNs;
        return time !== Infinity;
      }
      let handler: number;
      let argument: number;
      if (ring === null) {
        queue.pop();
        handler = queue.poppedHandler;
        argument = queue.poppedArgument;
      } else {
        argument = ring.pop();
        if (argument < 0) continue; // a stale timer is no event
        handler = ring.handler;
      }
      this.now = time;
      if (++this.events > this.#maxEvents) throw new BoundReached('events', this.#maxEvents);
      this.#timeHash.fold(time);
      this.#eventHash.fold(handler);
      handlers[handler]!(argument);
    }
  }

  /** Hashes of what happened and when, for the run's fingerprint. */
  digests(): { readonly events: string; readonly times: string } {
    return { events: this.#eventHash.digest(), times: this.#timeHash.digest() };
  }
}
