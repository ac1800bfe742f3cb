import {
  NS_PER_SECOND,
  createSampler,
  toDelayNs,
  type RandomStreams,
  type Sampler,
} from '../../kernel/index.ts';
import type { ArrivalsConfig } from '../config.ts';
import { BurstTimes } from './burst-times.ts';
import { ReplayTimes } from './replay-times.ts';
import { ShapeTimes } from './shape-times.ts';

/** The instants at which an open workload's calls are due, one after the other. */
export interface ArrivalTimes {
  /**
   * The next instant in integer nanoseconds of simulated time, never before `nowNs`, which is the
   * arrival before it (0 at the start); Infinity when there is none.
   */
  next(nowNs: number): number;
}

export type OpenArrivalsConfig = Exclude<ArrivalsConfig, { kind: 'closed' }>;

/** Times by the law of `arrivals`, on streams named after the workload; nobody needs one from `endNs` on. */
export function createArrivalTimes(
  arrivals: OpenArrivalsConfig,
  streams: RandomStreams,
  workload: string,
  endNs: number,
): ArrivalTimes {
  const purpose = `workload/${workload}/arrivals`;
  switch (arrivals.kind) {
    case 'constant':
      return new ConstantTimes(NS_PER_SECOND / arrivals.ratePerSecond);
    case 'poisson':
      return new PoissonTimes(
        createSampler(
          { kind: 'exponential', mean: NS_PER_SECOND / arrivals.ratePerSecond },
          streams.stream(purpose),
        ),
      );
    case 'burst':
      return new BurstTimes(
        arrivals.states,
        streams.stream(purpose),
        streams.stream(`workload/${workload}/stays`),
        endNs,
      );
    case 'shape':
      return new ShapeTimes(arrivals, arrivals.isPoisson ? streams.stream(purpose) : null);
    // What is left is replay: any other kind would not compile.
    default:
      return new ReplayTimes(arrivals.timesNs, arrivals.loopNs);
  }
}

/** Placed by their number, so that rounding never adds up. */
class ConstantTimes implements ArrivalTimes {
  readonly #periodNs: number;
  #count = 0;

  constructor(periodNs: number) {
    this.#periodNs = periodNs;
  }

  next(): number {
    return Math.round(++this.#count * this.#periodNs);
  }
}

class PoissonTimes implements ArrivalTimes {
  readonly #gap: Sampler;

  constructor(gap: Sampler) {
    this.#gap = gap;
  }

  next(nowNs: number): number {
    return nowNs + toDelayNs(this.#gap.sample());
  }
}
