import { assert, fail, NS_PER_SECOND, type RandomStreams } from '../../kernel/index.ts';
import type { ClusterConfig, ControlAction, FaultConfig, WorldConfig } from '../config.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { KeyRegistry } from '../keys/key-registry.ts';
import type { Zones } from '../network/zones.ts';
import type { Agenda } from './agenda.ts';
import { Backups } from './backups.ts';
import { Member, type ClusterRecord } from './cluster-record.ts';
import { Clusters, MAIN } from './clusters.ts';
import type { Journal } from './journal.ts';
import { KeySync } from './key-sync.ts';
import { FIRST_PASSWORD, Kmsuser, type KmsuserFault } from './kmsuser.ts';
import { Migration } from './migration.ts';
import { Provisioning } from './provisioning.ts';
import { Replacement } from './replacement.ts';

const NOT_FOUND = 'CloudHsmResourceNotFoundException';

/** The actions on clusters and backups. */
export type ClusterAction = Extract<
  ControlAction,
  {
    readonly kind:
      | 'CreateCluster'
      | 'InitializeCluster'
      | 'ActivateCluster'
      | 'DeleteCluster'
      | 'CreateHsm'
      | 'DeleteHsm'
      | 'ModifyCluster'
      | 'RollbackCluster'
      | 'RestoreCluster'
      | 'CopyBackupToRegion'
      | 'DeleteBackup'
      | 'ResetKmsuserPassword';
  }
>;

/** Faults of the one key store there is: of several, nobody says which. */
const OF_ONE_STORE: readonly FaultConfig['kind'][] = ['store-disconnected', 'kmsuser'];

/** All that CloudHSM does, for a design that has HSMs: clusters, HSMs, backups, users, keys. */
export class ClusterControl {
  readonly clusters: Clusters;
  readonly kmsuser: Kmsuser;
  /** Told when key material comes or goes. */
  onMaterialChanged: () => void = () => {};
  readonly #cluster: Cluster;
  readonly #isDirect: boolean;
  readonly #migration: Migration;
  readonly #replacement: Replacement;
  readonly #sync: KeySync;
  readonly #journal: Journal;
  /** By key store. */
  #serving: readonly ClusterRecord[];

