import type {
  ClusterConfig,
  ExternalStoreConfig,
  LimiterConfig,
  NetworkConfig,
  StoreConfig,
} from '../model/index.ts';
import { scaleLaw, type Law } from '../kernel/index.ts';
import type { AvailabilityInputs, Design, PricingRules, RunControl } from '../plan/index.ts';
import { UNLIMITED_PER_SECOND } from './build-quota.ts';
import { availabilityIn } from './resolved-availability.ts';
import { faultIn, timelineIn } from './resolved-events.ts';
import { workloadIn } from './resolved-workload.ts';
import { describeLaw } from './laws.ts';
import type { ObjectiveInput, ScenarioInput } from './schema/scenario.ts';
import { formatDuration, formatMoney, formatRate, formatShare } from './units.ts';

const ROUND_TRIP = 2;
const MICRO = 1e6;

/** What `resolved` is made of besides the scenario itself. */
export interface Resolution {
  readonly title: string;
  readonly region: string;
  readonly seed: string;
  readonly designs: readonly Design[];
  readonly loads: readonly number[];
  readonly run: RunControl;
  readonly pricing: PricingRules;
  readonly availability: AvailabilityInputs;
}

/**
 * The scenario with every value filled in and its unit spelled out, in the scenario's own words;
 * one entry under `stores` for each design. Workloads and network are those of the first design.
 */
export function resolve(input: ScenarioInput, parts: Resolution): Record<string, unknown> {
  const { world } = parts.designs[0]!;
  return {
    title: parts.title,
    question: input.question ?? null,
    notes: input.notes ?? [],
    region: parts.region,
    seed: parts.seed,
    workloads: Object.fromEntries(
      world.workloads.map((workload) => [
        workload.name,
        workloadIn(workload, input.workloads[workload.name]!, world),
      ]),
    ),
    stores: Object.fromEntries(
      parts.designs.map((design) => [
        design.name,
        { ...storeIn(design.world.store), accountQuota: accountQuotaIn(design) },
      ]),
    ),
    network: input.network === 'none' ? 'none' : networkIn(world.network),
    accounts: Object.fromEntries(
      world.kms.accounts.map(({ name, quotas }) => [
        name,
        { quota: quotas.symmetric === undefined ? 'none' : quotaIn(quotas.symmetric) },
      ]),
    ),
    require: input.require ?? { custody: 'none' },
    faults: world.faults.map((fault) => faultIn(fault, world.warmUpNs)),
    timeline: world.timeline.map((step) => timelineIn(step, world.warmUpNs)),
    objectives: (input.objectives ?? []).map(objectiveIn),
    run: {
      duration: formatDuration(world.durationNs),
      warmUp: parts.run.warmUp === 'auto' ? 'auto' : formatDuration(world.warmUpNs),
      ...replicationsIn(parts.run),
      crypto: world.crypto.mode,
      sampleOneIn: world.crypto.sampleOneIn,
      confidence: formatShare(parts.run.confidence),
      drain: formatDuration(world.drainNs),
      maxEvents: world.bounds.maxEvents,
    },
    ...(parts.designs.some(({ billing }) => billing.hsms > 0)
      ? { availability: availabilityIn(parts.availability) }
      : {}),
    vary: { ...input.vary, load: parts.loads },
    assume: written(input.assume ?? {}),
    pricing: pricingIn(parts.pricing),
  };
}

function written(assume: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(assume).filter(([, value]) => value !== undefined));
}

function durationOrNone(ns: number | null): string {
  return ns === null ? 'none' : formatDuration(ns);
}

