import {
  operationCode,
  OPERATIONS,
  placeKeys,
  QUOTA_CLASSES,
  quotaClassOf,
  type LimiterConfig,
  type WorldConfig,
} from '../../model/index.ts';
import { poissonFullWindowShare, poissonThrottledShare } from '../../stats/index.ts';
import { keyStoresOf } from '../key-stores.ts';

/** What Poisson arrivals do to one request quota. */
export interface QuotaLoad {
  /** `account request quota (symmetric)`. */
  readonly name: string;
  /** As the model calls a refusal. */
  readonly reason: 'account request quota' | 'key store request quota';
  readonly callsPerSecond: number;
  /** The quotas of so many key stores together; 1 for any other. */
  readonly keyStores: number;
  /** Calls that one window of one of them admits. */
  readonly quota: number;
  /** Share of calls refused; null where there is no formula, as for a token bucket. */
  readonly refusedShare: number | null;
  /**
   * The same where calls come as regularly as can be: what is above the quota on average. Keys that
   * take turns split the calls among key stores more regularly than chance would: then what is
   * refused lies between the two. Where chance splits them, the same as `refusedShare`.
   */
  readonly leastShare: number | null;
  /** Windows that refuse something, of those that end in one second. */
  readonly fullShare: number;
  /** Whose calls are charged: pairs of workload and operation, by their numbers. */
  readonly charged: readonly { readonly workload: number; readonly operation: number }[];
}

/** A smaller share is nothing: a million calls do not show it. */
const NEGLIGIBLE_SHARE = 1e-6;
const LOG_OF_MILLION = 13.8;
const CREATE_GRANT = operationCode('CreateGrant');

/** All quotas that open Poisson workloads are charged to. */
export function quotaLoads(world: WorldConfig): readonly QuotaLoad[] {
  const { workloads, kms, store } = world;
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
        loadOf(
          `account quota (${quotaClass}${owner})`,
          'account request quota',
          limiter,
          own,
          null,
        ),
      ];
    }),
  );
  if (!('quota' in store)) return loads;
  const own = asked.filter(
    ({ operation, perSecond }) => operation !== CREATE_GRANT && perSecond > 0,
  );
  if (own.length === 0) return loads;
  const split = splitOf(world, keyStoresOf(store));
  return [...loads, loadOf('key store quota', 'key store request quota', store.quota, own, split)];
}

/** How the calls of each workload are split over the quotas of a kind. */
interface Split {
  /** By workload, by quota: share of the workload's calls; summing to 1. */
  readonly shares: readonly (readonly number[])[];
  readonly quotas: number;
  /** Some workload's calls take turns between key stores. */
  readonly isInTurn: boolean;
}

function splitOf(world: WorldConfig, keyStores: number): Split | null {
  if (keyStores === 1) return null;
  const { shares } = placeKeys(world, keyStores);
  const isInTurn = world.workloads.some(
    ({ keySkew }, workload) => keySkew === 0 && shares[workload]!.every((share) => share < 1),
  );
  return { shares, quotas: keyStores, isInTurn };
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
  split: Split | null,
): QuotaLoad {
  const callsPerSecond = own.reduce((sum, { perSecond }) => sum + perSecond, 0);
  const quota = Math.floor(ratePerSecond);
  const byQuota = Array.from({ length: split?.quotas ?? 1 }, (_, position) =>
    own.reduce(
      (sum, { workload, perSecond }) => sum + perSecond * (split?.shares[workload]![position] ?? 1),
      0,
    ),
  ).filter((perSecond) => perSecond > 0);
  const sum = (of: (perSecond: number) => number) =>
    byQuota.reduce((total, perSecond) => total + of(perSecond), 0);
  const common = {
    name: split === null ? name : `quotas of ${split.quotas} key stores`,
    reason,
    callsPerSecond,
    keyStores: split?.quotas ?? 1,
    quota,
    charged: own.map(({ workload, operation }) => ({ workload, operation })),
  };
  // A quota below one a second is a bucket, whatever it is called.
  if (kind === 'token-bucket' || ratePerSecond < 1) {
    const isFar = byQuota.every((perSecond) => isBucketFar(perSecond, ratePerSecond));
    const none = isFar ? 0 : null;
    return { ...common, refusedShare: none, leastShare: none, fullShare: 0 };
  }
  const refusedShare =
    sum((perSecond) => perSecond * poissonThrottledShare(perSecond, quota)) / callsPerSecond;
  const least = sum((perSecond) => Math.max(0, perSecond - quota)) / callsPerSecond;
  return {
    ...common,
    refusedShare,
    leastShare: split?.isInTurn === true ? Math.min(least, refusedShare) : refusedShare,
    fullShare: sum((perSecond) => poissonFullWindowShare(perSecond, quota)),
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
