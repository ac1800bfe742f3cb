import type { Cluster } from '../hsm/cluster.ts';
import type { FaultKind } from '../config.ts';
import { NO_KMSUSER, type ClusterRecord, type Member } from './cluster-record.ts';

export type KmsuserFault = Extract<FaultKind, { readonly kind: 'kmsuser' }>['how'];

/** The password of the time before the run, which KMS and all HSMs share. */
export const FIRST_PASSWORD = 1;

/**
 * The crypto user as whom KMS logs in to each HSM of its cluster, and its passwords, told apart by
 * number (model page, sections 4 and 5). KMS changes the password at every connect and stays logged
 * in: what goes wrong later shows only on HSMs that join or rejoin, or at the next connect.
 */
export class Kmsuser {
  readonly #cluster: Cluster;
  #passwords = FIRST_PASSWORD;
  /** The password that KMS has. */
  #known = FIRST_PASSWORD;
  /** KMS is connected: it logs in to whatever joins. */
  #isKeptLoggedIn = true;
  /** By cluster: the passwords that the fault `password-changed` replaced, by HSM. */
  readonly #replaced = new Map<ClusterRecord, Map<Member, number>>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** KMS is connected, and logs in to whatever joins. */
  get isKeptLoggedIn(): boolean {
    return this.#isKeptLoggedIn;
  }

  /** KMS's password is the one this HSM has. */
  isAccepted(member: Member): boolean {
    return member.password === this.#known;
  }

  /** The operator tells KMS the password that he set last. */
  tell(record: ClusterRecord): void {
    this.#known = record.operatorPassword;
  }

  /** Makes kmsuser, with a password of the operator's, on these HSMs; or mends it there. */
  reset(record: ClusterRecord): void {
    record.operatorPassword = ++this.#passwords;
    record.locks = 0;
    record.otherLogins = 0;
    this.#replaced.delete(record);
    for (const member of record.reachable) member.password = record.operatorPassword;
  }

  /** KMS connects: changes the password where its own is accepted, and logs in there. */
  logIn(record: ClusterRecord): void {
    const accepting = record.reachable.filter((member) => this.isAccepted(member));
    this.#known = ++this.#passwords;
    this.#isKeptLoggedIn = true;
    for (const member of accepting) member.password = this.#known;
    for (const member of record.present) this.joined(record, member);
  }

  /** KMS disconnects. */
  logOut(record: ClusterRecord): void {
    this.#isKeptLoggedIn = false;
    for (const { hsm } of record.present) this.#cluster.logout(hsm.number);
  }

  /** An HSM has joined or rejoined: KMS logs in, if it is let. Gives whether it is. */
  joined(record: ClusterRecord, member: Member): boolean {
    const isFree = record.locks === 0 && record.otherLogins === 0;
    const isLoggedIn = this.#isKeptLoggedIn && isFree && this.isAccepted(member);
    if (isLoggedIn) this.#cluster.login(member.hsm.number);
    else this.#cluster.logout(member.hsm.number);
    return isLoggedIn;
  }

  /** Nothing happens yet: sessions stay logged in. */
  fault(record: ClusterRecord, how: KmsuserFault): void {
    if (how === 'locked') record.locks++;
    else if (how === 'logged-in-elsewhere') record.otherLogins++;
    else this.#changePassword(record);
  }

  /** Somebody has put it right again; KMS logs in where it was shut out. */
  endFault(record: ClusterRecord, how: KmsuserFault): void {
    if (how === 'locked') record.locks = Math.max(0, record.locks - 1);
    else if (how === 'logged-in-elsewhere') {
      record.otherLogins = Math.max(0, record.otherLogins - 1);
    } else this.#restorePassword(record);
    for (const member of record.reachable) {
      if (!member.hsm.isLoggedIn) this.joined(record, member);
    }
  }

  #changePassword(record: ClusterRecord): void {
    const password = ++this.#passwords;
    const replaced = this.#replaced.get(record) ?? new Map<Member, number>();
    for (const member of record.reachable) {
      if (member.password === NO_KMSUSER) continue;
      if (!replaced.has(member)) replaced.set(member, member.password);
      member.password = password;
    }
    this.#replaced.set(record, replaced);
  }

  /** Only until KMS or the operator has set another since. */
  #restorePassword(record: ClusterRecord): void {
    for (const [member, password] of this.#replaced.get(record) ?? []) member.password = password;
    this.#replaced.delete(record);
  }
}
