/** Where the parts of a design stand and how far apart they are; `topology` of a result. */
export interface TopologyResult {
  readonly design: string;
  readonly kind: string;
  /** Zones in use, `a` first. */
  readonly zones: readonly ZoneResult[];
  /** Names of the workloads; their clients live in all zones. */
  readonly workloads: readonly string[];
  /** Key stores that share the keys; 1 but for custom key stores. */
  readonly keyStores: number;
  /** Proxies of an external key store, all outside AWS; 0 otherwise. */
  readonly proxies: number;
  readonly links: readonly LinkResult[];
}

export interface ZoneResult {
  readonly name: string;
  /** HSMs of each key store that start there, as `stations` names them. */
  readonly hsms: readonly string[];
  /** Names of the faults that take the whole zone down. */
  readonly downBy: readonly string[];
}

export interface LinkResult {
  readonly from: 'clients' | 'kms';
  readonly to: 'kms' | 'hsm-same-zone' | 'hsm-other-zone' | 'proxy';
  /** Mean round trip in milliseconds, without losses and faults. */
  readonly roundTripMs: number;
}
