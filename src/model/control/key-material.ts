import type { ClientLibraryConfig, ControlConfig } from '../config.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { Vault } from '../hsm/vault.ts';
import type { ClusterRecord, Member } from './cluster-record.ts';

/** Where the material of KMS keys is made and deleted. */
export interface KeyMaterial {
  /**
   * Gets ready to make one key: `ok`, or the error for which it cannot be. `isThroughKms`: through
   * the key store, not by an application beside it.
   */
  prepare(isThroughKms: boolean): string;
  /** Makes the key that was prepared; gives a vault that has it now. */
  make(key: number): Vault;
  /** KMS has deleted the key; gives the names of the HSMs on which its material stays. */
  delete(key: number): readonly string[];
}

/** Material outside CloudHSM: in KMS's own fleet, or in KMS and an external key manager. */
export class VaultKeyMaterial implements KeyMaterial {
  readonly #vaults: readonly Vault[];
  readonly #entropyOf: (key: number) => Uint8Array;

  /** The first vault is the one that operations reach for. */
  constructor(vaults: readonly Vault[], entropyOf: (key: number) => Uint8Array) {
    this.#vaults = vaults;
    this.#entropyOf = entropyOf;
  }

  prepare(): string {
    return 'ok';
  }

  make(key: number): Vault {
    for (const vault of this.#vaults) vault.generate(key, this.#entropyOf(key));
    return this.#vaults[0]!;
  }

  delete(key: number): readonly string[] {
    for (const vault of this.#vaults) vault.delete(key);
    return [];
  }
}

/**
 * Material on the HSMs of a cluster (model page, sections 5.1, 5.2 and 5.10): made on one and
 * cloned to a second in another zone before anybody hears of the key; the others get it at the next
 * synchronisation.
 */
export class HsmKeyMaterial implements KeyMaterial {
  readonly #cluster: Cluster;
  readonly #serving: (isThroughKms: boolean) => ClusterRecord;
  readonly #isStoreConnected: () => boolean;
  readonly #maxKeys: ControlConfig['maxKeys'];
  /** An application's client library: with the quorum it too wants every key on two HSMs. */
  readonly #library: Pick<ClientLibraryConfig, 'hasQuorum'> | null;
  readonly #entropyOf: (key: number) => Uint8Array;
  #prepared: readonly Member[] = [];
  /** Half-made keys are numbered below 0: KMS knows nothing of them. */
  #orphans = 0;

  constructor(
    cluster: Cluster,
    serving: (isThroughKms: boolean) => ClusterRecord,
    isStoreConnected: () => boolean,
    maxKeys: ControlConfig['maxKeys'],
    library: Pick<ClientLibraryConfig, 'hasQuorum'> | null,
    entropyOf: (key: number) => Uint8Array,
  ) {
    this.#cluster = cluster;
    this.#serving = serving;
    this.#isStoreConnected = isStoreConnected;
    this.#maxKeys = maxKeys;
    this.#library = library;
    this.#entropyOf = entropyOf;
  }

  prepare(isThroughKms: boolean): string {
    const record = this.#serving(isThroughKms);
    const active = record.members.filter(
      ({ state, hsm }) =>
        state === 'ACTIVE' && hsm.isBelievedUp && (!isThroughKms || hsm.isLoggedIn),
    );
    const [first, ...others] = active;
    const needsTwo = isThroughKms || this.#library?.hasQuorum === true;
    const second = isThroughKms
      ? others.find(({ hsm }) => hsm.zone !== first!.hsm.zone)
      : others[0];
    if (record.isLimitedWrite || first === undefined || (needsTwo && second === undefined)) {
      return isThroughKms ? 'CloudHsmClusterInvalidConfigurationException' : 'CKR_FUNCTION_FAILED';
    }
    // Orphaned material counts toward the limit.
    const fullest = Math.max(...active.map(({ hsm }) => hsm.vault.keys().length));
    if (fullest >= this.#maxKeys[record.hsmType])
      return isThroughKms ? 'LimitExceededException' : 'CKR_DEVICE_MEMORY';
    return this.#reach(first, second ?? null, needsTwo, isThroughKms);
  }

  make(key: number): Vault {
    const [first, second] = this.#prepared;
    const { number, vault } = first!.hsm;
    this.#cluster.makeKey(key, this.#entropyOf(key), number);
    if (second !== undefined) this.#cluster.cloneKey(key, number, second.hsm.number);
    return vault;
  }

  delete(key: number): readonly string[] {
    const record = this.#serving(true);
    this.#cluster.forgetKey(key);
    if (this.#isStoreConnected() && !record.isLimitedWrite) {
      for (const { hsm } of record.reachable) {
        if (hsm.isLoggedIn) this.#cluster.removeKey(key, hsm.number);
      }
    }
    return record.living.filter(({ hsm }) => hsm.vault.holds(key)).map(({ hsm }) => hsm.name);
  }

  /** HSMs that are believed up may be lost: what the first has made is then an orphan there. */
  #reach(first: Member, second: Member | null, needsTwo: boolean, isThroughKms: boolean): string {
    const isSecondThere = second !== null && second.isReachable;
    if (first.isReachable && (isSecondThere || !needsTwo)) {
      this.#prepared = isSecondThere ? [first, second] : [first];
      return 'ok';
    }
    if (first.isReachable) {
      const orphan = -++this.#orphans;
      first.hsm.vault.generate(orphan, this.#entropyOf(orphan));
    }
    return isThroughKms ? 'DependencyTimeoutException' : 'CKR_DEVICE_ERROR';
  }
}
