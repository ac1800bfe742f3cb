import type { CiphertextAudit, Cryptography } from '../keys/cryptography.ts';
import type { KeyRegistry } from '../keys/key-registry.ts';
import type { Vault } from '../hsm/vault.ts';
import type { ClusterRecord, Member } from './cluster-record.ts';

/**
 * What has become of a key, from its material alone (model page, section 5). `readable`: on an HSM
 * of the store's cluster that can be reached. `waiting`: only elsewhere, on HSMs out of reach or
 * in a READY backup, or the store is not connected. `lost`: nowhere, and that is final. Of keys that
 * were deleted on purpose, `orphaned`: material is left on an HSM; else `deleted`.
 */
export type Fate = 'readable' | 'waiting' | 'lost' | 'orphaned' | 'deleted';

/** What is left of keys and data at one instant. */
export interface DurabilityReport {
  readonly keys: Readonly<Record<Fate, number>>;
  /** Ciphertexts that were made under such keys, kept or not. */
  readonly ciphertexts: Readonly<Record<Fate, number>>;
  /**
   * Of the newest READY backup of the cluster in use or its relatives; null: there is none. Of
   * several key stores, the one whose newest is oldest.
   */
  readonly newestBackupAgeNs: number | null;
  /** For how long keys existed on fewer than two HSMs: of one key at most, and of all together. */
  readonly underTwoHsms: { readonly longestNs: number; readonly totalNs: number };
  /** Every ciphertext that was kept, really tried with whatever still holds its key. */
  readonly audit: CiphertextAudit;
}

/** What the report looks at; `clusters` is empty where KMS or somebody else keeps the material. */
export interface DurabilityView {
  readonly clusters: readonly ClusterRecord[];
  /** The clusters in use, by key store; none where there are no clusters. */
  readonly serving: readonly ClusterRecord[];
  /** That of applications beside a key store. */
  readonly ofApplications: ClusterRecord | null;
  readonly isStoreConnected: boolean;
  /** For material outside CloudHSM. */
  readonly vaults: readonly Vault[];
  readonly nowNs: number;
}

/** Follows the material of all keys, and judges what is left of it. */
export class Durability {
  readonly #registry: KeyRegistry;
  readonly #cryptography: Cryptography;
  readonly #isThroughStore: (key: number) => boolean;
  readonly #storeOfKey: (key: number) => number;
  readonly #view: () => DurabilityView;
  /** Keys that are on fewer than two HSMs now, and since when. */
  readonly #thinSince = new Map<number, number>();
  /** By key: how long it was before. */
  readonly #thinNs = new Map<number, number>();

  /**
   * `isThroughStore`: the key is used through the key store, not by an application beside it.
   * `storeOfKey`: position of the key store that has it.
   */
  constructor(
    registry: KeyRegistry,
    cryptography: Cryptography,
    isThroughStore: (key: number) => boolean,
    storeOfKey: (key: number) => number,
    view: () => DurabilityView,
  ) {
    this.#registry = registry;
    this.#cryptography = cryptography;
    this.#isThroughStore = isThroughStore;
    this.#storeOfKey = storeOfKey;
    this.#view = view;
  }

  fateOf(key: number): Fate {
    return this.#fateIn(key, this.#view());
  }

  /** To be called whenever material comes or goes: keeps account of keys on fewer than two HSMs. */
  review(): void {
    const view = this.#view();
    if (view.serving.length === 0) return;
    for (let key = 0; key < this.#registry.count; key++) {
      const isThin = holders(view, key).length < 2 && this.#exists(key, view);
      const sinceNs = this.#thinSince.get(key);
      if (isThin && sinceNs === undefined) this.#thinSince.set(key, view.nowNs);
      if (!isThin && sinceNs !== undefined) {
        this.#thinSince.delete(key);
        this.#thinNs.set(key, (this.#thinNs.get(key) ?? 0) + view.nowNs - sinceNs);
      }
    }
  }

