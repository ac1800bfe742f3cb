import type { ControlAction, WorkloadConfig, WorldConfig } from '../model/index.ts';
import type { Design } from '../plan/index.ts';
import { buildAccess } from './build-access.ts';
import { buildControl } from './build-control.ts';
import { buildFaults } from './build-faults.ts';
import { buildKms } from './build-kms.ts';
import { buildNetwork } from './build-network.ts';
import { buildRunTimes } from './build-run.ts';
import { buildStore } from './build-store.ts';
import { buildTimeline } from './build-timeline.ts';
import { buildWorkloads } from './build-workloads.ts';
import type { DesignContext } from './design-context.ts';
import type { Variant } from './expand.ts';
import { keyStoreLoad } from './key-stores.ts';
import { limitsOf } from './limits.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import type { StoreInput } from './schema/store.ts';
import { buildTimeRanges } from './time-ranges.ts';

type Kind = Design['kind'];

/** Kinds whose key material the customer holds. */
const CUSTOMER_HELD: readonly Kind[] = ['cloudhsm', 'cloudhsm-direct', 'external'];

/** One design with its world. `input` is the scenario with this design's values chosen. */
export function buildDesign(
  variant: Variant,
  input: ScenarioInput,
  region: string,
  context: DesignContext,
): Design {
  const name = variant.store;
  const store = input.stores[name]!;
  const times = buildRunTimes(input.run);
  const hasLossyLinks = (input.faults ?? []).some(({ linkLossy }) => linkLossy !== undefined);
  const network = buildNetwork(input.network, hasLossyLinks, context);
  const workloads = workloadsOn(store.kind, buildWorkloads(input, context));
  const { access, accountNames } = buildAccess(input, workloads, context);
  const kms = buildKms(name, input, workloads, accountNames, region, context);
  const storeConfig = buildStore(name, input, network, workloads, context);
  const world: WorldConfig = {
    ...times,
    workloads,
    access,
    network,
    kms,
    store: storeConfig,
    control: buildControl(name, input, context),
    timeline: buildTimeline(input, name, workloads, times, context),
    faults: buildFaults(input, storeConfig, name, network, times, context),
    ranges: buildTimeRanges(input.objectives ?? [], times),
  };
  const isKms = store.kind !== 'cloudhsm-direct';
  const keyStores = keyStoreLoad(name, input, world, context.findings);
  return {
    name: variant.name,
    store: name,
    kind: store.kind,
    coordinates: variant.coordinates,
    eligible: isEligible(store.kind, input.require) && !isBeyondServices(store.kind, workloads),
    notes: [...notesOn(store, workloads), ...(keyStores?.notes() ?? []), ...notesOnBill(world)],
    world,
    limits: limitsOf(input, store, world, keyStores, region, context.facts),
    billing: {
      keys: isKms ? keysOf(world) : 0,
      hsms: 'cluster' in storeConfig ? storeConfig.cluster.hsms * (keyStores?.count ?? 1) : 0,
      paysRequests: isKms,
      extras: extrasOf(store, context),
    },
  };
}

/** Where there is no CloudHSM cluster, nobody speaks PKCS#11: those workloads call KMS instead. */
function workloadsOn(kind: Kind, workloads: readonly WorkloadConfig[]): readonly WorkloadConfig[] {
  if (kind === 'cloudhsm' || kind === 'cloudhsm-direct') return workloads;
  return workloads.map((workload) => ({ ...workload, via: 'kms' }));
}

/** Keys of the world, those that the timeline makes included. */
function keysOf({ workloads, access, timeline }: WorldConfig): number {
  // A workload that uses the keys of another has none to pay for.
  const owned = workloads.filter((_, index) => access.usesKeysOf[index] === index);
  const made = timeline.map(({ action }) => (action.kind === 'CreateKey' ? action.count : 0));
  return [...owned.map(({ keys }) => keys), ...made].reduce((a, b) => a + b, 0);
}

/** No AWS service can use CloudHSM directly. */
function isBeyondServices(kind: Kind, workloads: readonly WorkloadConfig[]): boolean {
  return kind === 'cloudhsm-direct' && workloads.some(isOfAws);
}

function isOfAws({ service }: WorkloadConfig): boolean {
  return service !== null && service.kind !== 'encryption-sdk';
}

/** What somebody who chose this design should know before reading its figures. */
function notesOn(store: StoreInput, workloads: readonly WorkloadConfig[]): string[] {
  const services = [...new Set(workloads.flatMap(({ service }) => service?.kind ?? []))];
  if (store.kind === 'cloudhsm-direct' && services.length > 0) {
    return [
      `No AWS service can use CloudHSM directly: for ${services.join(', ')} the figures are those of an application that made the same calls itself.`,
    ];
  }
  if (store.kind === 'external' && store.monthlyCost === undefined) {
    return [
      'The bill leaves out what proxies, load balancers, links and licences cost: write monthlyCost on the store to add it.',
    ];
  }
  return [];
}

/** Steps of the time line after which there are more or fewer HSMs to pay for. */
const CHANGING_HSMS: readonly ControlAction['kind'][] = [
  'CreateHsm',
  'DeleteHsm',
  'RestoreCluster',
  'DeleteCluster',
];

/** A month is longer than any run: what changes within one is not what is paid all month. */
function notesOnBill({ store, timeline }: WorldConfig): string[] {
  if (!('cluster' in store)) return [];
  if (!timeline.some(({ action }) => CHANGING_HSMS.includes(action.kind))) return [];
  const { hsms } = store.cluster;
  return [
    `The bill counts the ${hsms} ${hsms === 1 ? 'HSM' : 'HSMs'} that the store begins with, all month; HSMs that the time line adds or removes are not in it.`,
  ];
}

function extrasOf(store: StoreInput, { setBy }: DesignContext): Design['billing']['extras'] {
  if (store.kind !== 'external' || store.monthlyCost === undefined) return [];
  const by = setBy(['stores']);
  return [
    { item: 'Proxy, links and licences', monthUsd: store.monthlyCost, source: `set by the ${by}` },
  ];
}

export function isEligible(kind: Kind, requirement: ScenarioInput['require']): boolean {
  const among = requirement?.among as readonly string[] | undefined;
  if (among !== undefined) return among.includes(kind);
  const custody = requirement?.custody ?? 'none';
  if (custody === 'outside-aws') return kind === 'external';
  return custody === 'none' || CUSTOMER_HELD.includes(kind);
}
