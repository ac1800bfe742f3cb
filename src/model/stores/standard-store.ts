import type { RandomStreams, StationAccount } from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { KmsConfig, StandardStoreConfig, WorkloadConfig } from '../config.ts';
import type { Vault } from '../hsm/vault.ts';
import type { Cryptography } from '../keys/cryptography.ts';
import type { KmsBacking, KmsFront } from '../kms/kms-front.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import { operationCode } from '../operations.ts';
import { Outcome } from '../outcomes.ts';
import type { KeyStore } from './key-store.ts';

const RE_ENCRYPT = operationCode('ReEncrypt');
const CREATE_GRANT = operationCode('CreateGrant');
const GENERATE_RANDOM = operationCode('GenerateRandom');

/**
 * The standard key store (model page, section 1.2): KMS's own HSM fleet is a delay without a
 * queue, since the documented wall is the request quota and not the size of AWS's fleet. Its work
 * depends on the kind of key.
 */
export class StandardStore implements KeyStore, KmsBacking {
  readonly kind = 'standard';
  readonly quotas = [];
  readonly #attempts: AttemptTable;
  readonly #front: KmsFront;
  readonly #backendLaw: AttemptLaw;
  readonly #secondLaw: AttemptLaw;
  /** By workload, relative to AES. */
  readonly #scales: readonly number[];
  readonly #vault: Vault;
  readonly #cryptography: Cryptography;

  constructor(
    config: StandardStoreConfig,
    { backendScale }: KmsConfig,
    workloads: readonly WorkloadConfig[],
    front: KmsFront,
    vault: Vault,
    cryptography: Cryptography,
    attempts: AttemptTable,
    streams: RandomStreams,
  ) {
    this.#attempts = attempts;
    this.#front = front;
    this.#backendLaw = new AttemptLaw(config.backendNs, streams, 'kms/backend');
    this.#secondLaw = new AttemptLaw(config.backendNs, streams, 'kms/backend/second');
    this.#scales = workloads.map(({ keySpec }) => backendScale[keySpec] ?? 1);
    this.#vault = vault;
    this.#cryptography = cryptography;
    front.connect(this);
  }

  submit(attempt: number): void {
    this.#front.submit(attempt);
  }

  draw(attempt: number): void {
    const attempts = this.#attempts;
    const isFirst = attempts.isFirst[attempt] === 1;
    const operation = attempts.operation[attempt]!;
    if (operation === CREATE_GRANT) return; // metadata: no HSM works for it
    const drawnNs = this.#backendLaw.drawNs(isFirst);
    // Random numbers need no key, whatever kind the workload has.
    const scale = operation === GENERATE_RANDOM ? 1 : this.#scales[attempts.workload[attempt]!]!;
    let backendNs = Math.round(drawnNs * scale);
    // It is opened under one key and sealed under another.
    if (operation === RE_ENCRYPT) backendNs += this.#secondLaw.drawNs(isFirst);
    attempts.processingNs[attempt] = attempts.processingNs[attempt]! + backendNs;
    attempts.unloadedNs[attempt] = attempts.unloadedNs[attempt]! + backendNs;
  }

  admit(): number {
    return Outcome.success;
  }

  process(attempt: number): void {
    const outcome = this.#cryptography.perform(this.#attempts, attempt, this.#vault);
    this.#front.answer(attempt, outcome);
  }

  clientGone(): void {
    // KMS does not learn of it; the answer finds nobody.
  }

  restartAccounts(): void {
    // No queue, no account.
  }

  accounts(): readonly StationAccount[] {
    return [];
  }
}
