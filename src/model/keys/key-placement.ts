import type { WorldConfig } from '../config.ts';
import { meanRate } from '../workload/mean-rate.ts';
import { keyShares } from './key-popularity.ts';

/** Digits of a rate that count: rounding must not decide which key store gets a key. */
const RATE_DIGITS = 6;

/** Which key store has which key, and what follows for the calls. */
export interface KeyPlacement {
  /** By key, numbered over all workloads: position of its key store. */
  readonly storeOfKey: readonly number[];
  /** By workload: share of its calls that each key store gets. */
  readonly shares: readonly (readonly number[])[];
  /** Keys that are asked for at all; a key store without one would carry nothing. */
  readonly keysInUse: number;
}

/** Who asks for what: all that a placement rests on. */
type Demand = Pick<WorldConfig, 'workloads' | 'warmUpNs' | 'durationNs'> & {
  readonly access: Pick<WorldConfig['access'], 'usesKeysOf'>;
};

/** The keys of one workload, with all who use them. */
interface KeySet {
  /** Number of its first key. */
  readonly first: number;
  /** By key: calls a second, or in proportion to them. */
  readonly demand: Float64Array;
  readonly total: number;
}

/**
 * Spreads KMS keys over key stores, as somebody would who knows how much each is asked for: longest
 * processing time first (R. L. Graham, SIAM Journal on Applied Mathematics 17, 1969, 416–429), the
 * most popular key of a workload first, each to the key store with least of that workload's calls
 * so far; among equals, to the one with least of all calls, so that the first does not get the most
 * popular key of every workload. The workload that asks for most comes first.
 */
export function placeKeys(demand: Demand, keyStores: number): KeyPlacement {
  const { workloads, access } = demand;
  const rates = ratesOf(demand);
  const sharesOfKeys = workloads.map((workload, index) =>
    keyShares(workload, workloads[access.usesKeysOf[index]!]!.keys),
  );
  const keySets = keySetsOf(demand, rates, sharesOfKeys);
  const keys = keySets.reduce((sum, set) => sum + (set?.demand.length ?? 0), 0);
  const storeOfKey = Array.from({ length: keys }, () => 0);
  const carried = new Float64Array(keyStores);
  for (const set of keySets.filter((own) => own !== null).sort((a, b) => b.total - a.total)) {
    place(set, carried, storeOfKey);
  }
  const shares = sharesOfKeys.map((ofKeys, index) => {
    const { first } = keySets[access.usesKeysOf[index]!]!;
    const byStore = Array.from({ length: keyStores }, () => 0);
    ofKeys.forEach((share, position) => {
      byStore[storeOfKey[first + position]!]! += share;
    });
    return byStore;
  });
  const inUse = keySets.map((set) => set?.demand.filter((calls) => calls > 0).length ?? 0);
  return { storeOfKey, shares, keysInUse: inUse.reduce((sum, count) => sum + count, 0) };
}

/** Calls or user operations a second. Closed clients have no rate of their own: as the others' mean. */
function ratesOf({ workloads, warmUpNs, durationNs }: Demand): readonly number[] {
  const rates = workloads.map(({ arrivals }) =>
    meanRate(arrivals, warmUpNs, warmUpNs + durationNs),
  );
  const open = rates.filter((rate) => rate !== null && rate > 0) as readonly number[];
  const mean = open.length === 0 ? 1 : open.reduce((a, b) => a + b, 0) / open.length;
  // Who asks for nothing in the measured time may have asked before.
  return rates.map((rate) => Number((rate || mean).toPrecision(RATE_DIGITS)));
}

/** By workload; null where it has no keys of its own. Numbered as the key registry numbers them. */
function keySetsOf(
  { workloads, access }: Demand,
  rates: readonly number[],
  sharesOfKeys: readonly Float64Array[],
): readonly (KeySet | null)[] {
  let first = 0;
  return workloads.map(({ keys }, owner) => {
    if (access.usesKeysOf[owner] !== owner) return null;
    const demand = new Float64Array(keys);
    access.usesKeysOf.forEach((used, workload) => {
      if (used !== owner) return;
      sharesOfKeys[workload]!.forEach((share, key) => {
        demand[key]! += share * rates[workload]!;
      });
    });
    const set = { first, demand, total: demand.reduce((sum, calls) => sum + calls, 0) };
    first += keys;
    return set;
  });
}

/** `carried`: by key store, what it has of all workloads so far. */
function place({ first, demand }: KeySet, carried: Float64Array, storeOfKey: number[]): void {
  const own = new Float64Array(carried.length);
  // Sorting is stable: of keys asked for alike, the first comes first.
  const order = Array.from(demand, (_, key) => key).sort((a, b) => demand[b]! - demand[a]!);
  for (const key of order) {
    let least = 0;
    for (let store = 1; store < own.length; store++) {
      const isLess = own[store]! < own[least]!;
      const isSame = own[store] === own[least];
      if (isLess || (isSame && carried[store]! < carried[least]!)) least = store;
    }
    own[least]! += demand[key]!;
    carried[least]! += demand[key]!;
    storeOfKey[first + key] = least;
  }
}
