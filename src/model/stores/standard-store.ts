import type { RandomStreams, StationAccount } from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { StandardStoreConfig } from '../config.ts';
import type { Vault } from '../hsm/vault.ts';
import type { Cryptography } from '../keys/cryptography.ts';
import type { KmsBacking, KmsFront } from '../kms/kms-front.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import { Outcome } from '../outcomes.ts';
import type { KeyStore } from './key-store.ts';

/**
 * The standard key store (model page, section 1.2): KMS's own HSM fleet is a delay without a
 * queue, since the documented wall is the request quota and not the size of AWS's fleet.
 */
export class StandardStore implements KeyStore, KmsBacking {
  readonly kind = 'standard';
  readonly #attempts: AttemptTable;
  readonly #front: KmsFront;
  readonly #backendLaw: AttemptLaw;
  readonly #vault: Vault;
  readonly #cryptography: Cryptography;

  constructor(
    config: StandardStoreConfig,
    front: KmsFront,
    vault: Vault,
    cryptography: Cryptography,
    attempts: AttemptTable,
    streams: RandomStreams,
  ) {
    this.#attempts = attempts;
    this.#front = front;
    this.#backendLaw = new AttemptLaw(config.backendNs, streams, 'kms/backend');
    this.#vault = vault;
    this.#cryptography = cryptography;
    front.connect(this);
  }

  submit(attempt: number): void {
    this.#front.submit(attempt);
  }

  draw(attempt: number): void {
    const attempts = this.#attempts;
    const backendNs = this.#backendLaw.drawNs(attempts.isFirst[attempt] === 1);
    attempts.processingNs[attempt] = attempts.processingNs[attempt]! + backendNs;
    attempts.unloadedNs[attempt] = attempts.unloadedNs[attempt]! + backendNs;
  }

  admit(): number {
    return Outcome.success;
  }

  process(attempt: number): void {
    this.#cryptography.perform(this.#attempts, attempt, this.#vault);
    this.#front.answer(attempt, Outcome.success);
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
