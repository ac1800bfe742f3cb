import type { Law } from '../kernel/index.ts';
import type {
  ClientLibraryConfig,
  LimiterConfig,
  NetworkConfig,
  StoreConfig,
  WorkloadConfig,
} from '../model/index.ts';
import { buildCluster, setting } from './build-cluster.ts';
import { buildExternalStore } from './build-external.ts';
import { givenQuota, limiter } from './build-quota.ts';
import { chosen, settle, type DesignContext } from './design-context.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import { one } from './schema/section.ts';
import type { ClusterInput, StoreInput } from './schema/store.ts';
import { formatDuration } from './units.ts';

const NOTHING: Law = { kind: 'constant', value: 0 };

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
  if (input.kind === 'external') return buildExternalStore(name, input, context);
  const hasFaults = (scenario.faults ?? []).length > 0 || (scenario.timeline ?? []).length > 0;
  const cluster = buildCluster(name, input, network, workloads, hasFaults, context);
  if (input.kind === 'cloudhsm-direct') {
    return { kind: 'cloudhsm-direct', cluster, ...libraryOf(name, scenario, workloads, context) };
  }
  const path = ['stores', name];
  return {
    kind: 'cloudhsm',
    keyStores: one(input.keyStores) ?? 1,
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
    ...busyRules(name, input, context),
    commandTimeoutNs: commandTimeout(name, input, context),
    commandAttempts: facts.number('kms.hsmAttempts'),
    pkcs11: workloads.some(({ via }) => via === 'pkcs11')
      ? libraryOf(name, scenario, workloads, context)
      : null,
  };
}

/** CloudHSM's client library in the applications that use the cluster of store `name` directly. */
function libraryOf(
  name: string,
  scenario: ScenarioInput,
  workloads: readonly WorkloadConfig[],
  context: DesignContext,
): ClientLibraryConfig {
  const input = scenario.stores[name] as ClusterInput;
  const own: Partial<Extract<StoreInput, { kind: 'cloudhsm-direct' }>> =
    input.kind === 'cloudhsm-direct' ? input : {};
  const { facts } = context;
  const path = ['stores', name];
  const isTextbook = scenario.network === 'none';
  const hasDispatcher = one(own.dispatcher) ?? !isTextbook;
  const signs = workloads.some(({ operations }) =>
    operations.some(({ operation }) => operation === 'Sign'),
  );
  const hasQuorum = one(own.quorum) ?? one(input.hsms) > 1;
  return {
    overheadNs: isTextbook ? NOTHING : facts.law('direct.overhead'),
    ...busyRules(name, input, context),
    sessionsPerProcess: setting(
      context,
      'limit.pkcs11SessionsPerApplication',
      [...path, 'sessionsPerProcess'],
      one(own.sessionsPerProcess),
      name,
    ),
    dispatcherNs:
      hasDispatcher && signs
        ? {
            rsa2048Sign: facts.durationNs('direct.dispatcher.rsa2048Sign'),
            ecP256Sign: facts.durationNs('direct.dispatcher.ecP256Sign'),
          }
        : null,
    hasQuorum,
    quorumWaitNs: (hasQuorum ? facts : facts.unnoted()).durationNs('direct.quorumWait'),
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
  const fact = 'kms.hsmAttemptTimeout';
  const path = ['stores', name, 'commandTimeout'];
  const given = one(input.commandTimeout);
  if (given === 'none') return settle(context, fact, path, null, 'none', name);
  return chosen(context, fact, path, given, formatDuration, name, () =>
    context.facts.durationNs(fact),
  );
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
