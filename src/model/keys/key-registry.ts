import { assert } from '../../kernel/index.ts';
import type { AccessConfig, KeyPolicyStatement, StoreConfig, WorkloadConfig } from '../config.ts';
import { operationCode, OPERATIONS } from '../operations.ts';
import { Outcome } from '../outcomes.ts';
import { KeyGate } from './key-gate.ts';
import {
  afterCommand,
  visibleState,
  type KeyCommand,
  type KeyState,
  type RecordedState,
} from './key-states.ts';

const DECRYPT = operationCode('Decrypt');
const GENERATE_RANDOM = operationCode('GenerateRandom');

/** One KMS key as KMS knows it; where its material is, the vaults know. */
interface KeyRecord {
  readonly workload: number;
  readonly createdNs: number;
  readonly isSinceBackup: boolean;
  state: RecordedState;
}

/**
 * The KMS keys of a run, numbered from 0 over all workloads: whose they are, their states, which
 * of them the next call uses, and whether KMS lets it (model page, section 1.1, step 6, and
 * section 5). The control plane makes and changes keys; the data path asks.
 */
export class KeyRegistry {
  readonly #keys: KeyRecord[] = [];
  readonly #gate: KeyGate;
  /** By workload: the workload whose keys it uses. */
  readonly #ownerOf: readonly number[];
  /** By owner: the keys behind its aliases, which seal what is new. */
  readonly #sealing: Int32Array[];
  /** By owner: the keys its data is sealed under, those that aliases have left included. */
  readonly #opening: Int32Array[];
  #isConnected = true;
  /** Keys that are not Enabled. */
  #closedKeys = 0;
  #isOpen = true;

