import type { ArrivalTimes } from '../../../src/model/workload/arrival-times.ts';

/** All arrivals before `endNs`; fails where one comes before the one before it. */
export function timesUntil(times: ArrivalTimes, endNs: number): number[] {
  const found: number[] = [];
  let now = 0;
  for (let atNs = times.next(now); atNs < endNs; atNs = times.next(now)) {
    if (!(atNs >= now && Number.isSafeInteger(atNs))) throw new Error(`${atNs} after ${now}`);
    found.push(atNs);
    now = atNs;
  }
  return found;
}
