import {
  NS_PER_SECOND,
  assert,
  createSampler,
  lawMean,
  log,
  toDelayNs,
  type Law,
  type RandomStream,
  type Sampler,
} from '../../kernel/index.ts';
import type { ArrivalTimes } from './arrival-times.ts';

/**
 * Poisson arrivals whose rate moves through states in turn, from the first one on. Exact at
 * changes of state by time rescaling: each arrival takes one unit exponential, which is used up at
 * the rate of whatever state holds, so nothing is drawn anew when the state changes.
 */
export class BurstTimes implements ArrivalTimes {
  readonly #ratesPerNs: readonly number[];
  readonly #stays: readonly Sampler[];
  readonly #stream: RandomStream;
  readonly #endNs: number;
  #state = 0;
  #stateEndsNs: number;
  /** The last arrival, unrounded: rounding must not bend the process. */
  #atNs = 0;

  constructor(
    states: readonly { readonly ratePerSecond: number; readonly stayNs: Law }[],
    stream: RandomStream,
    stayStream: RandomStream,
    endNs: number,
  ) {
    // Otherwise no time would ever pass.
    assert(
      states.some(({ stayNs }) => lawMean(stayNs) > 0),
      'a burst needs a state that lasts',
    );
    this.#ratesPerNs = states.map(({ ratePerSecond }) => ratePerSecond / NS_PER_SECOND);
    this.#stays = states.map(({ stayNs }) => createSampler(stayNs, stayStream));
    this.#stream = stream;
    this.#endNs = endNs;
    this.#stateEndsNs = toDelayNs(this.#stays[0]!.sample());
  }

  next(): number {
    let needed = -log(this.#stream.next());
    for (;;) {
      const rate = this.#ratesPerNs[this.#state]!;
      const room = (this.#stateEndsNs - this.#atNs) * rate;
      if (needed < room) {
        this.#atNs += needed / rate;
        return Math.round(this.#atNs);
      }
      needed -= room;
      this.#atNs = this.#stateEndsNs;
      if (this.#atNs >= this.#endNs) return Infinity;
      this.#state = (this.#state + 1) % this.#stays.length;
      this.#stateEndsNs += toDelayNs(this.#stays[this.#state]!.sample());
    }
  }
}
