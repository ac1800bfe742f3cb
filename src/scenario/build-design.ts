import type { WorldConfig } from '../model/index.ts';
import type { Design } from '../plan/index.ts';
import { buildFaults } from './build-faults.ts';
import { buildNetwork } from './build-network.ts';
import { buildRunTimes } from './build-run.ts';
import { buildKms, buildStore } from './build-store.ts';
import { buildWorkloads } from './build-workloads.ts';
import type { DesignContext } from './design-context.ts';
import type { Variant } from './expand.ts';
import { limitsOf } from './limits.ts';
import type { ScenarioInput } from './schema/scenario.ts';

type Kind = Design['kind'];

/** Kinds whose key material the customer holds. */
const CUSTOMER_HELD: readonly Kind[] = ['cloudhsm', 'cloudhsm-direct'];

/** One design with its world. `input` is the scenario with this design's values chosen. */
export function buildDesign(
  variant: Variant,
  input: ScenarioInput,
  region: string,
  context: DesignContext,
): Design {
  const store = input.stores[variant.store]!;
  const times = buildRunTimes(input.run);
  const network = buildNetwork(input.network, context);
  const workloads = buildWorkloads(input, context);
  const kms = buildKms(variant.store, input, region, context);
  const storeConfig = buildStore(variant.store, input, network, workloads, context);
  const world: WorldConfig = {
    ...times,
    workloads,
    network,
    kms,
    store: storeConfig,
    faults: buildFaults(input, storeConfig, variant.store, network, times, context),
  };
  const isKms = store.kind !== 'cloudhsm-direct';
  return {
    name: variant.name,
    store: variant.store,
    kind: store.kind,
    coordinates: variant.coordinates,
    eligible: isEligible(store.kind, input.require),
    world,
    limits: limitsOf(store, storeConfig, kms, workloads, region, context.facts),
    billing: {
      keys: isKms ? workloads.reduce((sum, { keys }) => sum + keys, 0) : 0,
      hsms: storeConfig.kind === 'standard' ? 0 : storeConfig.cluster.hsms,
      paysRequests: isKms,
    },
  };
}

function isEligible(kind: Kind, requirement: ScenarioInput['require']): boolean {
  const among = requirement?.among as readonly string[] | undefined;
  if (among !== undefined) return among.includes(kind);
  const custody = requirement?.custody ?? 'none';
  // No kind of this version keeps its key material outside AWS.
  return custody === 'none' || (custody === 'customer' && CUSTOMER_HELD.includes(kind));
}
