import { billOf } from '../cost/index.ts';
import { NS_PER_SECOND } from '../kernel/index.ts';
import { ALL_CALLS, selectGroup } from './groups.ts';
import type { Bill } from './result.ts';
import type { RunResult } from './run-result.ts';
import type { Design, Study } from './study.ts';

const SECONDS_PER_HOUR = 3600;

/**
 * The month's bill of a design at one load: calls as given, or the simulated mean rate kept up all
 * month; requests are the attempts that passed the quotas, retries included.
 */
export function billPoint(
  study: Study,
  design: Design,
  load: number,
  runs: readonly RunResult[],
): Bill {
  const { pricing } = study;
  const secondsPerMonth = pricing.hoursPerMonth * SECONDS_PER_HOUR;
  let callsPerMonth = 0;
  let requests = 0;
  let isExtrapolated = false;
  design.world.workloads.forEach(({ name }, workload) => {
    const groups = runs.map((run) => selectGroup(run, { ...ALL_CALLS, workload }));
    const offered = groups.reduce((sum, { counts }) => sum + counts.offered, 0);
    const admitted = groups.reduce((sum, { counts }) => sum + counts.admittedAttempts, 0);
    const seconds = groups.reduce((sum, { measuredNs }) => sum + measuredNs, 0) / NS_PER_SECOND;
    const given = pricing.callsPerMonth[name] ?? null;
    const calls = given === null ? (offered / seconds) * secondsPerMonth : given * load;
    if (given === null) isExtrapolated = true;
    callsPerMonth += calls;
    requests += offered === 0 ? calls : (calls * admitted) / offered;
  });
  const bill = billOf(
    {
      keys: design.billing.keys,
      requests: design.billing.paysRequests ? Math.round(requests) : 0,
      hsms: design.billing.hsms,
      hoursPerMonth: pricing.hoursPerMonth,
      freeTier: pricing.freeTier,
    },
    pricing.book,
  );
  return {
    monthUsd: bill.monthUsd,
    perMillionCallsUsd: callsPerMonth === 0 ? 0 : (bill.monthUsd * 1e6) / callsPerMonth,
    callsPerMonth: Math.round(callsPerMonth),
    volume: isExtrapolated ? 'extrapolated' : 'given',
    hoursPerMonth: pricing.hoursPerMonth,
    lines: bill.items,
  };
}
