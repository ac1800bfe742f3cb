import { exp, log } from '../../kernel/index.ts';
import { checkPositive, checkServers, erlangC } from './erlang.ts';

/**
 * M/M/c: Poisson arrivals, exponential service, `servers` servers, one first-come first-served
 * queue without limit. Rates per unit of time; the results are in that unit.
 */
export interface MultiServerStation {
  readonly arrivalRate: number;
  /** Completions per unit of time of one busy server: 1 / mean service time. */
  readonly serviceRate: number;
  readonly servers: number;
}

/**
 * Mean time in the queue, C(c, a) / (cμ − λ); Infinity at a utilisation of 1 or more. Gross et
 * al., "Fundamentals of Queueing Theory", 4th ed., eq. 2.33 and following.
 */
export function meanWait(station: MultiServerStation): number {
  const slack = slackOf(station);
  return slack <= 0 ? Infinity : waitShare(station) / slack;
}

/** Mean time in the system: wait and service. */
export function meanTimeInSystem(station: MultiServerStation): number {
  return meanWait(station) + 1 / station.serviceRate;
}

/** P(W > t): the share of customers that wait longer than `time`, C e^(−(cμ − λ)t). */
export function waitLongerThan(station: MultiServerStation, time: number): number {
  const slack = slackOf(station);
  if (slack <= 0 || time < 0) return 1;
  return waitShare(station) * exp(-slack * time);
}

/**
 * P(T > t): the share of customers in the system longer than `time`. A customer that need not wait
 * has an exponential time of rate μ; one that waits adds an exponential wait of rate cμ − λ
 * (Gross et al., section 2.3.2).
 */
export function timeLongerThan(station: MultiServerStation, time: number): number {
  const slack = slackOf(station);
  if (slack <= 0 || time <= 0) return 1;
  const waits = waitShare(station);
  const { serviceRate } = station;
  return (1 - waits) * exp(-serviceRate * time) + waits * sumTail(serviceRate, slack, time);
}

/**
 * The time in the system that the share `share` of customers (0 to 1, both excluded) does not
 * exceed, by bisection to the last bit. Infinity at a utilisation of 1 or more.
 */
export function timePercentile(station: MultiServerStation, share: number): number {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`a share is between 0 and 1, got ${share}`);
  }
  if (slackOf(station) <= 0) return Infinity;
  let low = 0;
  let high = 1 / station.serviceRate;
  while (timeLongerThan(station, high) > 1 - share) high *= 2;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (timeLongerThan(station, middle) > 1 - share) low = middle;
    else high = middle;
  }
}

/** The time in the queue that `share` of customers does not exceed, ln(C / (1 − p)) / (cμ − λ). */
export function waitPercentile(station: MultiServerStation, share: number): number {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`a share is between 0 and 1, got ${share}`);
  }
  const slack = slackOf(station);
  if (slack <= 0) return Infinity;
  const waits = waitShare(station);
  return waits <= 1 - share ? 0 : log(waits / (1 - share)) / slack;
}

function waitShare({ arrivalRate, serviceRate, servers }: MultiServerStation): number {
  return erlangC(servers, arrivalRate / serviceRate);
}

/** Spare capacity cμ − λ. */
function slackOf({ arrivalRate, serviceRate, servers }: MultiServerStation): number {
  checkServers(servers);
  checkPositive('arrivalRate', arrivalRate);
  checkPositive('serviceRate', serviceRate);
  return servers * serviceRate - arrivalRate;
}

/** P(X + Y > t) for independent exponentials of two rates, which may be equal. */
function sumTail(rateA: number, rateB: number, time: number): number {
  const slow = Math.min(rateA, rateB);
  const x = (Math.max(rateA, rateB) - slow) * time;
  // (1 − e^(−x)) / x loses digits where x is small, and its series does not.
  const spread =
    x < 0.01
      ? 1 - (x / 2) * (1 - (x / 3) * (1 - (x / 4) * (1 - (x / 5) * (1 - x / 6))))
      : (1 - exp(-x)) / x;
  return exp(-slow * time) * (1 + slow * time * spread);
}
