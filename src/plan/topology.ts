import { lawMean, NS_PER_MS, type Law } from '../kernel/index.ts';
import { zoneName, type WorldConfig } from '../model/index.ts';
import type { LinkResult, TopologyResult, ZoneResult } from './result-topology.ts';
import type { Design } from './study.ts';

/** Where the parts of a design stand when the simulation begins. */
export function topologyOf({ name, kind, world }: Design): TopologyResult {
  const { store } = world;
  return {
    design: name,
    kind,
    zones: zonesOf(world),
    workloads: world.workloads.map((workload) => workload.name),
    keyStores: store.kind === 'cloudhsm' ? store.keyStores : 1,
    proxies: store.kind === 'external' ? store.proxy.proxies : 0,
    links: linksOf(world),
  };
}

function zonesOf({ network, store, faults }: WorldConfig): readonly ZoneResult[] {
  const cluster = 'cluster' in store ? store.cluster : null;
  const hsms = Array.from({ length: cluster?.hsms ?? 0 }, (_, index) => ({
    name: `hsm-${index + 1}`,
    zone: index % (cluster?.zones ?? 1),
  }));
  return Array.from({ length: network.zones }, (_, zone) => ({
    name: zoneName(zone),
    hsms: hsms.filter((hsm) => hsm.zone === zone).map((hsm) => hsm.name),
    downBy: faults.flatMap((fault) =>
      fault.kind === 'zone-down' && fault.zone === zone ? [fault.name] : [],
    ),
  }));
}

function linksOf({ network, store }: WorldConfig): readonly LinkResult[] {
  const sameZone = roundTripMs(network.sameZoneHopNs, network.sameZoneHopNs);
  const otherZone = roundTripMs(network.crossZoneHopNs, network.crossZoneHopNs);
  const toHsms = (from: LinkResult['from']): readonly LinkResult[] => [
    { from, to: 'hsm-same-zone', roundTripMs: sameZone },
    { from, to: 'hsm-other-zone', roundTripMs: otherZone },
  ];
  const toKms: LinkResult = {
    from: 'clients',
    to: 'kms',
    roundTripMs: roundTripMs(network.clientToKmsHopNs, network.kmsToClientHopNs),
  };
  switch (store.kind) {
    case 'standard':
      return [toKms];
    case 'cloudhsm':
      return [toKms, ...toHsms('kms')];
    case 'external':
      return [
        toKms,
        { from: 'kms', to: 'proxy', roundTripMs: roundTripMs(store.hopNs, store.hopNs) },
      ];
    default:
      return toHsms('clients');
  }
}

function roundTripMs(there: Law, back: Law): number {
  return (lawMean(there) + lawMean(back)) / NS_PER_MS;
}