  constructor(
    { control, store, faults, timeline, warmUpNs, durationNs, drainNs }: WorldConfig,
    times: ClusterConfig,
    { registry, zones }: { readonly registry: KeyRegistry; readonly zones: Zones },
    cluster: Cluster,
    agenda: Agenda,
    journal: Journal,
    streams: RandomStreams,
  ) {
    this.#cluster = cluster;
    this.#isDirect = store.kind === 'cloudhsm-direct';
    this.#journal = journal;
    const kmsuser = new Kmsuser(cluster);
    this.kmsuser = kmsuser;
    const endNs = warmUpNs + durationNs + drainNs;
    const backups = new Backups(control.backup, agenda, journal, endNs);
    const { provisioningNs } = control;
    const waitNs = Math.max(times.replaceDetectNs, NS_PER_SECOND);
    const provisioning = new Provisioning(provisioningNs, waitNs, agenda, backups, zones, streams);
    const changed = () => this.onMaterialChanged();
    this.#migration = new Migration(control, cluster, agenda, journal);
    this.#replacement = new Replacement(times, cluster, provisioning, agenda, journal, changed);
    this.#sync = new KeySync(control.keySyncNs, cluster, agenda, journal, changed);
    this.clusters = new Clusters(
      control,
      times.rejoinNs,
      zones,
      cluster,
      kmsuser,
      backups,
      provisioning,
      agenda,
      journal,
      changed,
    );
    this.#serving = this.#adopt(backups, registry, warmUpNs - control.backup.ageNs);
    const isOfOne =
      timeline.length === 0 &&
      faults.every(({ kind }) => !OF_ONE_STORE.includes(kind)) &&
      (store.kind !== 'cloudhsm' || store.pkcs11 === null);
    assert(this.#serving.length === 1 || isOfOne, 'several key stores have no operators');
    if (!this.#isDirect) cluster.onRejoined = (hsm) => this.#rejoined(hsm);
  }

  get records(): readonly ClusterRecord[] {
    return this.clusters.records;
  }

  /** The cluster that the key store, or the application, uses; of several key stores, the first's. */
  get serving(): ClusterRecord {
    return this.#serving[0]!;
  }

  /** The clusters that the key stores use, one each. */
  get servingAll(): readonly ClusterRecord[] {
    return this.#serving;
  }

  /** The cluster that applications use: beside a key store they stay where they began. */
  get ofApplications(): ClusterRecord {
    return this.#isDirect ? this.serving : this.records[0]!;
  }

  serveFrom(record: ClusterRecord): void {
    this.#serving = [record];
    this.#cluster.serveFrom(record.id);
  }

  /** Some HSM may lack a key of another now. */
  keysChanged(): void {
    for (const record of this.records) this.#sync.expect(record);
  }

  act(action: ClusterAction, done: () => void): string {
    const { clusters } = this;
    switch (action.kind) {
      case 'CreateCluster':
        return clusters.create(action.cluster, done);
      case 'InitializeCluster':
        return clusters.initialize(action.cluster, done);
      case 'ActivateCluster':
        return clusters.activate(action.cluster);
      case 'DeleteCluster':
        return clusters.delete(action.cluster);
      case 'CreateHsm':
        return clusters.createHsm(action.cluster, action.zone, done);
      case 'DeleteHsm':
        return clusters.deleteHsm(action.cluster, action.hsm, done);
      case 'ModifyCluster':
        return this.#withCluster(action.cluster, (record) => this.#migration.modify(record, done));
      case 'RollbackCluster':
        return this.#withCluster(action.cluster, (record) =>
          this.#migration.rollBack(record, done),
        );
      case 'RestoreCluster':
        return clusters.restore(action, (record) => this.#restored(record, done));
      case 'CopyBackupToRegion':
        return clusters.copyBackup(action.cluster, action.region, done);
      case 'DeleteBackup':
        return clusters.deleteBackup(action.cluster, action.backup);
      case 'ResetKmsuserPassword':
        return clusters.resetPassword(action.cluster, done);
    }
    return fail('an action on a cluster has no one to do it');
  }

  hsmLost(hsm: number, onBack: () => void): void {
    const { record, member } = this.clusters.memberOf(hsm);
    this.#replacement.lost(record, member, onBack);
  }

  kmsuserFault(how: KmsuserFault): void {
    this.kmsuser.fault(this.serving, how);
  }

  endKmsuserFault(how: KmsuserFault): void {
    this.kmsuser.endFault(this.serving, how);
  }

  /** The cluster that each key store begins with, and its newest backup from before the run. */
  #adopt(backups: Backups, registry: KeyRegistry, takenNs: number): readonly ClusterRecord[] {
    const keyStores = this.#cluster.hsms.at(-1)!.keyStore + 1;
    return Array.from({ length: keyStores }, (_, keyStore) => {
      const name = keyStores === 1 ? MAIN : `store-${keyStore + 1}`;
      const record = this.clusters.add(name, null, null, 'ACTIVE');
      for (const hsm of this.#cluster.hsms) {
        if (hsm.keyStore !== keyStore) continue;
        record.members.push(new Member(hsm, 'ACTIVE', FIRST_PASSWORD));
      }
      const vault = record.members[0]!.hsm.vault.copy();
      for (const key of vault.keys()) if (registry.isSinceBackup(key)) vault.delete(key);
      backups.addEarlier(record, { vault, password: FIRST_PASSWORD }, takenNs);
      return record;
    });
  }

  /** KMS logs in to what it can use again; that it cannot is worth a word. */
  #rejoined(hsm: number): void {
    const { record, member } = this.clusters.memberOf(hsm);
    if (!this.#serving.includes(record) || this.kmsuser.joined(record, member)) return;
    if (!this.kmsuser.isKeptLoggedIn) return;
    const detail = `KMS cannot log in to ${member.hsm.name} as kmsuser; it is of no use to the store.`;
    this.#journal.tell('HsmLogin', member.hsm.name, 'failed', detail);
  }

  /** Who uses CloudHSM directly is pointed to the new cluster; a key store has to be updated. */
  #restored(record: ClusterRecord, done: () => void): void {
    if (this.#isDirect) {
      this.serveFrom(record);
      const detail = `The application uses cluster ${record.name} now.`;
      this.#journal.tell('ClusterInUse', record.name, 'ok', detail);
      this.onMaterialChanged();
    }
    done();
  }

  #withCluster(name: string, act: (record: ClusterRecord) => string): string {
    const record = this.clusters.find(name);
    return record === null ? NOT_FOUND : act(record);
  }
}