function storeIn(store: StoreConfig): Record<string, unknown> {
  if (store.kind === 'standard') {
    return { kind: store.kind, backend: describeLaw(store.backendNs) };
  }
  if (store.kind === 'external') return externalIn(store);
  const shared = {
    kind: store.kind,
    ...clusterIn(store.cluster),
    busyRetries: store.busyRetries,
    busyRetryBase: formatDuration(store.busyBaseDelayNs),
  };
  if (store.kind === 'cloudhsm-direct') {
    return {
      ...shared,
      overhead: describeLaw(store.overheadNs),
      sessionsPerProcess: store.sessionsPerProcess,
      quorum: store.hasQuorum,
      dispatcher: store.dispatcherNs !== null,
    };
  }
  return {
    ...shared,
    keyStores: store.keyStores,
    quota: quotaIn(store.quota),
    handling: describeLaw(store.handlingNs),
    sessionsPerHsm: store.sessionsPerHsm,
    commandTimeout: durationOrNone(store.commandTimeoutNs),
    commandAttempts: store.commandAttempts,
  };
}

function externalIn(store: ExternalStoreConfig): Record<string, unknown> {
  const { pool, proxy } = store;
  return {
    kind: store.kind,
    quota: quotaIn(store.quota),
    roundTrip: roundTrip(store.hopNs),
    connectivity: store.connectivity,
    requestTimeout: formatDuration(store.requestTimeoutNs),
    retryTimeouts: store.requestAttempts > 1,
    connections: {
      reuse: pool.connections > 0,
      most: pool.connections,
      idle: formatDuration(pool.idleNs),
      tls: pool.tlsRoundTrips === 2 ? '1.2' : '1.3',
    },
    proxy: {
      proxies: proxy.proxies,
      slots: proxy.slots,
      service: describeLaw(proxy.serviceNs),
      queueLimit: proxy.queueLimit ?? 'none',
      connectCpu: formatDuration(proxy.connectCpuNs),
    },
  };
}

function clusterIn(cluster: ClusterConfig): Record<string, unknown> {
  return {
    hsms: cluster.hsms,
    zones: cluster.zones,
    balancing: cluster.balancing,
    hsm: {
      slots: cluster.slots,
      serviceTime: describeLaw(cluster.serviceNs),
      queueLimit: cluster.queueLimit ?? 'none',
      weights: cluster.weights,
    },
  };
}

function accountQuotaIn({ kind, world }: Design): string {
  return kind === 'cloudhsm-direct' ? 'none' : quotaIn(world.kms.accounts[0]!.quotas.symmetric!);
}

function quotaIn({ kind, ratePerSecond }: LimiterConfig): string {
  return ratePerSecond >= UNLIMITED_PER_SECOND ? 'none' : `${formatRate(ratePerSecond)}, ${kind}`;
}

function networkIn(network: NetworkConfig): Record<string, unknown> {
  return {
    zones: network.zones,
    sameZone: roundTrip(network.sameZoneHopNs),
    crossZone: roundTrip(network.crossZoneHopNs),
    clientToKms: roundTrip(network.clientToKmsHopNs),
    loss: formatShare(network.loss.share),
    kmsToClient: describeLaw(network.kmsToClientHopNs),
  };
}

function roundTrip(hop: Law): string {
  return describeLaw(scaleLaw(hop, ROUND_TRIP));
}

function objectiveIn(objective: ObjectiveInput): Record<string, unknown> {
  const full = typeof objective === 'string' ? { expect: objective } : objective;
  return { ...full, level: ('level' in full ? full.level : undefined) ?? 'fail' };
}

function pricingIn({ hoursPerMonth, freeTier, book }: PricingRules): Record<string, unknown> {
  return {
    freeTier,
    hoursPerMonth,
    hsmHour:
      book.hsmHour === null ? 'not used' : formatMoney(book.hsmHour.microUsd / MICRO, 'hour'),
    keyMonth: formatMoney(book.keyMonth.microUsd / MICRO, 'month'),
    requestsPer10k: formatMoney(book.requestsPer10k.microUsd / MICRO, '10,000'),
    freeRequests: book.freeRequestsPerMonth,
  };
}

function replicationsIn({ replications, stopping }: RunControl): Record<string, unknown> {
  if (stopping === null) return { replications };
  const { until, maxReplications } = stopping;
  const goal =
    until.kind === 'decided'
      ? { until: 'decided' }
      : {
          precision: formatShare(until.halfWidthShare),
          precisionOf: until.percentiles.map((share) => `p${Number((share * 100).toFixed(6))}`),
        };
  return { replications, ...goal, maxReplications };
}
