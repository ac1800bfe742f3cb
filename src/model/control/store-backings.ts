import type { ExternalStoreConfig } from '../config.ts';
import type { Link } from '../network/link.ts';
import type { ClusterControl } from './cluster-control.ts';
import type { ClusterRecord } from './cluster-record.ts';
import { clusterConnectFailure, proxyConnectFailure, type ProxyView } from './connect-failure.ts';
import type { StoreBacking } from './key-store-control.ts';

const TOO_FEW_HSMS = 'CloudHsmClusterInvalidConfigurationException';

/** A CloudHSM cluster behind a key store; it need not stay the same one. */
export class ClusterBacking implements StoreBacking {
  readonly kind = 'cloudhsm';
  readonly #control: ClusterControl;
  readonly #link: Link;

  /** `link` is KMS's to the HSMs. */
  constructor(control: ClusterControl, link: Link) {
    this.#control = control;
    this.#link = link;
  }

  createRefusal(
    { cluster, trustAnchor }: Parameters<StoreBacking['createRefusal']>[0],
    hasStore: boolean,
  ): string | null {
    const record = this.#control.clusters.find(cluster);
    const refusal = clusterRefusal(record);
    if (refusal !== null) return refusal;
    // A shared backup history is as good as the same cluster.
    if (hasStore && record!.lineage === this.#control.serving.lineage)
      return 'CloudHsmClusterInUseException';
    if (trustAnchor === 'wrong') return 'IncorrectTrustAnchorException';
    return record!.hasTwoZones ? null : TOO_FEW_HSMS;
  }

  isSame({ cluster, trustAnchor }: Parameters<StoreBacking['isSame']>[0]): boolean {
    return this.#control.serving.name === cluster && trustAnchor === 'right';
  }

  created({ cluster }: Parameters<StoreBacking['created']>[0]): void {
    this.#control.serveFrom(this.#control.clusters.find(cluster)!);
    this.#control.kmsuser.tell(this.#control.serving);
  }

  updateRefusal({ cluster }: Parameters<StoreBacking['updateRefusal']>[0]): string | null {
    if (cluster === null) return null;
    const record = this.#control.clusters.find(cluster);
    const refusal = clusterRefusal(record);
    if (refusal !== null) return refusal;
    if (record!.lineage !== this.#control.serving.lineage)
      return 'CloudHsmClusterNotRelatedException';
    return record!.hasTwoZones ? null : TOO_FEW_HSMS;
  }

  updated({ cluster, passwordIsNew }: Parameters<StoreBacking['updated']>[0]): void {
    if (cluster !== null) this.#control.serveFrom(this.#control.clusters.find(cluster)!);
    if (passwordIsNew) this.#control.kmsuser.tell(this.#control.serving);
  }

  /** A cluster that is gone is only found out later. */
  connectRefusal(): string | null {
    if (this.#control.serving.state === 'DELETED') return null;
    if (this.#control.serving.state !== 'ACTIVE') return 'CloudHsmClusterNotActiveException';
    return this.#control.serving.present.length === 0 ? TOO_FEW_HSMS : null;
  }

  connectFailure(): ReturnType<StoreBacking['connectFailure']> {
    return clusterConnectFailure(this.#control.serving, this.#control.kmsuser, (zone) =>
      this.#link.isCut(zone),
    );
  }

  connected(): void {
    this.#control.kmsuser.logIn(this.#control.serving);
  }

  disconnected(): void {
    this.#control.kmsuser.logOut(this.#control.serving);
  }
}

/** No other Region's cluster is found. */
function clusterRefusal(record: ClusterRecord | null): string | null {
  if (record === null || record.state === 'DELETED' || record.region !== null) {
    return 'CloudHsmClusterNotFoundException';
  }
  return record.state === 'ACTIVE' ? null : 'CloudHsmClusterNotActiveException';
}

/** An external key store proxy behind a key store. */
export class ProxyBacking implements StoreBacking {
  readonly kind = 'external';
  readonly #config: ExternalStoreConfig;
  readonly #proxy: ProxyView;
  readonly #link: Link;
  readonly #zones: number;

  /** `link` is KMS's to the proxy, from each of `zones` zones. */
  constructor(config: ExternalStoreConfig, proxy: ProxyView, link: Link, zones: number) {
    this.#config = config;
    this.#proxy = proxy;
    this.#link = link;
    this.#zones = zones;
  }

  /** KMS asks the proxy for its health when a store is made or moved. */
  createRefusal(_: unknown, hasStore: boolean): string | null {
    if (hasStore) return 'XksProxyUriInUseException';
    return this.#proxyRefusal();
  }

  isSame(): boolean {
    return true;
  }

  created(): void {
    // The proxy is the same, and KMS keeps no session to it.
  }

  updateRefusal({ cluster, passwordIsNew }: Parameters<StoreBacking['updateRefusal']>[0]) {
    if (cluster !== null) return 'ValidationException';
    return passwordIsNew ? this.#proxyRefusal() : null;
  }

  updated(): void {
    // Name and credential change nothing that is modelled.
  }

  connectRefusal(): null {
    return null;
  }

  connectFailure(): ReturnType<StoreBacking['connectFailure']> {
    let cut = 0;
    for (let zone = 0; zone < this.#zones; zone++) if (this.#link.isCut(zone)) cut++;
    return proxyConnectFailure(this.#proxy, this.#config, cut === this.#zones);
  }

  connected(): void {
    // Connections are opened by the requests that need them.
  }

  disconnected(): void {
    // Requests that have passed the store's state still finish.
  }

  #proxyRefusal(): string | null {
    return this.connectFailure() === null ? null : 'XksProxyUriUnreachableException';
  }
}
