import type { BACKUP_STATES } from '../../facts/index.ts';
import type { ControlConfig } from '../config.ts';
import type { Agenda } from './agenda.ts';
import type { ClusterRecord, Member, Snapshot } from './cluster-record.ts';
import { counted, type Journal } from './journal.ts';

/** A backup of a cluster: keys and users of one of its HSMs. */
export interface Backup extends Snapshot {
  readonly name: string;
  /** null: the Region of its cluster. */
  readonly region: string | null;
  readonly takenNs: number;
  state: (typeof BACKUP_STATES)[number];
  /** HSMs that are being filled from it; it cannot be deleted meanwhile. */
  restores: number;
}

type Which = 'newest' | 'oldest';

/**
 * Backups of CloudHSM clusters (model page, section 5.5): at activation, when an HSM comes or
 * goes, and periodically; the content of the lowest-numbered ACTIVE HSM that can be reached.
 */
export class Backups {
  readonly #config: ControlConfig['backup'];
  readonly #agenda: Agenda;
  readonly #journal: Journal;
  readonly #endNs: number;
  #taken = 0;

  /** `endNs`: the end of the run; what would come later is not scheduled. */
  constructor(config: ControlConfig['backup'], agenda: Agenda, journal: Journal, endNs: number) {
    this.#config = config;
    this.#agenda = agenda;
    this.#journal = journal;
    this.#endNs = endNs;
  }

  /** The backup from before the run, which is READY; `takenNs` may be negative. */
  addEarlier(cluster: ClusterRecord, snapshot: Snapshot, takenNs: number): void {
    this.#add(cluster, snapshot, takenNs, 'READY');
    const { periodNs } = this.#config;
    const periods = Math.floor((this.#agenda.nowNs - takenNs) / periodNs) + 1;
    this.#repeat(cluster, takenNs + periods * periodNs);
  }

  /** Begins the periodic backups of a cluster that has just become ACTIVE. */
  begin(cluster: ClusterRecord): void {
    this.#repeat(cluster, this.#agenda.nowNs + this.#config.periodNs);
  }

  /** Takes a backup now; `why` completes "because". null when no HSM can be read. */
  take(cluster: ClusterRecord, why: string): Backup | null {
    const source = cluster.reachable[0];
    if (source === undefined) {
      this.#journal.tell('Backup', cluster.name, 'failed', 'No ACTIVE HSM can be reached.');
      return null;
    }
    const { password, hsm } = source;
    const snapshot = { vault: hsm.vault.copy(), password };
    const backup = this.#add(cluster, snapshot, this.#agenda.nowNs, 'CREATE_IN_PROGRESS');
    this.#agenda.after(this.#config.readyNs, () => this.#finish(cluster, backup, source, why));
    return backup;
  }

  /** READY backups of a cluster in its own Region, by age. */
  ready(cluster: ClusterRecord): readonly Backup[] {
    return cluster.backups.filter(({ state, region }) => state === 'READY' && region === null);
  }

  find(cluster: ClusterRecord, which: Which): Backup | null {
    return this.ready(cluster).at(which === 'newest' ? -1 : 0) ?? null;
  }

  /** Gives `ok` or CloudHSM's error: the last backup of a cluster is never deleted. */
  delete(cluster: ClusterRecord, which: Which): string {
    const backup = this.find(cluster, which);
    if (backup === null) return 'CloudHsmResourceNotFoundException';
    if (this.ready(cluster).length === 1 || backup.restores > 0) {
      return 'CloudHsmInvalidRequestException';
    }
    backup.state = 'DELETED';
    return 'ok';
  }

  /** Copies the newest backup; `onReady` once the copy is. Gives `started` or CloudHSM's error. */
  copyToRegion(cluster: ClusterRecord, region: string, onReady: () => void): string {
    const backup = this.find(cluster, 'newest');
    if (backup === null) return 'CloudHsmResourceNotFoundException';
    const name = `${backup.name} in ${region}`;
    const copy: Backup = { ...backup, name, region, state: 'CREATE_IN_PROGRESS', restores: 0 };
    cluster.backups.push(copy);
    this.#agenda.after(this.#config.readyNs, () => {
      copy.state = 'READY';
      this.#journal.tell('CopyBackupToRegion', name, 'ok', `The copy in ${region} is READY.`);
      onReady();
    });
    return 'started';
  }

  #add(
    cluster: ClusterRecord,
    { vault, password }: Snapshot,
    takenNs: number,
    state: Backup['state'],
  ): Backup {
    const name = `backup-${++this.#taken}`;
    const backup = { name, region: null, takenNs, vault, password, state, restores: 0 };
    cluster.backups.push(backup);
    this.#at(takenNs + this.#config.retentionNs, () => this.#expire(cluster));
    return backup;
  }

  /** What is not READY when its HSM's memory goes is no backup. */
  #finish(cluster: ClusterRecord, backup: Backup, source: Member, why: string): void {
    if (!source.isLiving) {
      backup.state = 'DELETED';
      const detail = `${source.hsm.name} was lost before ${backup.name} was ready.`;
      this.#journal.tell('Backup', cluster.name, 'failed', detail);
      return;
    }
    backup.state = 'READY';
    const keys = counted(backup.vault.keys().length, 'key');
    const detail = `${backup.name} of ${source.hsm.name} is READY with ${keys}, because ${why}.`;
    this.#journal.tell('Backup', cluster.name, 'ok', detail);
    this.#expire(cluster);
  }

  /** Deletes what is older than the retention, but never the last. */
  #expire(cluster: ClusterRecord): void {
    const oldestNs = this.#agenda.nowNs - this.#config.retentionNs;
    for (const backup of this.ready(cluster).slice(0, -1)) {
      if (backup.takenNs > oldestNs || backup.restores > 0) continue;
      backup.state = 'DELETED';
      const detail = `${backup.name} has reached the end of its retention.`;
      this.#journal.tell('DeleteBackup', cluster.name, 'ok', detail);
    }
  }

  #repeat(cluster: ClusterRecord, atNs: number): void {
    this.#at(atNs, () => {
      if (cluster.state === 'DELETED') return;
      this.take(cluster, 'the period is over');
      this.#repeat(cluster, atNs + this.#config.periodNs);
    });
  }

  #at(atNs: number, entry: () => void): void {
    if (atNs <= this.#endNs) this.#agenda.at(atNs, entry);
  }
}
