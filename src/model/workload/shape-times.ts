import { log, type RandomStream } from '../../kernel/index.ts';
import type { ArrivalTimes } from './arrival-times.ts';
import { PiecewiseRate, type RatePoint } from './piecewise-rate.ts';

/**
 * Arrivals at a rate that changes over time. A Poisson process of rate 1 is carried over by the
 * inverse of the prescribed number of arrivals (Çinlar 1975, Introduction to Stochastic Processes,
 * 4.7): exact, and one draw an arrival. Without chance an arrival is due whenever that number
 * passes an integer.
 */
export class ShapeTimes implements ArrivalTimes {
  readonly #rate: PiecewiseRate;
  readonly #stream: RandomStream | null;
  #arrivals: number;

  /** `stream` null: without chance. */
  constructor(
    shape: { readonly points: readonly RatePoint[]; readonly periodNs: number | null },
    stream: RandomStream | null,
  ) {
    this.#rate = new PiecewiseRate(shape.points, shape.periodNs);
    this.#stream = stream;
    this.#arrivals = this.#rate.expectedUntil(0);
  }

  next(nowNs: number): number {
    this.#arrivals += this.#stream === null ? 1 : -log(this.#stream.next());
    // The last bits of the inverse need not be monotone.
    return Math.max(nowNs, Math.round(this.#rate.whenExpected(this.#arrivals)));
  }
}
