import { formatQuantity } from '../facts/index.ts';
import { lawMean } from '../kernel/index.ts';
import {
  OPERATIONS,
  type ClusterConfig,
  type DirectStoreConfig,
  type OperationName,
  type WorkloadConfig,
  type WorldConfig,
} from '../model/index.ts';
import type { LimitInput } from '../plan/index.ts';
import type { FactBook, Trust } from './fact-book.ts';
import { meanOverMix } from './build-workloads.ts';
import { UNLIMITED_PER_SECOND } from './build-quota.ts';
import { asCalls, type KeyStoreLoad } from './key-stores.ts';
import { accountLimits } from './quota-limits.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import { one } from './schema/section.ts';
import type { StoreInput } from './schema/store.ts';
import { formatShare } from './units.ts';

const NS_PER_SECOND = 1e9;
const BY_THE_SCENARIO: Trust = { confidence: 'assumption', source: 'set by the scenario' };

/** The walls of one design, before anything is simulated. A quota of `none` is no wall. */
export function limitsOf(
  scenario: ScenarioInput,
  input: StoreInput,
  { store, kms, workloads }: WorldConfig,
  keyStores: KeyStoreLoad | null,
  region: string,
  facts: FactBook,
): LimitInput[] {
  const limits: LimitInput[] = [];
  if (input.kind !== 'cloudhsm-direct') {
    const given = {
      main: one(input.accountQuota) !== undefined,
      others: Object.entries(scenario.accounts ?? {}).flatMap(([name, { quota }]) =>
        quota === undefined ? [] : [name],
      ),
    };
    limits.push(...accountLimits(kms, workloads, given, BY_THE_SCENARIO, region, facts));
  }
  if (store.kind === 'cloudhsm' || store.kind === 'external') {
    const isExternal = store.kind === 'external';
    const isGiven = 'quota' in input && one(input.quota) !== undefined;
    const trust = isGiven
      ? BY_THE_SCENARIO
      : facts.trust(isExternal ? 'quota.externalKeyStore' : 'quota.customKeyStore');
    limits.push({
      name: 'key store quota',
      ...overKeyStores(store.quota.ratePerSecond, trust, keyStores, asCalls),
      remedy: isExternal
        ? 'Ask AWS Support, which may or may not raise it, or spread the keys over more key stores.'
        : remedyOfQuota(keyStores),
      counts: countedIn(workloads, ({ via }) => via === 'kms'),
    });
  }
  if (store.kind === 'external' && input.kind === 'external') {
    const { proxies, slots, serviceNs } = store.proxy;
    const isGiven = input.proxy?.service !== undefined || input.proxy?.slots !== undefined;
    limits.push({
      name: 'proxy',
      capacityPerSecond: rounded((proxies * slots * NS_PER_SECOND) / lawMean(serviceNs)),
      ...(isGiven ? BY_THE_SCENARIO : facts.trust('proxy.service')),
      remedy: 'Add proxies, or let each serve more requests at once.',
      counts: countedIn(workloads, ({ via }) => via === 'kms'),
    });
  }
  if ('hsms' in input && 'cluster' in store) {
    const isGiven = input.hsm?.rate !== undefined || input.hsm?.serviceTime !== undefined;
    const { cluster } = store;
    const trust = isGiven ? BY_THE_SCENARIO : facts.trust(rateFactOf(workloads));
    const workOf = (operation: OperationName) =>
      asCalls(operation) * (cluster.weights[operation] ?? 1);
    limits.push({
      name: 'HSMs',
      ...overKeyStores(capacityOf(cluster, workloads), trust, keyStores, workOf),
      remedy:
        keyStores === null
          ? 'Add HSMs to the cluster.'
          : 'Add HSMs to the cluster of each key store.',
      counts: countedIn(workloads, () => true),
    });
  }
  if (store.kind === 'cloudhsm-direct') limits.push(...dispatchers(store, workloads, facts));
  return limits.filter(({ capacityPerSecond }) => capacityPerSecond < UNLIMITED_PER_SECOND);
}

/**
 * The calls at which the hottest key store reaches what one key store can do: with K of them, of
 * which it gets the share s of the calls, `eachPerSecond` / s. `valueOf`: what an operation counts.
 */
function overKeyStores(
  eachPerSecond: number,
  trust: Trust,
  keyStores: KeyStoreLoad | null,
  valueOf: (operation: OperationName) => number,
): Pick<LimitInput, 'capacityPerSecond'> & Trust {
  if (keyStores === null) return { capacityPerSecond: eachPerSecond, ...trust };
  const share = keyStores.hottestShare(valueOf);
  const hottest = `the hottest of ${keyStores.count} key stores gets ${formatShare(Number(share.toPrecision(3)))} of the load and reaches its ${formatQuantity(eachPerSecond, '1/s')} first`;
  return {
    capacityPerSecond: rounded(eachPerSecond / share),
    confidence: trust.confidence,
    source: `${trust.source}; ${hottest}`,
  };
}

function remedyOfQuota(keyStores: KeyStoreLoad | null): string {
  return keyStores?.isOneKeyHottest === true
    ? 'AWS does not raise it, and neither HSMs nor key stores help: one key alone fills its key store. Spread its data over more keys, or call KMS less often.'
    : 'AWS does not raise it, and HSMs do not either: spread the keys over more key stores.';
}

/** Everything that goes on to a key store or an HSM: grants are KMS's own affair. */
function countedIn(
  workloads: readonly WorkloadConfig[],
  isMeant: (workload: WorkloadConfig) => boolean,
): LimitInput['counts'] {
  const operations = OPERATIONS.filter((name) => name !== 'CreateGrant');
  return workloads.flatMap((own, workload) => (isMeant(own) ? [{ workload, operations }] : []));
}

/** The load source of a workload hands its signatures on one after the other. */
function dispatchers(
  { dispatcherNs }: DirectStoreConfig,
  workloads: readonly WorkloadConfig[],
  facts: FactBook,
): LimitInput[] {
  if (dispatcherNs === null) return [];
  return workloads.flatMap(({ name, keySpec, operations }, workload): LimitInput[] => {
    if (!operations.some(({ operation }) => operation === 'Sign')) return [];
    const isRsa = keySpec === 'RSA_2048';
    const eachNs = isRsa ? dispatcherNs.rsa2048Sign : dispatcherNs.ecP256Sign;
    if (eachNs === 0) return [];
    return [
      {
        name: `signing dispatcher of ${name}`,
        capacityPerSecond: rounded(NS_PER_SECOND / eachNs),
        ...facts.trust(isRsa ? 'direct.dispatcher.rsa2048Sign' : 'direct.dispatcher.ecP256Sign'),
        remedy: 'Sign from more than one load source: it is the machine that caps, not the HSMs.',
        counts: [{ workload, operations: ['Sign'] }],
      },
    ];
  });
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
