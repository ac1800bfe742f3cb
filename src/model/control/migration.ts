import type { ControlConfig } from '../config.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { Agenda } from './agenda.ts';
import type { ClusterRecord, Member } from './cluster-record.ts';
import { counted, type Journal } from './journal.ts';

type HsmType = ControlConfig['hsmType'];

interface Move {
  readonly to: HsmType;
  readonly begunNs: number;
  /** HSMs that are of the new type. */
  readonly moved: Member[];
}

/**
 * Moves a cluster from hsm1.medium to hsm2m.medium in place, or back (model page, section 5.12):
 * one HSM at a time, out of rotation meanwhile; no key is made or deleted until all are done.
 */
export class Migration {
  readonly #config: ControlConfig;
  readonly #cluster: Cluster;
  readonly #agenda: Agenda;
  readonly #journal: Journal;
  readonly #last = new Map<ClusterRecord, Move>();

  constructor(config: ControlConfig, cluster: Cluster, agenda: Agenda, journal: Journal) {
    this.#config = config;
    this.#cluster = cluster;
    this.#agenda = agenda;
    this.#journal = journal;
  }

  /** Gives `started` (then `done` is called later) or CloudHSM's error. */
  modify(record: ClusterRecord, done: () => void): string {
    const members = record.living;
    if (record.state !== 'ACTIVE' || record.hsmType === 'hsm2m.medium') {
      return 'CloudHsmInvalidRequestException';
    }
    if (members.length > this.#config.migrationMostHsms) return 'CloudHsmInvalidRequestException';
    record.state = 'MODIFY_IN_PROGRESS';
    this.#begin(
      record,
      { to: 'hsm2m.medium', begunNs: this.#agenda.nowNs, moved: [] },
      members,
      done,
    );
    return 'started';
  }

  /** Within `migrationRollbackNs` of the beginning; an HSM under way is finished first. */
  rollBack(record: ClusterRecord, done: () => void): string {
    const last = this.#last.get(record);
    const isLate =
      last === undefined ||
      last.to === 'hsm1.medium' ||
      this.#agenda.nowNs > last.begunNs + this.#config.migrationRollbackNs;
    const isRunning = record.state === 'ACTIVE' || record.state === 'MODIFY_IN_PROGRESS';
    if (isLate || !isRunning) return 'CloudHsmInvalidRequestException';
    record.state = 'ROLLBACK_IN_PROGRESS';
    const move: Move = { to: 'hsm1.medium', begunNs: this.#agenda.nowNs, moved: [] };
    this.#begin(record, move, last.moved, done);
    return 'started';
  }

  #begin(record: ClusterRecord, move: Move, members: readonly Member[], done: () => void): void {
    this.#last.set(record, move);
    this.#moveNext(record, move, [...members], done);
  }

  #moveNext(record: ClusterRecord, move: Move, left: Member[], done: () => void): void {
    // A rollback has overtaken this move: it ends here, and takes what it has moved back.
    if (this.#last.get(record) !== move) {
      done();
      return;
    }
    const member = left.shift();
    if (member === undefined) {
      record.hsmType = move.to;
      record.state = 'ACTIVE';
      const hsms = counted(move.moved.length, 'HSM');
      const detail = `Cluster ${record.name} is ACTIVE: ${hsms} moved to ${move.to}.`;
      this.#journal.tell('ClusterState', record.name, 'ok', detail);
      done();
      return;
    }
    const { number, name } = member.hsm;
    this.#cluster.drain(number);
    this.#agenda.after(this.#config.migrationPerHsmNs, () => {
      this.#cluster.undrain(number);
      move.moved.push(member);
      this.#journal.tell('HsmMigrated', name, 'ok', `${name} is an ${move.to} now.`);
      this.#moveNext(record, move, left, done);
    });
  }
}
