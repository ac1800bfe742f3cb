import { billOf, requestClassOf, type RequestClass, type RequestCounts } from '../cost/index.ts';
import type { KeySpec, OperationName } from '../model/index.ts';
import type { MonthlyVolume } from './monthly-volume.ts';
import type { Bill } from './result-accounts.ts';
import type { Design, Study } from './study.ts';

/** Account 0 owns the keys and gets the bill. */
const OWNER = 0;

/** The month's bill of a design for the volumes of its workloads. */
export function billPoint(
  { pricing }: Study,
  { billing, world }: Design,
  volumes: readonly MonthlyVolume[],
): Bill {
  const isOwn = ({ index }: MonthlyVolume) => world.workloads[index]!.account === OWNER;
  const requestsOfOthers = volumes
    .filter((volume) => !isOwn(volume))
    .reduce((sum, { requestsPerMonth }) => sum + requestsPerMonth, 0);
  const callsPerMonth = volumes.reduce((sum, volume) => sum + volume.callsPerMonth, 0);
  const bill = billOf(
    {
      keys: billing.keys,
      requests: volumes.filter(isOwn).map((volume) => ({
        workload: volume.workload,
        counts: countsOf(volume, world.workloads[volume.index]!.keySpec),
      })),
      requestsOfOthers,
      hsms: billing.hsms,
      hoursPerMonth: pricing.hoursPerMonth,
      freeTier: pricing.freeTier,
      extras: billing.extras,
    },
    pricing.book,
  );
  const isExtrapolated = volumes.some(({ volume }) => volume === 'extrapolated');
  return {
    monthUsd: bill.monthUsd,
    perMillionCallsUsd: callsPerMonth === 0 ? 0 : (bill.monthUsd * 1e6) / callsPerMonth,
    callsPerMonth: Math.round(callsPerMonth),
    volume: isExtrapolated ? 'extrapolated' : 'given',
    hoursPerMonth: pricing.hoursPerMonth,
    lines: bill.items,
    volumes: volumes.map(({ workload, of, perMonth, volume, requestsPerMonth }) => ({
      workload,
      of,
      perMonth,
      volume,
      requestsPerMonth,
    })),
  };
}

/** Requests of one workload by what they cost. */
function countsOf({ requestsByOperation }: MonthlyVolume, keySpec: KeySpec): RequestCounts {
  const counts: Partial<Record<RequestClass, number>> = {};
  for (const [operation, count] of Object.entries(requestsByOperation)) {
    const own = requestClassOf(operation as OperationName, keySpec);
    counts[own] = (counts[own] ?? 0) + count;
  }
  return Object.fromEntries(
    Object.entries(counts).map(([name, count]) => [name, Math.round(count)]),
  );
}
