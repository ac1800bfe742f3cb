import {
  operationCode,
  OPERATIONS,
  QUOTA_CLASSES,
  quotaClassOf,
  type LimiterConfig,
  type WorldConfig,
} from '../../model/index.ts';
import { poissonFullWindowShare, poissonThrottledShare } from '../../stats/index.ts';

/** What Poisson arrivals do to one request quota. */
export interface QuotaLoad {
  /** `account request quota (symmetric)`. */
  readonly name: string;
  /** As the model calls a refusal. */
  readonly reason: 'account request quota' | 'key store request quota';
  readonly callsPerSecond: number;
  /** Calls that one window admits. */
  readonly quota: number;
  /** Share of calls refused; null where there is no formula, as for a token bucket. */
  readonly refusedShare: number | null;
  /** Share of windows that refuse something. */
  readonly fullShare: number;
  /** Whose calls are charged: pairs of workload and operation, by their numbers. */
  readonly charged: readonly { readonly workload: number; readonly operation: number }[];
}

/** A smaller share is nothing: a million calls do not show it. */
const NEGLIGIBLE_SHARE = 1e-6;
const LOG_OF_MILLION = 13.8;
const CREATE_GRANT = operationCode('CreateGrant');

/** All quotas that open Poisson workloads are charged to. */
export function quotaLoads({ workloads, kms, store }: WorldConfig): readonly QuotaLoad[] {
  if (store.kind === 'cloudhsm-direct') return [];
  const asked = workloads.flatMap(({ via, arrivals, account, keySpec, operations }, workload) =>
    via !== 'kms' || arrivals.kind !== 'poisson'
      ? []
      : operations.map(({ operation, share }) => ({
          workload,
          operation: OPERATIONS.indexOf(operation),
          account,
          quotaClass: quotaClassOf(operation, keySpec),
          perSecond: arrivals.ratePerSecond * share,
        })),
  );
  const loads = kms.accounts.flatMap(({ name, quotas }, account) =>
    QUOTA_CLASSES.flatMap((quotaClass) => {
      const limiter = quotas[quotaClass];
      const own = asked.filter(
        (one) => one.account === account && one.quotaClass === quotaClass && one.perSecond > 0,
      );
      if (limiter === undefined || own.length === 0) return [];
      const owner = kms.accounts.length > 1 ? `, account ${name}` : '';
      return [
        loadOf(`account quota (${quotaClass}${owner})`, 'account request quota', limiter, own),
      ];
    }),
  );
  if (!('quota' in store)) return loads;
  const own = asked.filter(
    ({ operation, perSecond }) => operation !== CREATE_GRANT && perSecond > 0,
  );
  if (own.length === 0) return loads;
  return [...loads, loadOf('key store quota', 'key store request quota', store.quota, own)];
}

/** Whether a quota does so little that what passes it is what came. */
export function isNegligible({ refusedShare }: QuotaLoad): boolean {
  return refusedShare !== null && refusedShare < NEGLIGIBLE_SHARE;
}

function loadOf(
  name: string,
  reason: QuotaLoad['reason'],
  { kind, ratePerSecond }: LimiterConfig,
  own: readonly { workload: number; operation: number; perSecond: number }[],
): QuotaLoad {
  const callsPerSecond = own.reduce((sum, { perSecond }) => sum + perSecond, 0);
  const quota = Math.floor(ratePerSecond);
  const common = {
    name,
    reason,
    callsPerSecond,
    quota,
    charged: own.map(({ workload, operation }) => ({ workload, operation })),
  };
  // A quota below one a second is a bucket, whatever it is called.
  if (kind === 'token-bucket' || ratePerSecond < 1) {
    const isFar = isBucketFar(callsPerSecond, ratePerSecond);
    return { ...common, refusedShare: isFar ? 0 : null, fullShare: 0 };
  }
  return {
    ...common,
    refusedShare: poissonThrottledShare(callsPerSecond, quota),
    fullShare: poissonFullWindowShare(callsPerSecond, quota),
  };
}

/**
 * A bucket of a second's tokens runs dry as seldom as a queue of constant service grows so long:
 * about exp(−2 (1 − ρ) depth / ρ).
 */
function isBucketFar(callsPerSecond: number, ratePerSecond: number): boolean {
  const used = callsPerSecond / ratePerSecond;
  return used < 1 && (2 * (1 - used) * ratePerSecond) / used > LOG_OF_MILLION;
}
