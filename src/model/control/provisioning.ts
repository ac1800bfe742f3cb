import { createSampler, toDelayNs, type Law, type RandomStreams } from '../../kernel/index.ts';
import type { Zones } from '../network/zones.ts';
import type { Agenda } from './agenda.ts';
import type { Backup, Backups } from './backups.ts';
import type { ClusterRecord, Member } from './cluster-record.ts';

/** What an HSM is to be filled from: a backup, nothing, or nothing that can be reached yet. */
type Source = Backup | 'empty' | 'out of reach';

/**
 * How an HSM comes to be ACTIVE (model page, sections 5.6 and 5.7), whether it is new or replaces
 * one: a fresh backup of a living HSM is taken at the start and restored at the end; where no HSM
 * lives, the newest READY backup is. While HSMs live but cannot be reached, or the zone is dead, it
 * waits.
 */
export class Provisioning {
  readonly #law: Law;
  readonly #waitNs: number;
  readonly #agenda: Agenda;
  readonly #backups: Backups;
  readonly #zones: Zones;
  readonly #streams: RandomStreams;
  #sample: (() => number) | null = null;

  /** `waitNs`: how long until it looks again for what it waits for. */
  constructor(
    law: Law,
    waitNs: number,
    agenda: Agenda,
    backups: Backups,
    zones: Zones,
    streams: RandomStreams,
  ) {
    this.#law = law;
    this.#waitNs = waitNs;
    this.#agenda = agenda;
    this.#backups = backups;
    this.#zones = zones;
    this.#streams = streams;
  }

  /**
   * Makes `member` ready; `onReady` gets the backup that its memory was filled from (null: it is
   * empty) and the zone it is in. `from` is a backup to use whatever lives; `isBound` keeps it in
   * its zone.
   */
  begin(
    cluster: ClusterRecord,
    member: Member,
    { from, isBound }: { readonly from: Backup | null; readonly isBound: boolean },
    onReady: (source: Backup | null, zone: number) => void,
  ): void {
    const source = from ?? this.#sourceFor(cluster);
    const again = () => this.begin(cluster, member, { from, isBound }, onReady);
    if (source === 'out of reach') {
      this.#agenda.after(this.#waitNs, again);
      return;
    }
    const backup = source === 'empty' ? null : source;
    if (backup !== null) backup.restores++;
    const finish = () => {
      const isFailed = backup !== null && backup.state === 'DELETED';
      const zone = this.#zoneFor(member, isBound);
      if (!isFailed && (zone < 0 || backup?.state === 'CREATE_IN_PROGRESS')) {
        this.#agenda.after(this.#waitNs, finish);
        return;
      }
      if (backup !== null) backup.restores--;
      // The HSM that the backup was taken of died before it was ready.
      if (isFailed) again();
      else onReady(backup, zone);
    };
    this.#agenda.after(toDelayNs(this.#draw()), finish);
  }

  #sourceFor(cluster: ClusterRecord): Source {
    if (cluster.reachable.length > 0) return this.#backups.take(cluster, 'an HSM is added')!;
    if (cluster.living.length > 0) return 'out of reach';
    return this.#backups.find(cluster, 'newest') ?? 'empty';
  }

  /** Its own zone while that is up; else, unless it is bound to it, the first that is; -1: none. */
  #zoneFor({ hsm }: Member, isBound: boolean): number {
    if (this.#zones.isUp(hsm.zone)) return hsm.zone;
    return isBound ? -1 : this.#zones.firstUp();
  }

  /** The stream is made at the first draw: a run in which no HSM is made has none. */
  #draw(): number {
    if (this.#sample === null) {
      const sampler = createSampler(this.#law, this.#streams.stream('control/provisioning'));
      this.#sample = () => sampler.sample();
    }
    return this.#sample();
  }
}
