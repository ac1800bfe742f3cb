import { checkServers, erlangC } from './erlang.ts';
import { singleServerMeanWait, type SingleServerStation } from './single-server.ts';

/** M/G/c: Poisson arrivals, any law of service, `servers` servers behind one first-come queue. */
export interface GeneralStation extends SingleServerStation {
  readonly servers: number;
}

/**
 * A bound that no first-come station or group of stations with `servers` servers in all stays
 * below, wherever arrivals are sent: the work waiting is never less than at one server that is
 * `servers` times as fast, so that W >= W1 − (c − 1)/c × E[S²] / (2 E[S]) with W1 the mean wait at
 * that server (S. L. Brumelle, Operations Research 19, 1971, 402–413); never below 0. Infinity
 * at a utilisation of 1 or more.
 */
export function workBoundMeanWait(station: GeneralStation): number {
  const { arrivalRate, meanService, serviceCvSquared, servers } = station;
  checkServers(servers);
  const fast = { arrivalRate, meanService: meanService / servers, serviceCvSquared };
  const inService = (meanService * (1 + serviceCvSquared)) / 2;
  return Math.max(0, singleServerMeanWait(fast) - ((servers - 1) / servers) * inService);
}

/**
 * Mean wait where each arrival is sent to one of `servers` single servers at random: as many
 * M/G/1 queues with a part of the arrivals each. One common queue never waits longer on average
 * (R. W. Wolff, "An upper bound for multi-channel queues", Journal of Applied Probability 14, 1977,
 * 884–888).
 */
export function randomSplitMeanWait(station: GeneralStation): number {
  const { arrivalRate, servers } = station;
  checkServers(servers);
  return singleServerMeanWait({ ...station, arrivalRate: arrivalRate / servers });
}

/**
 * The approximation of A. O. Allen and J. Cunneen for Poisson arrivals: the wait of M/M/c times
 * (1 + cv²) / 2 (A. O. Allen, "Probability, Statistics, and Queueing Theory", 2nd ed. 1990). Exact for one server and for exponential service.
 */
export function allenCunneenMeanWait(station: GeneralStation): number {
  const { arrivalRate, meanService, serviceCvSquared, servers } = station;
  const utilisation = (arrivalRate * meanService) / servers;
  if (utilisation >= 1) return Infinity;
  const waits = erlangC(servers, arrivalRate * meanService);
  const meanWait = (waits * meanService) / (servers * (1 - utilisation));
  return (meanWait * (1 + serviceCvSquared)) / 2;
}

/**
 * About how long the station takes to forget its state: m + m (1 + cv²)/2 / (c (1 − √ρ)²). For
 * M/M/1 the second term is the relaxation time (P. M. Morse, "Stochastic properties of waiting
 * lines", Operations Research 3, 1955, 255–261); the factor (1 + cv²)/2 is that of the diffusion
 * limit (G. F. Newell, "Applications of Queueing Theory", 2nd ed. 1982), and the first term keeps
 * the sum on the safe side where the load is low. Infinity at a utilisation of 1 or more.
 */
export function relaxationTime(station: GeneralStation): number {
  const { arrivalRate, meanService, serviceCvSquared, servers } = station;
  const utilisation = (arrivalRate * meanService) / servers;
  if (utilisation >= 1) return Infinity;
  const gap = 1 - Math.sqrt(utilisation);
  return meanService * (1 + (1 + serviceCvSquared) / 2 / (servers * gap * gap));
}
