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
 * are load as well, quotas apart. At least 1 and at most as many as there are.
 */
export function neededHsms(point: PointResult, given: number | null): NeededHsms {
  const { hsms } = point;
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
  const words = `the load keeps ${Number(load.toPrecision(2))} HSMs busy on average, and those left may be at most ${MOST_BUSY * 100} % busy (a rule of thumb, assumed)`;
  return count <= hsms
    ? { count, because: words }
    : {
        count: hsms,
        because: `${words}; that takes ${count}, more than there are: all are taken as needed`,
      };
}

/** Work at the HSMs, in HSMs that it keeps wholly busy. */
function busyHsms({ stations, offeredPerSecond, acceptedAttemptsPerSecond }: PointResult): number {
  const own = Object.entries(stations).flatMap(([name, station]) =>
    name.startsWith('hsm-') ? [station] : [],
  );
  const busy = own.reduce((sum, { utilisationShare }) => sum + utilisationShare.value, 0);
  const commands = own.reduce((sum, { completedPerSecond }) => sum + completedPerSecond.value, 0);
  if (commands === 0) return 0;
  const calls = Math.min(offeredPerSecond.value, acceptedAttemptsPerSecond.value);
  return Math.max(busy, (busy / commands) * calls);
}
