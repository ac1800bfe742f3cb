import type {
  ArrivalsConfig,
  ClientConfig,
  ClusterConfig,
  FaultConfig,
  LimiterConfig,
  NetworkConfig,
  StoreConfig,
  WorkloadConfig,
} from '../model/index.ts';
import { zoneName } from '../model/index.ts';
import { scaleLaw, type Law } from '../kernel/index.ts';
import type { Design, PricingRules, RunControl } from '../plan/index.ts';
import { UNLIMITED_PER_SECOND } from './build-store.ts';
import { describeLaw } from './laws.ts';
import type { ObjectiveInput, ScenarioInput, WorkloadInput } from './schema/scenario.ts';
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
        workloadIn(workload, input.workloads[workload.name]!),
      ]),
    ),
    stores: Object.fromEntries(
      parts.designs.map((design) => [
        design.name,
        { ...storeIn(design.world.store), accountQuota: accountQuotaIn(design) },
      ]),
    ),
    network: input.network === 'none' ? 'none' : networkIn(world.network),
    require: input.require ?? { custody: 'none' },
    faults: world.faults.map((fault) => faultIn(fault, world.warmUpNs)),
    objectives: (input.objectives ?? []).map(objectiveIn),
    run: {
      duration: formatDuration(world.durationNs),
      warmUp: formatDuration(world.warmUpNs),
      replications: parts.run.replications,
      crypto: world.crypto.mode,
      sampleOneIn: world.crypto.sampleOneIn,
      confidence: formatShare(parts.run.confidence),
      drain: formatDuration(world.drainNs),
      maxEvents: world.bounds.maxEvents,
    },
    vary: { ...input.vary, load: parts.loads },
    assume: written(input.assume ?? {}),
    pricing: pricingIn(parts.pricing),
  };
}

function written(assume: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(assume).filter(([, value]) => value !== undefined));
}

function workloadIn(workload: WorkloadConfig, input: WorkloadInput): Record<string, unknown> {
  return {
    service: input.service ?? 'kms',
    arrivals: arrivalsIn(workload.arrivals),
    perMonth: input.perMonth ?? 'extrapolated',
    operations: Object.fromEntries(
      workload.operations.map(({ operation, share }) => [operation, formatShare(share)]),
    ),
    keys: workload.keys,
    client: clientIn(workload.client, input),
  };
}

function arrivalsIn(arrivals: ArrivalsConfig): Record<string, unknown> {
  return arrivals.kind === 'closed'
    ? { closed: { clients: arrivals.clients, think: describeLaw(arrivals.thinkNs) } }
    : { [arrivals.kind]: formatRate(arrivals.ratePerSecond) };
}

function clientIn(client: ClientConfig, input: WorkloadInput): Record<string, unknown> {
  const { retry } = client;
  const retryMode = input.client?.retryMode ?? 'standard';
  const own = { instances: client.instances, retryMode, maxAttempts: retry.maxAttempts };
  const timeouts = {
    timeout: durationOrNone(client.attemptTimeoutNs),
    callTimeout: durationOrNone(client.callTimeoutNs),
    onTimeout: client.cancelOnTimeout ? 'cancel' : 'abandon',
  };
  if (retry.maxAttempts === 1) return { ...own, ...timeouts };
  return {
    ...own,
    ...timeouts,
    retry: {
      baseDelay: formatDuration(retry.baseDelayNs),
      throttlingBaseDelay: formatDuration(retry.throttlingBaseDelayNs),
      maxDelay: formatDuration(retry.maxDelayNs),
      jitter: retry.jitter,
      budget: retry.budget ?? 'none',
    },
  };
}

function durationOrNone(ns: number | null): string {
  return ns === null ? 'none' : formatDuration(ns);
}

function storeIn(store: StoreConfig): Record<string, unknown> {
  if (store.kind === 'standard') {
    return { kind: store.kind, backend: describeLaw(store.backendNs) };
  }
  const shared = {
    kind: store.kind,
    ...clusterIn(store.cluster),
    busyRetries: store.busyRetries,
    busyRetryBase: formatDuration(store.busyBaseDelayNs),
  };
  if (store.kind === 'cloudhsm-direct') {
    return { ...shared, overhead: describeLaw(store.overheadNs) };
  }
  return {
    ...shared,
    quota: quotaIn(store.quota),
    handling: describeLaw(store.handlingNs),
    sessionsPerHsm: store.sessionsPerHsm,
    commandTimeout: durationOrNone(store.commandTimeoutNs),
    commandAttempts: store.commandAttempts,
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
  return kind === 'cloudhsm-direct' ? 'none' : quotaIn(world.kms.accountQuota);
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
    kmsToClient: describeLaw(network.kmsToClientHopNs),
  };
}

function roundTrip(hop: Law): string {
  return describeLaw(scaleLaw(hop, ROUND_TRIP));
}

function faultIn(fault: FaultConfig, warmUpNs: number): Record<string, unknown> {
  return {
    ...brokenIn(fault),
    at: formatDuration(fault.atNs - warmUpNs),
    for: durationOrNone(fault.forNs),
    name: fault.name,
  };
}

function brokenIn(fault: FaultConfig): Record<string, unknown> {
  if (fault.kind === 'zone-down') return { zoneDown: zoneName(fault.zone) };
  const hsm = `hsm-${fault.hsm + 1}`;
  return fault.kind === 'hsm-down' ? { hsmDown: hsm } : { hsmDrained: hsm };
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
