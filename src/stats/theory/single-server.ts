import { checkPositive } from './erlang.ts';

/** M/G/1: Poisson arrivals, one server, first come first served, any law of service. */
export interface SingleServerStation {
  readonly arrivalRate: number;
  readonly meanService: number;
  /** Variance of the service time over its squared mean: 0 constant, 1 exponential. */
  readonly serviceCvSquared: number;
}

/**
 * Mean wait, λ m² (1 + cv²) / (2 (1 − λm)), of F. Pollaczek (1930) and A. Khinchine (1932);
 * Infinity at a utilisation of 1 or more. Throws a RangeError for a bad argument.
 */
export function singleServerMeanWait(station: SingleServerStation): number {
  const { arrivalRate, meanService, serviceCvSquared } = station;
  checkPositive('arrivalRate', arrivalRate);
  checkPositive('meanService', meanService);
  if (!(serviceCvSquared >= 0)) {
    throw new RangeError(`serviceCvSquared is 0 or more, got ${serviceCvSquared}`);
  }
  const utilisation = arrivalRate * meanService;
  if (utilisation >= 1) return Infinity;
  return (utilisation * meanService * (1 + serviceCvSquared)) / (2 * (1 - utilisation));
}

/** Mean time in the system: wait and service. */
export function singleServerMeanTime(station: SingleServerStation): number {
  return singleServerMeanWait(station) + station.meanService;
}

/** M/D/1: the mean wait where every service takes `service`. */
export function constantServiceMeanWait(arrivalRate: number, service: number): number {
  return singleServerMeanWait({ arrivalRate, meanService: service, serviceCvSquared: 0 });
}
