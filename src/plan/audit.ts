import { trailCopyUsd } from '../cost/index.ts';
import { OPERATIONS } from '../model/index.ts';
import type { MonthlyVolume } from './monthly-volume.ts';
import type { AuditResult } from './result-accounts.ts';
import type { Study } from './study.ts';

/**
 * CloudTrail management events of a month: one for every request that reached KMS. Whether CloudTrail
 * also logs every request that KMS throttled is undocumented, so those are counted apart.
 */
export function auditOf({ pricing }: Study, volumes: readonly MonthlyVolume[]): AuditResult {
  const byOperation = OPERATIONS.flatMap((operation) => {
    const count = volumes.reduce(
      (sum, { requestsByOperation }) => sum + (requestsByOperation[operation] ?? 0),
      0,
    );
    return count === 0 ? [] : [[operation, Math.round(count)] as const];
  });
  const eventsPerMonth = byOperation.reduce((sum, [, count]) => sum + count, 0);
  const throttled = volumes.reduce((sum, volume) => sum + volume.throttledPerMonth, 0);
  return {
    eventsPerMonth,
    byOperation: Object.fromEntries(byOperation),
    throttledPerMonth: Math.round(throttled),
    trailCopyUsd: trailCopyUsd(eventsPerMonth, pricing.book),
    isLogged: volumes.some(({ isKms }) => isKms),
  };
}
