import {
  NS_PER_SECOND,
  PHASE_SEIZE,
  createSampler,
  toDelayNs,
  type EventLoop,
  type Sampler,
} from '../../kernel/index.ts';
import type { RandomStreams } from '../../kernel/index.ts';
import type { ArrivalsConfig } from '../config.ts';
import type { CallMaker } from './workload.ts';

/**
 * Arrivals that do not wait for answers: constant or Poisson. The next one is drawn when one
 * happens, so memory does not grow with the length of the run. Calls go to the client instances
 * in turn.
 */
export class OpenArrivals {
  readonly #loop: EventLoop;
  readonly #maker: CallMaker;
  readonly #instances: number;
  readonly #endNs: number;
  readonly #arrive: number;
  readonly #gap: Sampler | null;
  readonly #periodNs: number;
  #count = 0;

  constructor(
    arrivals: Exclude<ArrivalsConfig, { kind: 'closed' }>,
    instances: number,
    maker: CallMaker,
    loop: EventLoop,
    streams: RandomStreams,
    name: string,
    endNs: number,
  ) {
    this.#loop = loop;
    this.#maker = maker;
    this.#instances = instances;
    this.#endNs = endNs;
    this.#periodNs = NS_PER_SECOND / arrivals.ratePerSecond;
    this.#arrive = loop.register(PHASE_SEIZE, () => this.#arrived());
    this.#gap =
      arrivals.kind === 'constant'
        ? null
        : createSampler(
            { kind: 'exponential', mean: this.#periodNs },
            streams.stream(`workload/${name}/arrivals`),
          );
  }

  start(): void {
    this.#scheduleNext();
  }

  #arrived(): void {
    const instance = this.#count % this.#instances;
    this.#count++;
    this.#scheduleNext();
    this.#maker.make(this.#loop.now, instance);
  }

  #scheduleNext(): void {
    // Constant arrivals are placed by their number, so that rounding never adds up.
    const delayNs =
      this.#gap === null
        ? Math.round((this.#count + 1) * this.#periodNs) - this.#loop.now
        : toDelayNs(this.#gap.sample());
    if (this.#loop.now + delayNs < this.#endNs) this.#loop.schedule(delayNs, this.#arrive, 0);
  }
}