  report(): DurabilityReport {
    const view = this.#view();
    const keys = emptyCounts();
    const ciphertexts = emptyCounts();
    let longestNs = 0;
    let totalNs = 0;
    for (let key = 0; key < this.#registry.count; key++) {
      const fate = this.#fateIn(key, view);
      keys[fate]++;
      ciphertexts[fate] += this.#cryptography.sealedUnder(key);
      const sinceNs = this.#thinSince.get(key) ?? view.nowNs;
      const thinNs = (this.#thinNs.get(key) ?? 0) + view.nowNs - sinceNs;
      longestNs = Math.max(longestNs, thinNs);
      totalNs += thinNs;
    }
    return {
      keys,
      ciphertexts,
      newestBackupAgeNs: newestBackupAgeNs(view),
      underTwoHsms: { longestNs, totalNs },
      audit: this.#cryptography.audit((key) => this.#anyVault(key, view)),
    };
  }

  /** Tries every kept ciphertext with what can be reached at this instant. */
  auditNow(): CiphertextAudit {
    const view = this.#view();
    return this.#cryptography.audit((key) =>
      this.#fateIn(key, view) === 'readable' ? this.#anyVault(key, view) : null,
    );
  }

  #fateIn(key: number, view: DurabilityView): Fate {
    const state = this.#registry.stateOf(key);
    if (view.serving.length === 0) {
      if (state === 'Deleted') return 'deleted';
      return view.isStoreConnected ? 'readable' : 'waiting';
    }
    const holding = holders(view, key);
    if (state === 'Deleted') return holding.length > 0 ? 'orphaned' : 'deleted';
    const isUsable = view.isStoreConnected || !this.#isThroughStore(key);
    const isThere = this.#clusterOf(key, view).reachable.some(({ hsm }) => hsm.vault.holds(key));
    if (isUsable && isThere) return 'readable';
    return this.#exists(key, view) ? 'waiting' : 'lost';
  }

  /** Material of a key that is not deleted is somewhere: on an HSM or in a READY backup. */
  #exists(key: number, view: DurabilityView): boolean {
    if (this.#registry.stateOf(key) === 'Deleted') return false;
    return holders(view, key).length > 0 || backupOf(view, key) !== null;
  }

  /** Where the key is used. */
  #clusterOf(key: number, { serving, ofApplications }: DurabilityView): ClusterRecord {
    return this.#isThroughStore(key) ? serving[this.#storeOfKey(key)]! : ofApplications!;
  }

  /** Whatever holds the material of a key: an HSM that can be reached, one that cannot, a backup. */
  #anyVault(key: number, view: DurabilityView): Vault | null {
    if (this.#registry.stateOf(key) === 'Deleted') return null;
    if (view.serving.length === 0) return view.vaults[0]!;
    const reachable = this.#clusterOf(key, view).reachable.find(({ hsm }) => hsm.vault.holds(key));
    const living = reachable ?? holders(view, key)[0];
    return living === undefined ? backupOf(view, key) : living.hsm.vault;
  }
}

/** HSMs whose memory holds the key, whether or not anybody can reach them. */
function holders({ clusters }: DurabilityView, key: number): readonly Member[] {
  return clusters.flatMap(({ living }) => living.filter(({ hsm }) => hsm.vault.holds(key)));
}

function backupOf({ clusters }: DurabilityView, key: number): Vault | null {
  for (const { backups } of clusters) {
    const backup = backups.find(({ state, vault }) => state === 'READY' && vault.holds(key));
    if (backup !== undefined) return backup.vault;
  }
  return null;
}

function newestBackupAgeNs({ clusters, serving, nowNs }: DurabilityView): number | null {
  let oldestNs = Infinity;
  for (const { lineage } of serving) {
    let newestNs = -Infinity;
    for (const { lineage: own, backups } of clusters) {
      if (own !== lineage) continue;
      for (const { state, takenNs } of backups) {
        if (state === 'READY') newestNs = Math.max(newestNs, takenNs);
      }
    }
    oldestNs = Math.min(oldestNs, newestNs);
  }
  return Number.isFinite(oldestNs) ? nowNs - oldestNs : null;
}

function emptyCounts(): Record<Fate, number> {
  return { readable: 0, waiting: 0, lost: 0, orphaned: 0, deleted: 0 };
}