  /**
   * A workload has `keys` keys, numbered one after the other, the last `keysSinceBackup` of them
   * younger than the newest backup; one that uses the keys of another has none.
   */
  constructor(
    workloads: readonly WorkloadConfig[],
    access: AccessConfig,
    storeKind: StoreConfig['kind'],
  ) {
    this.#ownerOf = access.usesKeysOf;
    this.#sealing = workloads.map(({ keys, keysSinceBackup }, workload) => {
      const owner = this.#ownerOf[workload]!;
      if (owner !== workload) {
        assert(this.#ownerOf[owner] === owner, `workload ${workload} uses keys that are lent`);
        return new Int32Array(0);
      }
      return Int32Array.from({ length: keys }, (_, position) =>
        this.#add(workload, 0, position >= keys - keysSinceBackup, 'Enabled'),
      );
    });
    this.#opening = [...this.#sealing];
    this.#gate = new KeyGate(workloads, access, storeKind);
    this.#review();
  }

  /** Keys made so far, the deleted ones included. */
  get count(): number {
    return this.#keys.length;
  }

  /** Nothing that the workloads ask for is refused: `refusal` need not be asked. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * The key of a call: those that the workload uses, in turn (or at a position that was drawn). After a manual rotation Decrypt goes
   * to old and new in turn, everything else to the new.
   */
  keyFor(workload: number, turn: number, operation: number): number {
    const owner = this.#ownerOf[workload]!;
    const keys = operation === DECRYPT ? this.#opening[owner]! : this.#sealing[owner]!;
    return keys[turn % keys.length]!;
  }

  /** The keys that a workload uses, by age; those of its owner where they are lent. */
  keysOf(workload: number): readonly number[] {
    const owner = this.#ownerOf[workload]!;
    return this.#keys.flatMap((key, number) => (key.workload === owner ? [number] : []));
  }

  stateOf(key: number): KeyState {
    return visibleState(this.#keys[key]!.state, this.#isConnected);
  }

  /** The workload that owns the key. */
  workloadOf(key: number): number {
    return this.#keys[key]!.workload;
  }

  /** 0 for the keys that existed before the run. */
  createdNs(key: number): number {
    return this.#keys[key]!.createdNs;
  }

  /** True for keys that are younger than the newest backup from before the run. */
  isSinceBackup(key: number): boolean {
    return this.#keys[key]!.isSinceBackup;
  }

  /** A new key of the workload, Enabled; calls are spread over it too from now on. */
  create(workload: number, nowNs: number): number {
    const owner = this.#ownerOf[workload]!;
    const key = this.#add(owner, nowNs, true, 'Enabled');
    this.#sealing[owner] = including(this.#sealing[owner]!, key);
    this.#opening[owner] = including(this.#opening[owner]!, key);
    return key;
  }

  /**
   * Manual rotation: a new key takes the place of `key` behind its alias; what is sealed stays with
   * the old one. Gives the number of the new key.
   */
  rotateByAlias(workload: number, key: number, nowNs: number): number {
    const owner = this.#ownerOf[workload]!;
    const next = this.#add(owner, nowNs, true, 'Enabled');
    this.#sealing[owner] = this.#sealing[owner]!.map((own) => (own === key ? next : own));
    this.#opening[owner] = including(this.#opening[owner]!, next);
    return next;
  }

  /** `ok`, or the name of AWS's error; likewise the three below. Any connection state will do. */
  enable(key: number): string {
    return this.#command('EnableKey', key);
  }

  disable(key: number): string {
    return this.#command('DisableKey', key);
  }

  scheduleDeletion(key: number): string {
    return this.#command('ScheduleKeyDeletion', key);
  }

  cancelDeletion(key: number): string {
    return this.#command('CancelKeyDeletion', key);
  }

  /** The waiting period is over: KMS forgets the key, unless somebody has cancelled. */
  markDeleted(key: number): string {
    const record = this.#keys[key]!;
    if (record.state !== 'PendingDeletion') return 'KMSInvalidStateException';
    record.state = 'Deleted';
    return 'ok';
  }

  /** The key store is connected or not: all that makes a key Unavailable. */
  setConnected(isConnected: boolean): void {
    this.#isConnected = isConnected;
    this.#review();
  }

  /** Replaces the key policy of all keys of a workload. */
  putPolicy(keysOf: number, statements: readonly KeyPolicyStatement[]): void {
    this.#gate.putPolicy(this.#ownerOf[keysOf]!, statements);
    this.#review();
  }

  /** Lets `grantee` do everything that a grant can allow with the keys of a workload. */
  createGrant(keysOf: number, grantee: number): void {
    this.#gate.createGrant({ keysOf: this.#ownerOf[keysOf]!, grantee, operations: OPERATIONS });
    this.#review();
  }

  revokeGrant(keysOf: number, grantee: number): void {
    this.#gate.revokeGrants(this.#ownerOf[keysOf]!, grantee);
    this.#review();
  }

  /**
   * Why KMS refuses this request, before it reaches for any key material; `Outcome.success` when it
   * does not. In this order: no such key, no right, wrong use, disabled, state.
   */
  refusal(workload: number, operation: number, key: number): number {
    if (operation === GENERATE_RANDOM) {
      const refusal = this.#gate.refusal(workload, operation);
      if (refusal !== Outcome.success || this.#isConnected) return refusal;
      return Outcome.storeInvalidState;
    }
    const { state } = this.#keys[key]!;
    if (state === 'Deleted') return Outcome.notFound;
    const refusal = this.#gate.refusal(workload, operation);
    if (refusal !== Outcome.success) return refusal;
    if (state === 'PendingDeletion') return Outcome.keyPendingDeletion;
    // Unavailable hides whether the key is enabled.
    if (!this.#isConnected) return Outcome.storeNotConnected;
    return state === 'Disabled' ? Outcome.keyDisabled : Outcome.success;
  }

  #add(workload: number, createdNs: number, isSinceBackup: boolean, state: RecordedState): number {
    this.#keys.push({ workload, createdNs, isSinceBackup, state });
    return this.#keys.length - 1;
  }

  #command(command: KeyCommand, key: number): string {
    const record = this.#keys[key]!;
    const { state, answer } = afterCommand(command, record.state);
    if (record.state === 'Enabled') this.#closedKeys++;
    if (state === 'Enabled') this.#closedKeys--;
    record.state = state;
    this.#review();
    return answer;
  }

  #review(): void {
    this.#isOpen = this.#gate.isOpen && this.#closedKeys === 0 && this.#isConnected;
  }
}

function including(keys: Int32Array, key: number): Int32Array {
  return Int32Array.of(...keys, key);
}
