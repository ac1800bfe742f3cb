import { lawMean, NS_PER_MS, type Law } from '../../kernel/index.ts';
import type { OperationName, WorldConfig } from '../../model/index.ts';

/** What a call takes beside waiting and the service of HSMs. */
export interface Delays {
  readonly meanMs: number;
  readonly laws: readonly Law[];
}

/** Of a call through KMS or a client library with one command; an external store has no sum. */
export function delaysOf(world: WorldConfig): Delays | null {
  const { network, kms, store } = world;
  const front = [network.clientToKmsHopNs, kms.frontNs, network.kmsToClientHopNs];
  switch (store.kind) {
    case 'standard':
      return sum(front, backendMean(world, store.backendNs), [store.backendNs]);
    case 'cloudhsm':
      return sum([...front, store.handlingNs], 2 * hsmHopMean(world), hsmHops(world));
    case 'cloudhsm-direct':
      return sum([store.overheadNs], 2 * hsmHopMean(world), hsmHops(world));
    // What is left is external: any other kind has no overhead and would not compile.
    default:
      return null;
  }
}

/**
 * How much longer one way to an HSM takes on average than inside a zone, ms. Which HSM is chosen
 * decides how long it takes, so that commands do not arrive at the HSMs quite as they were sent.
 */
export function hopSpreadMs(world: WorldConfig): number {
  const { sameZoneHopNs, crossZoneHopNs } = world.network;
  const shortest = Math.min(lawMean(sameZoneHopNs), lawMean(crossZoneHopNs));
  return Math.max(0, hsmHopMean(world) - shortest) / NS_PER_MS;
}

/** Callers and fronts are in any zone alike, whatever zone the HSM is in. */
function hsmHopMean({ network: { zones, sameZoneHopNs, crossZoneHopNs } }: WorldConfig): number {
  const other = zones - 1;
  return (lawMean(sameZoneHopNs) + other * lawMean(crossZoneHopNs)) / zones;
}

function hsmHops({ network }: WorldConfig): readonly Law[] {
  return network.zones === 1
    ? [network.sameZoneHopNs]
    : [network.sameZoneHopNs, network.crossZoneHopNs];
}

function sum(laws: readonly Law[], restNs: number, restLaws: readonly Law[]): Delays {
  const meanNs = laws.reduce((total, law) => total + lawMean(law), restNs);
  return { meanMs: meanNs / NS_PER_MS, laws: [...laws, ...restLaws] };
}

/** Mean work of KMS's own fleet, by the operations' shares of all calls. */
function backendMean({ workloads, kms }: WorldConfig, law: Law): number {
  let total = 0;
  let mean = 0;
  for (const workload of workloads) {
    const { arrivals, keySpec, operations } = workload;
    const rate = arrivals.kind === 'poisson' ? arrivals.ratePerSecond : 1;
    const scale = kms.backendScale[keySpec] ?? 1;
    for (const { operation, share } of operations) {
      total += rate * share;
      mean += rate * share * lawMean(law) * worksOf(operation, scale);
    }
  }
  return total === 0 ? 0 : mean / total;
}

function worksOf(operation: OperationName, scale: number): number {
  if (operation === 'CreateGrant') return 0;
  if (operation === 'GenerateRandom') return 1;
  return operation === 'ReEncrypt' ? scale + 1 : scale;
}

/** Clients keep connections to KMS: handshakes come on top, and waiting where all are taken. */
export function hasConnections({ store, workloads }: WorldConfig): boolean {
  // A client library has sessions instead.
  return (
    store.kind !== 'cloudhsm-direct' && workloads.some(({ client }) => client.connections !== null)
  );
}
