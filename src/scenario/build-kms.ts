import type { Law } from '../kernel/index.ts';
import {
  QUOTA_CLASSES,
  quotaClassOf,
  type AccountConfig,
  type KmsConfig,
  type LimiterConfig,
  type QuotaClass,
  type WorkloadConfig,
} from '../model/index.ts';
import { givenQuota, limiter } from './build-quota.ts';
import type { DesignContext } from './design-context.ts';
import type { FactBook } from './fact-book.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import { one } from './schema/section.ts';

const NOTHING: Law = { kind: 'constant', value: 0 };

/** Where each request quota but the symmetric one stands: a fact, or an entry of one. */
const QUOTA_FACTS: Readonly<Record<Exclude<QuotaClass, 'symmetric'>, readonly [string, string?]>> =
  {
    rsa: ['quota.rsaCrypto'],
    ecc: ['quota.eccCrypto'],
    'ml-dsa': ['quota.mlDsaCrypto'],
    'data-key-pair-ecc': ['quota.dataKeyPair', 'ECC'],
    'data-key-pair-rsa-2048': ['quota.dataKeyPair', 'RSA_2048'],
    'data-key-pair-rsa-3072': ['quota.dataKeyPair', 'RSA_3072'],
    'data-key-pair-rsa-4096': ['quota.dataKeyPair', 'RSA_4096'],
    'create-grant': ['quota.management', 'CreateGrant'],
  };

/** The KMS front of one design; CloudHSM used directly has none, so its numbers are empty. */
export function buildKms(
  name: string,
  scenario: ScenarioInput,
  workloads: readonly WorkloadConfig[],
  accountNames: readonly string[],
  region: string,
  context: DesignContext,
): KmsConfig {
  const input = scenario.stores[name]!;
  const { facts } = context;
  const hasFaults = (scenario.faults ?? []).length > 0;
  const watched = hasFaults ? facts : facts.unnoted();
  const shared = {
    detectZoneNs: watched.durationNs('detect.zone'),
    detectLinkNs: watched.durationNs('detect.link'),
    rejoinNs: watched.durationNs('rejoin'),
    backendScale: {},
  };
  if (input.kind === 'cloudhsm-direct') {
    const accounts = accountNames.map((account) => ({ name: account, quotas: {} }));
    return { accounts, frontNs: NOTHING, rejectNs: NOTHING, ...shared };
  }
  return {
    accounts: accountNames.map((account, position) =>
      accountOf(account, position, name, scenario, workloads, region, context),
    ),
    frontNs: facts.law('kms.front'),
    rejectNs: facts.law('kms.rejectLatency'),
    ...shared,
  };
}

/** Only the quotas that the account's workloads can run into. */
function accountOf(
  account: string,
  position: number,
  store: string,
  scenario: ScenarioInput,
  workloads: readonly WorkloadConfig[],
  region: string,
  context: DesignContext,
): AccountConfig {
  const used = new Set<QuotaClass>(['symmetric']);
  for (const workload of workloads) {
    if (workload.account !== position) continue;
    for (const { operation } of workload.operations) {
      used.add(quotaClassOf(operation, workload.keySpec));
    }
    if (workload.service?.kind === 'ebs') used.add('create-grant');
  }
  const quotas: Partial<Record<QuotaClass, LimiterConfig>> = {};
  for (const each of QUOTA_CLASSES) {
    if (!used.has(each)) continue;
    quotas[each] =
      each === 'symmetric'
        ? symmetricQuota(account, position, store, scenario, region, context)
        : limiter(quotaFact(each, context), context);
  }
  return { name: account, quotas };
}

function quotaFact(quota: Exclude<QuotaClass, 'symmetric'>, { facts }: DesignContext): number {
  const [fact, entry] = QUOTA_FACTS[quota];
  return entry === undefined ? facts.number(fact) : facts.entry(fact, entry)!;
}

/** The fact that a quota comes from where the scenario does not set it. */
export function quotaFactOf(quota: QuotaClass, region: string, facts: FactBook): string {
  if (quota !== 'symmetric') return QUOTA_FACTS[quota][0];
  const isListed = facts.entry('quota.symmetricCrypto', region) !== undefined;
  return isListed ? 'quota.symmetricCrypto' : 'quota.symmetricCryptoDefault';
}

function symmetricQuota(
  account: string,
  position: number,
  store: string,
  scenario: ScenarioInput,
  region: string,
  context: DesignContext,
): LimiterConfig {
  const { facts } = context;
  const own = scenario.accounts?.[account]?.quota;
  if (own !== undefined) return limiter(own, context);
  const input = scenario.stores[store]!;
  const given =
    position === 0 && input.kind !== 'cloudhsm-direct' ? one(input.accountQuota) : undefined;
  if (given !== undefined) {
    return givenQuota(context, 'quota.symmetricCrypto', store, 'accountQuota', given);
  }
  const ratePerSecond =
    facts.entry('quota.symmetricCrypto', region) ?? facts.number('quota.symmetricCryptoDefault');
  return limiter(ratePerSecond, context);
}
