import type { PointResult } from '../result.ts';

/** How busy the HSMs that are left may be: above, queues grow out of hand. A rule of thumb. */
const MOST_BUSY = 0.9;
/** Rounding of sums must not ask for another HSM. */
const ROUNDING = 1e-9;

export interface NeededHsms {
  readonly count: number;
  /** In words. */
  readonly because: string;
}

/**
 * HSMs that must be up to carry the load, k = ⌈load / most busy⌉ (model page, section 6.3): as the
 * scenario says, or from how busy the HSMs of the run were. Calls that a fault kept from the HSMs
 * are load as well, quotas apart. At least 1 and at most as many as there are. Of several key stores
 * that share the keys, in the cluster of the busiest.
 */
export function neededHsms(point: PointResult, given: number | null, keyStores = 1): NeededHsms {
  const hsms = point.hsms / keyStores;
  if (given !== null) {
    const count = Math.min(given, hsms);
    const because =
      count === given
        ? 'given by the scenario'
        : `the scenario asks for ${given}, more than there are: all are taken as needed`;
    return { count, because };
  }
  const load = busyHsms(point);
  const count = Math.max(1, Math.ceil(load / MOST_BUSY - ROUNDING));
  const which = keyStores === 1 ? 'HSMs' : `HSMs of the busiest of ${keyStores} key stores`;
  const words = `the load keeps ${Number(load.toPrecision(2))} ${which} busy on average, and those left may be at most ${MOST_BUSY * 100} % busy (a rule of thumb, assumed)`;
  return count <= hsms
    ? { count, because: words }
    : {
        count: hsms,
        because: `${words}; that takes ${count}, more than there are: all are taken as needed`,
      };
}

/** Work at the HSMs of the busiest key store, in HSMs that it keeps wholly busy. */
function busyHsms({ stations, offeredPerSecond, acceptedAttemptsPerSecond }: PointResult): number {
  const busyByStore = new Map<string, number>();
  let commands = 0;
  for (const [name, { utilisationShare, completedPerSecond }] of Object.entries(stations)) {
    const [, store = '', isHsm] = /^(store-\d+\/)?(hsm-)?/.exec(name)!;
    if (isHsm === undefined) continue;
    busyByStore.set(store, (busyByStore.get(store) ?? 0) + utilisationShare.value);
    commands += completedPerSecond.value;
  }
  if (commands === 0) return 0;
  const calls = Math.min(offeredPerSecond.value, acceptedAttemptsPerSecond.value);
  const busy = Math.max(...busyByStore.values());
  return Math.max(busy, (busy / commands) * calls);
}
