import {
  PHASE_SEIZE,
  type EventLoop,
  type RandomStreams,
  type StationAccount,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { CloudHsmStoreConfig } from '../config.ts';
import { NO_HSM_UP, NO_SESSION_FREE } from '../hsm/balancing.ts';
import { BusyRetries } from '../hsm/busy-retries.ts';
import { CommandAnswer, type ClusterClient, type ClusterUser } from '../hsm/cluster-client.ts';
import type { Cluster } from '../hsm/cluster.ts';
import type { Hsm } from '../hsm/hsm.ts';
import type { Cryptography } from '../keys/cryptography.ts';
import type { StoreConnection } from '../keys/store-connection.ts';
import type { KmsBacking, KmsFront } from '../kms/kms-front.ts';
import { drawWindowPhaseNs, RequestQuota } from '../kms/request-quota.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import { operationCode } from '../operations.ts';
import { Outcome } from '../outcomes.ts';
import type { KeyStore } from './key-store.ts';

const CREATE_GRANT = operationCode('CreateGrant');

/**
 * A custom key store on a CloudHSM cluster (model page, section 1.3): the store's own request
 * quota behind the account's, extra handling, and one command to one HSM (ReEncrypt: one for each
 * side), sent once more when the HSM dies with it, answers busy, or lacks the key.
 */
export class CloudHsmStore implements KeyStore, KmsBacking, ClusterUser {
  readonly kind = 'cloudhsm';
  readonly quota: RequestQuota;
  readonly #config: CloudHsmStoreConfig;
  readonly #loop: EventLoop;
  readonly #attempts: AttemptTable;
  readonly #front: KmsFront;
  readonly #cluster: Cluster;
  readonly #client: ClusterClient;
  readonly #connection: StoreConnection;
  readonly #cryptography: Cryptography;
  readonly #handlingLaw: AttemptLaw;
  readonly #busyRetries: BusyRetries;
  readonly #sendAgain: number;

  constructor(
    config: CloudHsmStoreConfig,
    front: KmsFront,
    cluster: Cluster,
    connection: StoreConnection,
    cryptography: Cryptography,
    loop: EventLoop,
    attempts: AttemptTable,
    streams: RandomStreams,
  ) {
    this.#config = config;
    this.#loop = loop;
    this.#attempts = attempts;
    this.#front = front;
    this.#cluster = cluster;
    this.#connection = connection;
    this.#cryptography = cryptography;
    this.quota = new RequestQuota(
      config.quota,
      drawWindowPhaseNs(streams.stream('store/quota/phase')),
    );
    this.#handlingLaw = new AttemptLaw(config.handlingNs, streams, 'store/handling');
    this.#busyRetries = new BusyRetries(
      attempts,
      config.busyBaseDelayNs,
      streams.stream('store/busy-jitter'),
    );
    this.#sendAgain = loop.register(PHASE_SEIZE, (attempt) => this.#send(attempt));
    front.connect(this);
    this.#client = cluster.connect(this, {
      purpose: '',
      sessionsPerHsm: config.sessionsPerHsm,
      commandTimeoutNs: config.commandTimeoutNs,
      needsLogin: true,
      home: null,
      twoCommands: ['ReEncrypt'],
    });
  }

  submit(attempt: number): void {
    this.#front.submit(attempt);
  }

  draw(attempt: number): void {
    const attempts = this.#attempts;
    const handlingNs = this.#handlingLaw.drawNs(attempts.isFirst[attempt] === 1);
    attempts.processingNs[attempt] = attempts.processingNs[attempt]! + handlingNs;
    attempts.unloadedNs[attempt] = attempts.unloadedNs[attempt]! + handlingNs;
    this.#client.draw(attempt);
  }

  admit(attempt: number): number {
    // A grant is metadata: it needs no key material, whatever the state of the store.
    if (this.#attempts.operation[attempt] === CREATE_GRANT) return Outcome.success;
    if (!this.#connection.isConnected) return Outcome.storeNotConnected;
    return this.quota.admit(this.#loop.now) ? Outcome.success : Outcome.throttledByStore;
  }

  process(attempt: number): void {
    if (this.#attempts.operation[attempt] === CREATE_GRANT) {
      this.#front.answer(attempt, Outcome.success);
    } else {
      this.#send(attempt);
    }
  }

  commandServed(attempt: number, hsm: Hsm): void {
    if (!this.#client.isLast(attempt)) return;
    const { vault } = hsm;
    this.#attempts.outcome[attempt] = this.#cryptography.perform(this.#attempts, attempt, vault);
  }

  commandAnswered(attempt: number, answer: number): void {
    switch (answer) {
      case CommandAnswer.done:
        this.#done(attempt);
        return;
      case CommandAnswer.busy:
        this.#busy(attempt);
        return;
      case CommandAnswer.keyAbsent: {
        const holder = this.#client.findHsmWithKey(this.#attempts.key[attempt]!);
        if (holder < 0) this.#front.answer(attempt, Outcome.keyMaterialAbsent);
        else this.#client.send(attempt, holder);
      }
    }
  }

  commandLost(attempt: number): void {
    if (this.#attempts.commandsLost[attempt]! < this.#config.commandAttempts) {
      this.#send(attempt);
      return;
    }
    const outcome = this.#client.hasHsm() ? Outcome.dependencyTimeout : Outcome.invalidState;
    this.#front.answer(attempt, outcome);
  }

  clientGone(attempt: number, cancel: boolean): void {
    if (cancel && this.#client.withdraw(attempt)) this.#attempts.close(attempt);
  }

  restartAccounts(): void {
    this.#cluster.restartAccounts();
  }

  accounts(): readonly StationAccount[] {
    return this.#cluster.accounts();
  }

  #send(attempt: number): void {
    const hsm = this.#client.chooseHsm();
    if (hsm === NO_HSM_UP) this.#front.answer(attempt, Outcome.invalidState);
    else if (hsm === NO_SESSION_FREE) this.#front.answer(attempt, Outcome.internal);
    else this.#client.send(attempt, hsm);
  }

  #done(attempt: number): void {
    if (this.#client.isLast(attempt)) {
      this.#front.answer(attempt, this.#attempts.outcome[attempt]!);
    } else {
      this.#client.nextCommand(attempt);
      this.#send(attempt);
    }
  }

  #busy(attempt: number): void {
    const delayNs = this.#busyRetries.nextDelayNs(attempt, this.#config.busyRetries);
    if (delayNs < 0) this.#front.answer(attempt, Outcome.throttledByBusyHsms);
    else this.#loop.schedule(delayNs, this.#sendAgain, attempt);
  }
}
