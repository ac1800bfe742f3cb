import {
  zoneName,
  type FaultKind,
  type LinkFault,
  type NetworkConfig,
  type StoreConfig,
} from '../model/index.ts';
import type { DesignContext } from './design-context.ts';
import type { FaultInput } from './schema/scenario.ts';
import type { Path } from './source.ts';

/** Where a fault happens. */
export interface BreakPlace {
  readonly store: StoreConfig;
  readonly storeName: string;
  readonly network: NetworkConfig;
}

/** One thing that breaks; `suffix` tells apart those that one entry makes for each HSM or zone. */
export type Break = FaultKind & { readonly suffix: string };

const SOUND: Omit<LinkFault, 'link'> = {
  kind: 'link',
  zone: null,
  direction: 'both',
  factor: 1,
  extraNs: 0,
  lossShare: 0,
  isCut: false,
};

/** What one entry under `faults:` breaks; an HSM that the design does not have is a problem. */
export function breakOf(
  fault: FaultInput,
  path: Path,
  place: BreakPlace,
  context: DesignContext,
): readonly Break[] {
  const onHsms = (
    field: 'hsmDown' | 'hsmDrained',
    hsm: number | 'each',
    kindOf: (hsm: number) => FaultKind,
  ): Break[] => {
    if (hsm === 'each') {
      return Array.from({ length: hsmsOf(place.store) }, (_, n) => ({
        ...kindOf(n),
        suffix: `-${n + 1}`,
      }));
    }
    checkHsm(hsm, [...path, field], place, context);
    return alone(kindOf(hsm));
  };
  const zoneOf = (name: string, field: string): number =>
    checkedZone(name, [...path, field], place.network, context);
  const { zoneDown, hsmSlow, linkSlow, linkLossy, linkCut } = fault;
  if (zoneDown === 'each') {
    return Array.from({ length: place.network.zones }, (_, zone) => ({
      kind: 'zone-down',
      zone,
      suffix: `-${zoneName(zone)}`,
    }));
  }
  if (zoneDown !== undefined) {
    return alone({ kind: 'zone-down', zone: zoneOf(zoneDown, 'zoneDown') });
  }
  if (fault.hsmDown !== undefined) {
    return onHsms('hsmDown', fault.hsmDown, (hsm) => ({ kind: 'hsm-down', hsm }));
  }
  if (fault.hsmDrained !== undefined) {
    return onHsms('hsmDrained', fault.hsmDrained, (hsm) => ({ kind: 'hsm-drained', hsm }));
  }
  if (fault.allHsmsDown !== undefined) return alone({ kind: 'all-hsms-down' });
  if (hsmSlow !== undefined) {
    const hsm = typeof hsmSlow.hsm === 'number' ? hsmSlow.hsm : null;
    if (hsm !== null) checkHsm(hsm, [...path, 'hsmSlow', 'hsm'], place, context);
    return alone({ kind: 'hsm-slow', hsm, factor: hsmSlow.factor });
  }
  const onLink = linkSlow ?? linkLossy ?? linkCut;
  if (onLink !== undefined) {
    const field =
      linkSlow !== undefined ? 'linkSlow' : linkLossy !== undefined ? 'linkLossy' : 'linkCut';
    return alone({
      ...SOUND,
      link: onLink.link,
      zone: onLink.zone === undefined ? null : zoneOf(onLink.zone, field),
      direction: onLink.direction ?? 'both',
      factor: linkSlow?.factor ?? 1,
      extraNs: linkSlow?.extra ?? 0,
      lossShare: linkLossy?.loss ?? 0,
      isCut: linkCut !== undefined,
    });
  }
  return alone(serviceBreakOf(fault));
}

/** An entry that makes one fault. */
function alone(kind: FaultKind): Break[] {
  return [{ ...kind, suffix: '' }];
}

/** Faults of the proxy, the key store and KMS itself. */
function serviceBreakOf(fault: FaultInput): FaultKind {
  if (fault.proxyDown !== undefined) {
    return { kind: 'proxy-down', isSilent: fault.proxyDown === 'silent' };
  }
  if (fault.proxySlow !== undefined) return { kind: 'proxy-slow', factor: fault.proxySlow.factor };
  if (fault.proxyThrottling !== undefined) {
    return { kind: 'proxy-throttling', ratePerSecond: fault.proxyThrottling.rate };
  }
  if (fault.proxyErrors !== undefined) {
    const { share, error } = fault.proxyErrors;
    return { kind: 'proxy-errors', share, error: error ?? 'InternalException' };
  }
  if (fault.storeDisconnected !== undefined) return { kind: 'store-disconnected' };
  if (fault.kmsuser !== undefined) return { kind: 'kmsuser', how: fault.kmsuser };
  if (fault.quotaLowered !== undefined) {
    const { quota, to } = fault.quotaLowered;
    return { kind: 'quota-lowered', quota, ratePerSecond: to };
  }
  const { factor, failed } = fault.kmsDegraded!;
  return { kind: 'kms-degraded', factor: factor ?? 1, failShare: failed ?? 0 };
}

/** Of all its key stores. */
function hsmsOf(store: StoreConfig): number {
  if (!('cluster' in store)) return 0;
  return store.cluster.hsms * (store.kind === 'cloudhsm' ? store.keyStores : 1);
}

function checkHsm(
  hsm: number,
  path: Path,
  { store, storeName }: BreakPlace,
  { findings }: DesignContext,
): void {
  const hsms = hsmsOf(store);
  if (hsms === 0 || hsm < hsms) return;
  const isShared = store.kind === 'cloudhsm' && store.keyStores > 1;
  const because = isShared
    ? `keyStores: ${store.keyStores} and hsms: ${store.cluster.hsms}`
    : `hsms: ${hsms}`;
  findings.add(
    path,
    `names hsm-${hsm + 1}, but ${storeName} has only ${hsms} with ${because}`,
    `name one from 1 to ${hsms}, or write stores: [ … ] for those that have it`,
  );
}

function checkedZone(
  name: string,
  path: Path,
  network: NetworkConfig,
  { findings }: DesignContext,
): number {
  const zone = name.charCodeAt(0) - 97;
  if (zone >= network.zones) {
    const last = zoneName(network.zones - 1);
    const hint = `name a zone from a to ${last}, or write network: { zones: ${zone + 1} }`;
    findings.add(path, `is not a zone of the network: ${name}`, hint);
  }
  return zone;
}
