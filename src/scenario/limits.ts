import { lawMean } from '../kernel/index.ts';
import type { ClusterConfig, KmsConfig, StoreConfig, WorkloadConfig } from '../model/index.ts';
import type { LimitInput } from '../plan/index.ts';
import type { FactBook, Trust } from './fact-book.ts';
import { meanOverMix } from './build-workloads.ts';
import { UNLIMITED_PER_SECOND } from './build-store.ts';
import { one } from './schema/section.ts';
import type { StoreInput } from './schema/store.ts';

const NS_PER_SECOND = 1e9;
const BY_THE_SCENARIO: Trust = { confidence: 'assumption', source: 'set by the scenario' };

/** The walls of one design, before anything is simulated. A quota of `none` is no wall. */
export function limitsOf(
  input: StoreInput,
  store: StoreConfig,
  kms: KmsConfig,
  workloads: readonly WorkloadConfig[],
  region: string,
  facts: FactBook,
): LimitInput[] {
  const limits: LimitInput[] = [];
  if (input.kind !== 'cloudhsm-direct') {
    const isListed = facts.unnoted().entry('quota.symmetricCrypto', region) !== undefined;
    const fact = isListed ? 'quota.symmetricCrypto' : 'quota.symmetricCryptoDefault';
    limits.push({
      name: 'account quota',
      capacityPerSecond: kms.accountQuota.ratePerSecond,
      ...(one(input.accountQuota) === undefined ? facts.trust(fact) : BY_THE_SCENARIO),
      remedy: 'adjustable',
    });
  }
  if (input.kind === 'cloudhsm' && store.kind === 'cloudhsm') {
    limits.push({
      name: 'key store quota',
      capacityPerSecond: store.quota.ratePerSecond,
      ...(one(input.quota) === undefined ? facts.trust('quota.customKeyStore') : BY_THE_SCENARIO),
      remedy: 'hard',
    });
  }
  if (input.kind !== 'standard' && store.kind !== 'standard') {
    const isGiven = input.hsm?.rate !== undefined || input.hsm?.serviceTime !== undefined;
    limits.push({
      name: 'HSMs',
      capacityPerSecond: capacityOf(store.cluster, workloads),
      ...(isGiven ? BY_THE_SCENARIO : facts.trust('hsm.rate.aes')),
      remedy: 'add HSMs',
    });
  }
  return limits.filter(({ capacityPerSecond }) => capacityPerSecond < UNLIMITED_PER_SECOND);
}

/** Calls per second at which all slots of all HSMs are busy, for the workloads' mix. */
function capacityOf(cluster: ClusterConfig, workloads: readonly WorkloadConfig[]): number {
  const meanNs = lawMean(cluster.serviceNs);
  const weight = meanOverMix(workloads, (operation) => cluster.weights[operation] ?? 1);
  const exact = (cluster.hsms * cluster.slots * NS_PER_SECOND) / (meanNs * weight);
  // The mean of a lognormal law passes through exp and log: 3600.0000000000005 is 3600.
  return Number.isFinite(exact) ? Number(exact.toPrecision(12)) : exact;
}
