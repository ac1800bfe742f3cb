import type { Cluster } from '../hsm/cluster.ts';
import type { Agenda } from './agenda.ts';
import type { Backup } from './backups.ts';
import { NO_KMSUSER, type ClusterRecord, type Member } from './cluster-record.ts';
import { counted, type Journal } from './journal.ts';
import type { Provisioning } from './provisioning.ts';

/**
 * AWS replaces an HSM whose hardware has failed (model page, sections 5.6 and 5.7): it notices
 * late, then provisions another under the same name, in a zone that is up.
 */
export class Replacement {
  readonly #detectNs: number;
  readonly #rejoinNs: number;
  readonly #cluster: Cluster;
  readonly #provisioning: Provisioning;
  readonly #agenda: Agenda;
  readonly #journal: Journal;
  readonly #onMaterialChanged: () => void;
  /** Who waits for the replacement of an HSM. */
  readonly #waiting = new Map<Member, (() => void)[]>();

  constructor(
    times: { readonly replaceDetectNs: number; readonly rejoinNs: number },
    cluster: Cluster,
    provisioning: Provisioning,
    agenda: Agenda,
    journal: Journal,
    onMaterialChanged: () => void,
  ) {
    this.#detectNs = times.replaceDetectNs;
    this.#rejoinNs = times.rejoinNs;
    this.#cluster = cluster;
    this.#provisioning = provisioning;
    this.#agenda = agenda;
    this.#journal = journal;
    this.#onMaterialChanged = onMaterialChanged;
  }

  /** The hardware is gone with its keys. `onBack` once another has taken its place and rejoined. */
  lost(record: ClusterRecord, member: Member, onBack: () => void): void {
    if (!member.isLiving && member.state !== 'DEGRADED') {
      onBack(); // not there yet, or not any more
      return;
    }
    const waiting = this.#waiting.get(member);
    if (waiting !== undefined) {
      waiting.push(onBack);
      return;
    }
    this.#waiting.set(member, [onBack]);
    const { hsm } = member;
    const keys = counted(hsm.vault.keys().length, 'key');
    member.state = 'DEGRADED';
    this.#cluster.loseKeysOf(hsm.number);
    this.#onMaterialChanged();
    this.#journal.tell(
      'HsmLost',
      hsm.name,
      'failed',
      `The memory of ${hsm.name} is gone: ${keys}.`,
    );
    this.#agenda.after(this.#detectNs, () => this.#replace(record, member));
  }

  #replace(record: ClusterRecord, member: Member): void {
    if (member.state !== 'DEGRADED') {
      this.#back(member);
      return;
    }
    const how = { from: null, isBound: false };
    this.#provisioning.begin(record, member, how, (source, zone) => {
      if (member.state === 'DEGRADED') {
        fill(this.#cluster, member, source);
        this.#cluster.replaceIn(member.hsm.number, zone);
        this.#journal.tell('HsmReplaced', member.hsm.name, 'ok', filledSentence(member, source));
        this.#onMaterialChanged();
      }
      this.#agenda.after(this.#rejoinNs, () => this.#back(member));
    });
  }

  #back(member: Member): void {
    const waiting = this.#waiting.get(member)!;
    this.#waiting.delete(member);
    for (const onBack of waiting) onBack();
  }
}

/** Restores a backup on an empty HSM that is to become ACTIVE; without one it stays empty. */
export function fill(cluster: Cluster, member: Member, source: Backup | null): void {
  if (source !== null) cluster.restoreKeys(source.vault, member.hsm.number);
  member.password = source?.password ?? NO_KMSUSER;
  member.state = 'ACTIVE';
}

/** What the HSM holds, for the journal. */
export function filledSentence({ hsm }: Member, source: Backup | null): string {
  if (source === null) return `${hsm.name} is ACTIVE and empty: there is no backup.`;
  const keys = counted(hsm.vault.keys().length, 'key');
  return `${hsm.name} is ACTIVE with ${keys} of ${source.name}.`;
}
