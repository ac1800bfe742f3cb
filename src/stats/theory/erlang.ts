/**
 * Erlang's loss formula: the share of Poisson arrivals that find all `servers` busy and leave, for
 * an offered load of `offeredLoad` (arrival rate × mean service time, in erlangs). Any law of
 * service. Recursion of A. K. Erlang's 1917 formula, e.g. D. Gross et al., "Fundamentals of
 * Queueing Theory", 4th ed., eq. 2.53. Throws a RangeError for a bad argument.
 */
export function erlangB(servers: number, offeredLoad: number): number {
  checkServers(servers);
  if (!(offeredLoad >= 0)) {
    throw new RangeError(`the offered load is 0 or more, got ${offeredLoad}`);
  }
  let blocked = 1;
  for (let n = 1; n <= servers; n++) {
    blocked = (offeredLoad * blocked) / (n + offeredLoad * blocked);
  }
  return blocked;
}

/**
 * Erlang's delay formula: the share of Poisson arrivals that must wait at `servers` servers with
 * exponential service and an unlimited queue; 1 at a utilisation of 1 or more. Gross et al.,
 * section 2.3, from B by C = B / (1 − ρ (1 − B)).
 */
export function erlangC(servers: number, offeredLoad: number): number {
  const utilisation = offeredLoad / servers;
  const blocked = erlangB(servers, offeredLoad);
  return utilisation >= 1 ? 1 : blocked / (1 - utilisation * (1 - blocked));
}

/** Throws a RangeError unless `servers` is a whole number from 1 on. */
export function checkServers(servers: number): void {
  if (!Number.isInteger(servers) || servers < 1) {
    throw new RangeError(`servers is a whole number from 1 on, got ${servers}`);
  }
}

/** Throws a RangeError unless `value` is positive and finite. */
export function checkPositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${name} is positive and finite, got ${value}`);
  }
}
