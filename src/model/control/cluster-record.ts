import type { CLUSTER_STATES, HSM_STATES } from '../../facts/index.ts';
import type { ControlConfig } from '../config.ts';
import type { Hsm } from '../hsm/hsm.ts';
import type { Vault } from '../hsm/vault.ts';
import type { Backup } from './backups.ts';

export type ClusterState = (typeof CLUSTER_STATES)[number];
export type HsmState = (typeof HSM_STATES)[number];

/** Passwords of kmsuser are told apart by number; this one says that there is no such user. */
export const NO_KMSUSER = 0;

/** Keys and users of one HSM at one instant. */
export interface Snapshot {
  readonly vault: Vault;
  readonly password: number;
}

/** An HSM as CloudHSM keeps it in a cluster. DEGRADED: its hardware is gone, and its keys. */
export class Member {
  readonly hsm: Hsm;
  state: HsmState;
  /** kmsuser's password on this HSM: users are never synchronised. */
  password: number;

  constructor(hsm: Hsm, state: HsmState, password: number) {
    this.hsm = hsm;
    this.state = state;
    this.password = password;
  }

  /** Its memory is intact, whether or not anybody can reach it; one that is being deleted counts. */
  get isLiving(): boolean {
    return this.state === 'ACTIVE' || this.state === 'DELETE_IN_PROGRESS';
  }

  get isReachable(): boolean {
    return this.isLiving && this.hsm.isReachable;
  }

  /** What AWS's services take it for: they learn of faults late. */
  get isBelievedActive(): boolean {
    return this.state === 'ACTIVE' && this.hsm.isBelievedUp;
  }
}

/** A CloudHSM cluster as its control plane keeps it (model page, section 5). */
export class ClusterRecord {
  /** Number by which the data path knows the HSMs of this cluster. */
  readonly id: number;
  readonly name: string;
  /** Clusters restored from a backup keep its certificate, and with it their lineage. */
  readonly lineage: number;
  /** null: the Region of the key store. */
  readonly region: string | null;
  readonly members: Member[] = [];
  readonly backups: Backup[] = [];
  hsmType: ControlConfig['hsmType'];
  state: ClusterState;
  /** The password of kmsuser that the operator knows, from activation or the last reset. */
  operatorPassword = NO_KMSUSER;
  /** Reasons why nobody can log in as kmsuser: wrong passwords tried too often. */
  locks = 0;
  /** Others who are logged in as kmsuser, which admits one at a time. */
  otherLogins = 0;

  constructor(
    id: number,
    name: string,
    lineage: number,
    region: string | null,
    hsmType: ControlConfig['hsmType'],
    state: ClusterState,
  ) {
    this.id = id;
    this.name = name;
    this.lineage = lineage;
    this.region = region;
    this.hsmType = hsmType;
    this.state = state;
  }

  /** HSMs that exist or are being made, replaced ones included. */
  get present(): readonly Member[] {
    return this.members.filter(({ state }) => state !== 'DELETED');
  }

  get living(): readonly Member[] {
    return this.members.filter((member) => member.isLiving);
  }

  get reachable(): readonly Member[] {
    return this.members.filter((member) => member.isReachable);
  }

  /** Key material can be neither made nor deleted while a cluster changes its type. */
  get isLimitedWrite(): boolean {
    return this.state === 'MODIFY_IN_PROGRESS' || this.state === 'ROLLBACK_IN_PROGRESS';
  }

  /** Two active HSMs in two zones: what creating keys and key stores asks for. */
  get hasTwoZones(): boolean {
    const active = this.members.filter((member) => member.isBelievedActive);
    return new Set(active.map(({ hsm }) => hsm.zone)).size >= 2;
  }
}
