import { birthDeathShares, meanState } from './birth-death.ts';
import { checkPositive, checkServers } from './erlang.ts';
import type { MultiServerStation } from './multi-server.ts';

export interface LimitedQueueFigures {
  /** Share of arrivals that find the system full and are refused. */
  readonly blockedShare: number;
  /** Accepted arrivals per unit of time. */
  readonly acceptedRate: number;
  readonly meanInSystem: number;
  /** Mean time in the system of accepted customers. */
  readonly meanTimeInSystem: number;
  /** Mean wait of accepted customers. */
  readonly meanWait: number;
  /** Share of the servers' time that is busy. */
  readonly utilisation: number;
}

/**
 * M/M/c/K: as M/M/c, but at most `capacity` customers in the system (in service and waiting;
 * `capacity` >= servers), the others being refused. Gross et al., "Fundamentals of Queueing
 * Theory", 4th ed., section 2.5. With capacity = servers it is Erlang's loss system.
 */
export function limitedQueue(station: MultiServerStation, capacity: number): LimitedQueueFigures {
  const { arrivalRate, serviceRate, servers } = station;
  checkServers(servers);
  checkPositive('arrivalRate', arrivalRate);
  checkPositive('serviceRate', serviceRate);
  if (!Number.isInteger(capacity) || capacity < servers) {
    throw new RangeError(`capacity is a whole number of at least ${servers}, got ${capacity}`);
  }
  const shares = birthDeathShares(
    capacity,
    () => arrivalRate,
    (n) => Math.min(n, servers) * serviceRate,
  );
  const blockedShare = shares[capacity]!;
  const acceptedRate = arrivalRate * (1 - blockedShare);
  const meanInSystem = meanState(shares);
  const meanTimeInSystem = meanInSystem / acceptedRate;
  return {
    blockedShare,
    acceptedRate,
    meanInSystem,
    meanTimeInSystem,
    meanWait: meanTimeInSystem - 1 / serviceRate,
    utilisation: acceptedRate / (servers * serviceRate),
  };
}
