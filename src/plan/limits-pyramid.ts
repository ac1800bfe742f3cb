import { findFact } from '../facts/index.ts';
import type { LimitResult } from './result.ts';
import type { LimitsPyramid, PlanCandidate, PyramidLimit } from './result-plan.ts';

type Size = Pick<PlanCandidate, 'name' | 'keyStores' | 'hsms'>;
/** What a store's configuration says of itself; `quota` that of one key store. */
interface Store {
  readonly kind: string;
  readonly quota?: { readonly ratePerSecond: number };
}
type Rate = Pick<LimitResult, 'name' | 'capacityPerSecond' | 'usedShare' | 'confidence' | 'source'>;

/**
 * A design against the limits of its account in one Region, from the account down to one key store:
 * request quota, key stores, clusters, HSMs, and requests to the hottest key store. Each key store has
 * a cluster of its own. `rates`: its limits per second, in calls of the whole design; those that are
 * not quotas of AWS, such as what HSMs serve, are left out.
 */
export function limitsPyramid(
  { name, keyStores, hsms }: Size,
  { kind, quota }: Store,
  rates: readonly Rate[],
): LimitsPyramid {
  const hasKeyStores = kind === 'cloudhsm' || kind === 'external';
  const hasHsms = kind === 'cloudhsm' || kind === 'cloudhsm-direct';
  return {
    design: name,
    limits: [
      ...quotas(rates, 'account quota', 'requests to KMS in the account', 'adjustable'),
      ...(hasKeyStores
        ? [
            counted(
              'custom key stores in the account',
              keyStores,
              'customKeyStoresPerRegion',
              'hard',
            ),
          ]
        : []),
      ...(hasHsms
        ? [
            counted(
              'CloudHSM clusters in the account',
              keyStores,
              'clustersPerRegion',
              'adjustable',
            ),
            counted('HSMs in the account', keyStores * hsms, 'hsmsPerRegion', 'adjustable'),
            counted('HSMs of one cluster', hsms, 'hsmsPerCluster', 'hard'),
          ]
        : []),
      ...quotas(
        rates,
        'key store quota',
        keyStores > 1 ? 'requests to the hottest key store' : 'requests to the key store',
        'hard',
        quota?.ratePerSecond,
      ),
    ],
  };
}

function counted(
  name: string,
  used: number,
  fact: string,
  kind: PyramidLimit['kind'],
): PyramidLimit {
  const { value, confidence, source } = findFact(`limit.${fact}`)!;
  return { name, unit: 'count', used, limit: Number(value), kind, confidence, source };
}

/**
 * The most used of the limits whose names begin so; none where the scenario has no such quota.
 * `eachPerSecond`: what it lets through, where that is not the capacity of the whole design.
 */
function quotas(
  rates: readonly Rate[],
  beginning: string,
  name: string,
  kind: PyramidLimit['kind'],
  eachPerSecond?: number,
): readonly PyramidLimit[] {
  const [most] = rates
    .filter((rate) => rate.name.startsWith(beginning))
    .sort((a, b) => b.usedShare - a.usedShare);
  if (most === undefined) return [];
  const { capacityPerSecond, usedShare, confidence, source } = most;
  const limit = eachPerSecond ?? capacityPerSecond;
  return [{ name, unit: '1/s', used: limit * usedShare, limit, kind, confidence, source }];
}
