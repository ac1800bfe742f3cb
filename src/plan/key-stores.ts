import type { StoreConfig } from '../model/index.ts';

/** Key stores that share the keys of a design, each with a cluster of its own; 1 where there are none. */
export function keyStoresOf(store: StoreConfig): number {
  return store.kind === 'cloudhsm' ? store.keyStores : 1;
}

/** HSMs of a design, of all its clusters; 0 where it has none of its own. */
export function hsmsOf(store: StoreConfig): number {
  return 'cluster' in store ? store.cluster.hsms * keyStoresOf(store) : 0;
}
