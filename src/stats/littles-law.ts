import { differenceInterval, type Interval } from './summary.ts';

/** What one replication saw at a station or in a whole system, in consistent units. */
export interface FlowAverages {
  /** L: time-average of the number inside. */
  readonly meanInside: number;
  /** λ: arrivals let in, per unit of time. */
  readonly arrivalRate: number;
  /** W: mean time inside, in that unit of time. */
  readonly meanTime: number;
}

export interface LittlesLawCheck {
  /** L − λW, paired by replication. */
  readonly difference: Interval;
  /** Whether the interval contains 0; null where one replication gives no interval. */
  readonly holds: boolean | null;
}

/** Differences below this share of L come from rounding, not from customers. */
const ROUNDING_SHARE = 1e-12;

/**
 * Compares L with λW (J. D. C. Little, Operations Research 9, 1961, 383–387). In a finite run they
 * differ by customers caught inside at either end, so the difference is judged by its interval
 * over replications. Throws a RangeError for no replications.
 */
export function checkLittlesLaw(runs: readonly FlowAverages[], level: number): LittlesLawCheck {
  const inside = runs.map(({ meanInside }) => meanInside);
  const flow = runs.map(({ arrivalRate, meanTime }) => arrivalRate * meanTime);
  const difference = differenceInterval(inside, flow, level);
  const { low, high } = difference;
  if (low === null || high === null) return { difference, holds: null };
  const slack = ROUNDING_SHARE * Math.max(...inside.map(Math.abs));
  return { difference, holds: low <= slack && high >= -slack };
}
