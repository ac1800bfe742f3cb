import { erlangC } from '../../src/stats/index.ts';
import { REPLICATIONS, T_99 } from './known-answer.ts';
import { SERVICE_MS } from './scenario-text.ts';

/** Room for the estimate of the variance being an estimate, and for formulas that are asymptotic. */
const SAFETY = 3;
/** The same above a utilisation of 0.8, where the formulas are nearer to the truth. */
const SAFETY_IN_HEAVY_TRAFFIC = 2;
/**
 * Relative variance of a p99 over that of the mean queue: 2 to 6 in pilot runs of M/M/1 to M/M/8;
 * more, so that the program, which asks for 1.4 million calls at 0.95, does not hold a run too short.
 */
const TAIL = 9;
/** Calls without which percentiles are too rough, whatever the load. */
const FEWEST_CALLS = 1_000_000;

export interface StationLoad {
  readonly slots: number;
  readonly utilisation: number;
  /** Squared coefficient of variation of the service time. */
  readonly cv2: number;
  /**
   * How much longer than the formula says; 1 unless a pilot run was too wide, or far too narrow: the
   * formula knows two moments of the service time, and long tails have more to say.
   */
  readonly longer?: number;
}

/** Widest interval of a mean that the evidence allows at this utilisation, as a share. */
export function widestMean(utilisation: number): number {
  if (utilisation > 0.9) return 0.04;
  return utilisation > 0.8 ? 0.025 : 0.015;
}

/** The same of a percentile. */
export function widestPercentile(utilisation: number): number {
  if (utilisation > 0.9) return 0.08;
  return utilisation > 0.8 ? 0.05 : 0.03;
}

/**
 * Measured time of a replication, in seconds, for a mean within `widestMean` at 99 %. Asymptotic
 * variance of the number in an M/M/1 system, 2ρ(1 + ρ) / (μ(1 − ρ)⁴) (Whitt 1989, Planning queueing
 * simulations, section 3); with c servers that of the queue shrinks with Erlang's C over ρ and runs
 * c times as fast, and 2a/μ is that of the servers without a queue (M/M/∞); scaled for the
 * variability of service.
 */
export function measuredSeconds(load: StationLoad): number {
  const { slots, utilisation: rho, cv2, longer = 1 } = load;
  const offered = rho * slots;
  const waits = erlangC(slots, offered);
  const inSystem = offered + (waits * rho) / (1 - rho);
  const queue = (waits / rho) * rho ** 2 * queueVariance(load);
  const variability = Math.max(1, (1 + cv2) / 2) * longer;
  const relativeVariance = (variability * (queue / (1 - rho) ** 2 + 2 * offered)) / inSystem ** 2;
  return secondsOf(relativeVariance, widestMean(rho), load);
}

/** The same for a p99 within `widestPercentile`, where service is exponential. */
export function measuredSecondsForTail(load: StationLoad): number {
  const rho = load.utilisation;
  const relativeVariance = TAIL * queueVariance(load);
  const forTail = secondsOf(relativeVariance, widestPercentile(rho), load);
  return rho > 0.8 ? Math.max(measuredSeconds(load), forTail) : measuredSeconds(load);
}

/** Relative variance of the mean queue in heavy traffic, times the run length in services. */
function queueVariance({ slots, utilisation: rho }: StationLoad): number {
  return (2 * (1 + rho)) / (rho * (1 - rho) ** 2 * slots);
}

function secondsOf(
  relativeVariance: number,
  widest: number,
  { slots, utilisation }: StationLoad,
): number {
  const safety = utilisation > 0.8 ? SAFETY_IN_HEAVY_TRAFFIC : SAFETY;
  const services = safety * relativeVariance * (T_99 / widest) ** 2;
  const needed = Math.max(services, FEWEST_CALLS / (utilisation * slots));
  return Math.ceil((needed * SERVICE_MS) / 1000 / REPLICATIONS) + 1;
}

/** A hundred relaxation times of the queue, of the order of one service over c (1 − ρ)². */
export function warmUpSeconds({ slots, utilisation }: StationLoad): number {
  const services = 100 / (slots * (1 - utilisation) ** 2) + 20;
  return Math.ceil((SERVICE_MS * services) / 1000);
}

/** Calls of all replications for a share `p` within ±`widest` of itself at 99 %, drawn one by one. */
export function callsForShare(p: number, widest: number): number {
  return Math.ceil(SAFETY * ((1 - p) / p) * (T_99 / widest) ** 2);
}

/** Seconds of a replication in which so many calls come, all replications together. */
export function secondsFor(calls: number, ratePerSecond: number): number {
  return Math.max(1, Math.ceil(calls / ratePerSecond / REPLICATIONS));
}
