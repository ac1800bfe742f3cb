import { lawMean } from '../kernel/index.ts';
import type { ClusterConfig, KmsConfig, StoreConfig, WorkloadConfig } from '../model/index.ts';
import type { LimitInput } from '../plan/index.ts';
import type { FactBook, Trust } from './fact-book.ts';
import { meanOverMix } from './build-workloads.ts';
import { UNLIMITED_PER_SECOND } from './build-quota.ts';
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
      capacityPerSecond: kms.accounts[0]?.quotas.symmetric?.ratePerSecond ?? UNLIMITED_PER_SECOND,
      ...(one(input.accountQuota) === undefined ? facts.trust(fact) : BY_THE_SCENARIO),
      remedy: 'adjustable',
    });
  }
  if (store.kind === 'cloudhsm' || store.kind === 'external') {
    const fact = store.kind === 'external' ? 'quota.externalKeyStore' : 'quota.customKeyStore';
    const isGiven = 'quota' in input && one(input.quota) !== undefined;
    limits.push({
      name: 'key store quota',
      capacityPerSecond: store.quota.ratePerSecond,
      ...(isGiven ? BY_THE_SCENARIO : facts.trust(fact)),
      remedy: store.kind === 'external' ? 'ask AWS' : 'hard',
    });
  }
  if (store.kind === 'external' && input.kind === 'external') {
    const { proxies, slots, serviceNs } = store.proxy;
    const isGiven = input.proxy?.service !== undefined || input.proxy?.slots !== undefined;
    limits.push({
      name: 'proxy',
      capacityPerSecond: rounded((proxies * slots * NS_PER_SECOND) / lawMean(serviceNs)),
      ...(isGiven ? BY_THE_SCENARIO : facts.trust('proxy.service')),
      remedy: 'add proxies',
    });
  }
  if ('hsms' in input && 'cluster' in store) {
    const isGiven = input.hsm?.rate !== undefined || input.hsm?.serviceTime !== undefined;
    limits.push({
      name: 'HSMs',
      capacityPerSecond: capacityOf(store.cluster, workloads),
      ...(isGiven ? BY_THE_SCENARIO : facts.trust(rateFactOf(workloads))),
      remedy: 'add HSMs',
    });
  }
  return limits.filter(({ capacityPerSecond }) => capacityPerSecond < UNLIMITED_PER_SECOND);
}

/** The fact that the capacity of an HSM rests on: that of signing, where something signs. */
function rateFactOf(workloads: readonly WorkloadConfig[]): string {
  const signing = workloads.find(({ operations }) =>
    operations.some(({ operation }) => operation === 'Sign'),
  );
  if (signing === undefined) return 'hsm.rate.aes';
  return signing.keySpec === 'RSA_2048' ? 'hsm.rate.rsa2048Sign' : 'hsm.rate.ecP256Sign';
}

/** Calls per second at which all slots of all HSMs are busy, for the workloads' mix. */
function capacityOf(cluster: ClusterConfig, workloads: readonly WorkloadConfig[]): number {
  const meanNs = lawMean(cluster.serviceNs);
  const isRsa = workloads.some(({ keySpec }) => keySpec === 'RSA_2048');
  const signNs = isRsa ? cluster.signNs?.rsa2048 : cluster.signNs?.ecP256;
  const weight = meanOverMix(workloads, (operation) =>
    operation === 'Sign' && signNs !== undefined
      ? lawMean(signNs) / meanNs
      : (cluster.weights[operation] ?? 1),
  );
  const exact = (cluster.hsms * cluster.slots * NS_PER_SECOND) / (meanNs * weight);
  return rounded(exact);
}

/** The mean of a lognormal law passes through exp and log: 3600.0000000000005 is 3600. */
function rounded(exact: number): number {
  return Number.isFinite(exact) ? Number(exact.toPrecision(12)) : exact;
}
