import { fail } from '../../kernel/index.ts';
import type { ControlAction, ControlConfig } from '../config.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { Zones } from '../network/zones.ts';
import type { Agenda } from './agenda.ts';
import type { Backup, Backups } from './backups.ts';
import { ClusterRecord, Member, NO_KMSUSER } from './cluster-record.ts';
import { counted, type Journal } from './journal.ts';
import type { Kmsuser } from './kmsuser.ts';
import type { Provisioning } from './provisioning.ts';
import { fill, filledSentence } from './replacement.ts';

/** The cluster that a design begins with. */
export const MAIN = 'main';

const NOT_FOUND = 'CloudHsmResourceNotFoundException';
const INVALID = 'CloudHsmInvalidRequestException';

/** An action's answer: `ok`, `started` (then `done` is called later), or an error's name. */
type Done = () => void;
type Restore = Extract<ControlAction, { readonly kind: 'RestoreCluster' }>;

/** CloudHSM's own control plane: clusters, their HSMs and how they come and go (model page, section 5). */
export class Clusters {
  readonly #config: ControlConfig;
  readonly #rejoinNs: number;
  readonly #zones: Zones;
  readonly #cluster: Cluster;
  readonly #kmsuser: Kmsuser;
  readonly #backups: Backups;
  readonly #provisioning: Provisioning;
  readonly #agenda: Agenda;
  readonly #journal: Journal;
  readonly #onMaterialChanged: () => void;
  readonly #records: ClusterRecord[] = [];

  /** `onMaterialChanged`: an HSM has come up, or gone with its memory. */
  constructor(
    config: ControlConfig,
    rejoinNs: number,
    zones: Zones,
    cluster: Cluster,
    kmsuser: Kmsuser,
    backups: Backups,
    provisioning: Provisioning,
    agenda: Agenda,
    journal: Journal,
    onMaterialChanged: () => void,
  ) {
    this.#config = config;
    this.#rejoinNs = rejoinNs;
    this.#zones = zones;
    this.#cluster = cluster;
    this.#kmsuser = kmsuser;
    this.#backups = backups;
    this.#provisioning = provisioning;
    this.#agenda = agenda;
    this.#journal = journal;
    this.#onMaterialChanged = onMaterialChanged;
  }

  get records(): readonly ClusterRecord[] {
    return this.#records;
  }

  /** A cluster by name, deleted ones included; null when there never was one. */
  find(name: string): ClusterRecord | null {
    return this.#records.find((record) => record.name === name) ?? null;
  }

  /** The cluster and member of an HSM of the data path, by its number. */
  memberOf(hsm: number): { readonly record: ClusterRecord; readonly member: Member } {
    for (const record of this.#records) {
      const member = record.members.find((each) => each.hsm.number === hsm);
      if (member !== undefined) return { record, member };
    }
    return fail(`no HSM has the number ${hsm}`);
  }

  /** Takes up a cluster; one that a design begins with is ACTIVE. */
  add(
    name: string,
    lineage: number | null,
    region: string | null,
    state: ClusterRecord['state'],
  ): ClusterRecord {
    const id = this.#records.length;
    const { hsmType } = this.#config;
    const record = new ClusterRecord(id, name, lineage ?? id, region, hsmType, state);
    this.#records.push(record);
    return record;
  }

