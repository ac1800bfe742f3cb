import type { Cluster } from '../hsm/cluster.ts';
import type { Agenda } from './agenda.ts';
import type { ClusterRecord } from './cluster-record.ts';
import { counted, type Journal } from './journal.ts';

/**
 * The server's own synchronisation of keys (model page, section 5.3): at fixed instants each
 * ACTIVE HSM that can be reached gets the keys of all others that can. Orphaned material is
 * material like any other. Users are never synchronised.
 */
export class KeySync {
  readonly #periodNs: number;
  readonly #cluster: Cluster;
  readonly #agenda: Agenda;
  readonly #journal: Journal;
  /** Clusters whose next synchronisation is on the agenda. */
  readonly #expected = new Set<ClusterRecord>();
  /** Told when keys have been copied. */
  readonly #onCopied: () => void;

  constructor(
    periodNs: number,
    cluster: Cluster,
    agenda: Agenda,
    journal: Journal,
    onCopied: () => void,
  ) {
    this.#periodNs = periodNs;
    this.#cluster = cluster;
    this.#agenda = agenda;
    this.#journal = journal;
    this.#onCopied = onCopied;
  }

  /** Sees to it that the next synchronisation takes place if an HSM lacks a key of another. */
  expect(record: ClusterRecord): void {
    if (this.#expected.has(record) || !isBehind(record)) return;
    this.#expected.add(record);
    const periods = Math.floor(this.#agenda.nowNs / this.#periodNs) + 1;
    this.#agenda.at(periods * this.#periodNs, () => this.#synchronise(record));
  }

  #synchronise(record: ClusterRecord): void {
    this.#expected.delete(record);
    const members = record.reachable;
    const before = members.map(({ hsm }) => hsm.vault.keys().length);
    for (const { hsm: from } of members) {
      for (const { hsm: to } of members) {
        if (from !== to) this.#cluster.cloneKeys(from.number, to.number);
      }
    }
    let copied = 0;
    const filled: string[] = [];
    members.forEach(({ hsm }, i) => {
      const added = hsm.vault.keys().length - before[i]!;
      if (added > 0) filled.push(hsm.name);
      copied += added;
    });
    if (copied > 0) {
      this.#onCopied();
      const detail = `${counted(copied, 'missing key')} copied to ${filled.join(', ')}.`;
      this.#journal.tell('KeySync', record.name, 'ok', detail);
    }
    this.expect(record);
  }
}

/** Some living HSM lacks a key that another has. */
function isBehind(record: ClusterRecord): boolean {
  const holdings = record.living.map(({ hsm }) => hsm.vault.keys());
  if (holdings.length < 2) return false;
  const union = new Set(holdings.flat());
  return holdings.some((keys) => keys.length < union.size);
}
