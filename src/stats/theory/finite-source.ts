import { birthDeathShares, meanState } from './birth-death.ts';
import { checkPositive, checkServers } from './erlang.ts';

/** A closed load: each client thinks, asks, and waits for its answer before it thinks again. */
export interface FiniteSourceStation {
  readonly clients: number;
  /** Mean of the exponential think time; 0: the next request follows at once. */
  readonly meanThink: number;
  /** Mean of the exponential service time. */
  readonly meanService: number;
  readonly servers: number;
}

export interface FiniteSourceFigures {
  /** Completions per unit of time. */
  readonly throughput: number;
  /** Mean time from request to answer. */
  readonly meanResponse: number;
  readonly meanInSystem: number;
  readonly utilisation: number;
}

/**
 * The machine-repair model M/M/c//N: throughput and response of `clients` clients at `servers`
 * servers. Birth–death chain with births (N − n)/Z; the response follows from Little's law, R =
 * N/X − Z (Gross et al., "Fundamentals of Queueing Theory", 4th ed., section 2.7).
 */
export function finiteSource(station: FiniteSourceStation): FiniteSourceFigures {
  const { clients, meanThink, meanService, servers } = station;
  checkServers(servers);
  checkPositive('meanService', meanService);
  if (!Number.isInteger(clients) || clients < 1) {
    throw new RangeError(`clients is a whole number from 1 on, got ${clients}`);
  }
  if (!(meanThink >= 0)) throw new RangeError(`meanThink is 0 or more, got ${meanThink}`);
  if (meanThink === 0) return withoutThinking(station);
  const shares = birthDeathShares(
    clients,
    (n) => (clients - n) / meanThink,
    (n) => Math.min(n, servers) / meanService,
  );
  const meanBusy = shares.reduce((sum, share, n) => sum + Math.min(n, servers) * share, 0);
  const throughput = meanBusy / meanService;
  const meanInSystem = meanState(shares);
  return {
    throughput,
    meanResponse: meanInSystem / throughput,
    meanInSystem,
    utilisation: meanBusy / servers,
  };
}

/** All clients are at the station all the time. */
function withoutThinking({ clients, meanService, servers }: FiniteSourceStation) {
  const busy = Math.min(clients, servers);
  const throughput = busy / meanService;
  return {
    throughput,
    meanResponse: clients / throughput,
    meanInSystem: clients,
    utilisation: busy / servers,
  };
}