  create(name: string, done: Done): string {
    if (this.find(name) !== null) return INVALID;
    const record = this.add(name, null, null, 'CREATE_IN_PROGRESS');
    this.#agenda.after(this.#config.createClusterNs, () => {
      this.#become(record, 'UNINITIALIZED');
      done();
    });
    return 'started';
  }

  /** Needs its one HSM, whose certificate request is signed. */
  initialize(name: string, done: Done): string {
    const record = this.find(name);
    if (record === null) return NOT_FOUND;
    if (record.state !== 'UNINITIALIZED' || record.living.length === 0) return INVALID;
    record.state = 'INITIALIZE_IN_PROGRESS';
    this.#agenda.after(this.#config.stateChangeVisibleNs, () => {
      this.#become(record, 'INITIALIZED');
      done();
    });
    return 'started';
  }

  /** The admin's password is set, which takes the first backup; kmsuser is made after that. */
  activate(name: string): string {
    const record = this.find(name);
    if (record === null) return NOT_FOUND;
    if (record.state !== 'INITIALIZED' || record.reachable.length === 0) return INVALID;
    this.#become(record, 'ACTIVE');
    this.#backups.take(record, 'the cluster is activated');
    this.#backups.begin(record);
    this.#kmsuser.reset(record);
    return 'ok';
  }

  /** Only without HSMs; its backups stay. */
  delete(name: string): string {
    const record = this.find(name);
    if (record === null || record.state === 'DELETED') return NOT_FOUND;
    if (record.present.length > 0 || record.isLimitedWrite) return INVALID;
    this.#become(record, 'DELETED');
    return 'ok';
  }

  /** Before activation a cluster has one HSM. */
  createHsm(name: string, zone: number, done: Done): string {
    const record = this.find(name);
    if (record === null || record.state === 'DELETED') return NOT_FOUND;
    const isYoung = record.state === 'UNINITIALIZED' || record.state === 'INITIALIZED';
    if (record.state !== 'ACTIVE' && !isYoung) return INVALID;
    if (zone >= this.#zones.count || (isYoung && record.present.length > 0)) return INVALID;
    if (record.present.length >= this.#config.maxHsms)
      return 'CloudHsmResourceLimitExceededException';
    this.#addHsm(record, zone, null, done);
    return 'started';
  }

  /** A backup is taken first; the HSM is gone once that is ready. */
  deleteHsm(name: string, hsm: number, done: Done): string {
    const record = this.find(name);
    if (record === null || record.state === 'DELETED') return NOT_FOUND;
    const member = record.members[hsm];
    if (member === undefined || member.state === 'DELETED') return NOT_FOUND;
    if (member.state === 'CREATE_IN_PROGRESS' || record.isLimitedWrite) return INVALID;
    if (member.state === 'DELETE_IN_PROGRESS') return INVALID;
    if (member.isLiving) this.#backups.take(record, 'an HSM is removed');
    member.state = member.isLiving ? 'DELETE_IN_PROGRESS' : 'DELETED';
    this.#agenda.after(this.#config.backup.readyNs, () => {
      member.state = 'DELETED';
      this.#cluster.retire(member.hsm.number);
      this.#onMaterialChanged();
      const detail = `${member.hsm.name} is deleted.`;
      this.#journal.tell('DeleteHsm', member.hsm.name, 'ok', detail);
      done();
    });
    return 'started';
  }

  /**
   * A new cluster of the same lineage from a backup of a cluster, or (`from` names a Region) from a
   * copy there. It is ACTIVE with its first HSM; users and passwords are those of the backup.
   */
  restore(
    { cluster, from, hsms, backup: which }: Restore,
    done: (record: ClusterRecord) => void,
  ): string {
    if (this.find(cluster) !== null) return INVALID;
    const found = this.#backupToRestore(from, which);
    if (found === null) return NOT_FOUND;
    if (hsms > this.#config.maxHsms) return 'CloudHsmResourceLimitExceededException';
    const { origin, backup } = found;
    const { region } = backup;
    const record = this.add(cluster, origin.lineage, region, 'CREATE_IN_PROGRESS');
    record.hsmType = origin.hsmType;
    backup.restores++;
    this.#agenda.after(this.#config.createClusterNs, () => {
      backup.restores--;
      record.state = 'INITIALIZED';
      const zones = this.#zonesUp();
      let coming = hsms;
      for (let i = 0; i < hsms; i++) {
        this.#addHsm(record, zones[i % zones.length]!, backup, () => {
          if (--coming === 0) done(record);
        });
      }
    });
    return 'started';
  }

  deleteBackup(name: string, which: 'newest' | 'oldest'): string {
    const record = this.find(name);
    return record === null ? NOT_FOUND : this.#backups.delete(record, which);
  }

  copyBackup(name: string, region: string, done: Done): string {
    const record = this.find(name);
    return record === null ? NOT_FOUND : this.#backups.copyToRegion(record, region, done);
  }

  /** Takes the operator `passwordResetNs`; also makes kmsuser where there is none, and unlocks it. */
  resetPassword(name: string, done: Done): string {
    const record = this.find(name);
    if (record === null || record.state === 'DELETED') return NOT_FOUND;
    if (record.reachable.length === 0) return INVALID;
    this.#agenda.after(this.#config.passwordResetNs, () => {
      this.#kmsuser.reset(record);
      const hsms = counted(record.reachable.length, 'HSM');
      this.#journal.tell(
        'ResetKmsuserPassword',
        name,
        'ok',
        `kmsuser has a new password on ${hsms}.`,
      );
      done();
    });
    return 'started';
  }

  /** `done` once clients have found it too. */
  #addHsm(record: ClusterRecord, zone: number, from: Backup | null, done: Done): void {
    const hsm = this.#cluster.addHsm(zone, record.id);
    const member = new Member(hsm, 'CREATE_IN_PROGRESS', NO_KMSUSER);
    record.members.push(member);
    this.#provisioning.begin(record, member, { from, isBound: true }, (source) => {
      fill(this.#cluster, member, source);
      this.#cluster.admit(hsm.number);
      this.#journal.tell('CreateHsm', hsm.name, 'ok', filledSentence(member, source));
      if (from !== null && record.state === 'INITIALIZED') {
        this.#become(record, 'ACTIVE');
        this.#backups.take(record, 'the cluster is activated');
        this.#backups.begin(record);
      }
      this.#onMaterialChanged();
      this.#agenda.after(this.#rejoinNs, done);
    });
  }

  /** Where to put the HSMs of a new cluster: all zones, should all be down. */
  #zonesUp(): readonly number[] {
    const zones = Array.from({ length: this.#zones.count }, (_, zone) => zone);
    const up = zones.filter((zone) => this.#zones.isUp(zone));
    return up.length > 0 ? up : zones;
  }

  #backupToRestore(
    from: string,
    which: 'newest' | 'oldest',
  ): { readonly origin: ClusterRecord; readonly backup: Backup } | null {
    const origin = this.find(from);
    if (origin !== null) {
      const backup = this.#backups.find(origin, which);
      return backup === null ? null : { origin, backup };
    }
    const copies = this.#records.flatMap((record) =>
      record.backups
        .filter(({ region, state }) => region === from && state === 'READY')
        .map((backup) => ({ origin: record, backup })),
    );
    return copies.at(which === 'newest' ? -1 : 0) ?? null;
  }

  #become(record: ClusterRecord, state: ClusterRecord['state']): void {
    record.state = state;
    this.#journal.tell('ClusterState', record.name, 'ok', `Cluster ${record.name} is ${state}.`);
  }
}
