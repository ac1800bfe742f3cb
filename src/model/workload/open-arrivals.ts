import { PHASE_SEIZE, type EventLoop, type RandomStreams } from '../../kernel/index.ts';
import type { ArrivalTarget } from './arrival-target.ts';
import { createArrivalTimes, type ArrivalTimes, type OpenArrivalsConfig } from './arrival-times.ts';

/**
 * Arrivals that do not wait for answers. The next one is drawn when one happens, so memory does
 * not grow with the length of the run. Calls go to the client instances in turn.
 */
export class OpenArrivals {
  readonly #loop: EventLoop;
  readonly #target: ArrivalTarget;
  readonly #instances: number;
  readonly #endNs: number;
  readonly #arrive: number;
  readonly #times: ArrivalTimes;
  #count = 0;

  constructor(
    arrivals: OpenArrivalsConfig,
    instances: number,
    target: ArrivalTarget,
    loop: EventLoop,
    streams: RandomStreams,
    name: string,
    endNs: number,
  ) {
    this.#loop = loop;
    this.#target = target;
    this.#instances = instances;
    this.#endNs = endNs;
    this.#times = createArrivalTimes(arrivals, streams, name, endNs);
    this.#arrive = loop.register(PHASE_SEIZE, () => this.#arrived());
  }

  start(): void {
    this.#scheduleNext();
  }

  #arrived(): void {
    const instance = this.#count % this.#instances;
    this.#count++;
    this.#scheduleNext();
    this.#target.make(this.#loop.now, instance);
  }

  #scheduleNext(): void {
    const atNs = this.#times.next(this.#loop.now);
    if (atNs < this.#endNs) this.#loop.inject(atNs, this.#arrive, 0);
  }
}
