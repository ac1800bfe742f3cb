import { formatQuantity } from '../facts/index.ts';
import type { Law } from '../kernel/index.ts';
import type {
  KmsConfig,
  LimiterConfig,
  NetworkConfig,
  StoreConfig,
  WorkloadConfig,
} from '../model/index.ts';
import { buildCluster, setting } from './build-cluster.ts';
import { settle, type DesignContext } from './design-context.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import { one } from './schema/section.ts';
import type { ClusterInput, StoreInput } from './schema/store.ts';
import { formatDuration } from './units.ts';

/**
 * A quota that is switched off. Infinity is not JSON; this many requests a second cannot be
 * offered, since times are whole nanoseconds.
 */
export const UNLIMITED_PER_SECOND = 1e12;

const NOTHING: Law = { kind: 'constant', value: 0 };
const WINDOWS: readonly string[] = ['fixed-window', 'token-bucket'];

/** Whatever the network is, this is the store of one design. */
export function buildStore(
  name: string,
  scenario: ScenarioInput,
  network: NetworkConfig,
  workloads: readonly WorkloadConfig[],
  context: DesignContext,
): StoreConfig {
  const input = scenario.stores[name]!;
  const { facts } = context;
  if (input.kind === 'standard') return { kind: 'standard', backendNs: facts.law('kms.backend') };
  const hasFaults = (scenario.faults ?? []).length > 0;
  const cluster = buildCluster(name, input, network, workloads, hasFaults, context);
  const busy = busyRules(name, input, context);
  if (input.kind === 'cloudhsm-direct') {
    const overheadNs = scenario.network === 'none' ? NOTHING : facts.law('direct.overhead');
    return { kind: 'cloudhsm-direct', overheadNs, cluster, ...busy };
  }
  const path = ['stores', name];
  return {
    kind: 'cloudhsm',
    quota: storeQuota(name, input, context),
    handlingNs: facts.law('kms.customStoreHandling'),
    cluster,
    sessionsPerHsm: setting(
      context,
      'kms.sessionsPerHsm',
      [...path, 'sessionsPerHsm'],
      one(input.sessionsPerHsm),
      name,
    ),
    ...busy,
    commandTimeoutNs: commandTimeout(name, input, context),
    commandAttempts: facts.number('kms.hsmAttempts'),
  };
}

function busyRules(name: string, input: ClusterInput, context: DesignContext) {
  const path = ['stores', name, 'busyRetries'];
  return {
    busyRetries: setting(context, 'kms.busyRetries', path, one(input.busyRetries), name),
    busyBaseDelayNs: context.facts.durationNs('kms.busyRetryBase'),
  };
}

function commandTimeout(
  name: string,
  input: Extract<StoreInput, { kind: 'cloudhsm' }>,
  context: DesignContext,
): number | null {
  const given = one(input.commandTimeout);
  if (given === undefined) return context.facts.durationNs('kms.hsmAttemptTimeout');
  const timeoutNs = given === 'none' ? null : given;
  const text = timeoutNs === null ? 'none' : formatDuration(timeoutNs);
  const path = ['stores', name, 'commandTimeout'];
  return settle(context, 'kms.hsmAttemptTimeout', path, timeoutNs, text, name);
}

function storeQuota(
  name: string,
  input: Extract<StoreInput, { kind: 'cloudhsm' }>,
  context: DesignContext,
): LimiterConfig {
  const given = one(input.quota);
  if (given === undefined) return limiter(context.facts.number('quota.customKeyStore'), context);
  return givenQuota(context, 'quota.customKeyStore', name, 'quota', given);
}

/** The KMS front of one design; CloudHSM used directly has none, so its numbers are empty. */
export function buildKms(
  name: string,
  scenario: ScenarioInput,
  region: string,
  context: DesignContext,
): KmsConfig {
  const input = scenario.stores[name]!;
  const { facts } = context;
  const hasFaults = (scenario.faults ?? []).length > 0;
  const watched = hasFaults ? facts : facts.unnoted();
  const belief = {
    detectZoneNs: watched.durationNs('detect.zone'),
    rejoinNs: watched.durationNs('rejoin'),
  };
  if (input.kind === 'cloudhsm-direct') {
    const accountQuota = { kind: 'fixed-window', ratePerSecond: UNLIMITED_PER_SECOND } as const;
    return { accountQuota, frontNs: NOTHING, rejectNs: NOTHING, ...belief };
  }
  const given = one(input.accountQuota);
  return {
    accountQuota:
      given === undefined
        ? limiter(
            facts.entry('quota.symmetricCrypto', region) ??
              facts.number('quota.symmetricCryptoDefault'),
            context,
          )
        : givenQuota(context, 'quota.symmetricCrypto', name, 'accountQuota', given),
    frontNs: facts.law('kms.front'),
    rejectNs: facts.law('kms.rejectLatency'),
    ...belief,
  };
}

function givenQuota(
  context: DesignContext,
  fact: string,
  store: string,
  field: string,
  given: number | 'none',
): LimiterConfig {
  const ratePerSecond = given === 'none' ? UNLIMITED_PER_SECOND : given;
  const text = given === 'none' ? 'none' : formatQuantity(given, '1/s');
  settle(context, fact, ['stores', store, field], ratePerSecond, text, store);
  return limiter(ratePerSecond, context);
}

function limiter(ratePerSecond: number, { facts, findings }: DesignContext): LimiterConfig {
  const kind = facts.word('quota.window');
  if (!WINDOWS.includes(kind)) {
    findings.add(['assume', 'quota.window'], `must be one of: ${WINDOWS.join(', ')}`);
  }
  return { kind: kind === 'token-bucket' ? kind : 'fixed-window', ratePerSecond };
}
