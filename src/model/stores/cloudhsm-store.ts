import {
  PHASE_SEIZE,
  type EventLoop,
  type Limiter,
  type RandomStreams,
  type StationAccount,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { CloudHsmStoreConfig } from '../config.ts';
import { NO_HSM_UP, NO_SESSION_FREE } from '../hsm/balancing.ts';
import { BusyRetries } from '../hsm/busy-retries.ts';
import { CommandAnswer, type Cluster, type ClusterUser } from '../hsm/cluster.ts';
import type { Hsm } from '../hsm/hsm.ts';
import type { Cryptography } from '../keys/cryptography.ts';
import {
  createLimiter,
  drawWindowPhaseNs,
  type KmsBacking,
  type KmsFront,
} from '../kms/kms-front.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import { Outcome } from '../outcomes.ts';
import type { KeyStore } from './key-store.ts';

/**
 * A custom key store on a CloudHSM cluster (model page, section 1.3): the store's own request
 * quota behind the account's, extra handling, and one command to one HSM, sent once more when the
 * HSM dies with it or answers busy.
 */
export class CloudHsmStore implements KeyStore, KmsBacking, ClusterUser {
  readonly kind = 'cloudhsm';
  readonly #config: CloudHsmStoreConfig;
  readonly #loop: EventLoop;
  readonly #attempts: AttemptTable;
  readonly #front: KmsFront;
  readonly #cluster: Cluster;
  readonly #cryptography: Cryptography;
  readonly #quota: Limiter;
  readonly #handlingLaw: AttemptLaw;
  readonly #busyRetries: BusyRetries;
  readonly #sendAgain: number;

  constructor(
    config: CloudHsmStoreConfig,
    front: KmsFront,
    cluster: Cluster,
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
    this.#cryptography = cryptography;
    this.#quota = createLimiter(
      config.quota,
      drawWindowPhaseNs(streams.stream('store/quota/phase')),
    );
    this.#handlingLaw = new AttemptLaw(config.handlingNs, streams, 'store/handling');
    this.#busyRetries = new BusyRetries(
      attempts,
      config.busyBaseDelayNs,
      streams.stream('store/busy-jitter'),
    );
    this.#sendAgain = loop.register(PHASE_SEIZE, (attempt) => this.process(attempt));
    front.connect(this);
    cluster.connect(this);
  }

  submit(attempt: number): void {
    this.#front.submit(attempt);
  }

  draw(attempt: number): void {
    const attempts = this.#attempts;
    const handlingNs = this.#handlingLaw.drawNs(attempts.isFirst[attempt] === 1);
    attempts.processingNs[attempt] = attempts.processingNs[attempt]! + handlingNs;
    attempts.unloadedNs[attempt] = attempts.unloadedNs[attempt]! + handlingNs;
    this.#cluster.draw(attempt);
  }

  admit(): number {
    return this.#quota.admit(this.#loop.now) ? Outcome.success : Outcome.throttledByStore;
  }

  process(attempt: number): void {
    const hsm = this.#cluster.chooseHsm();
    if (hsm === NO_HSM_UP) this.#front.answer(attempt, Outcome.invalidState);
    else if (hsm === NO_SESSION_FREE) this.#front.answer(attempt, Outcome.internal);
    else this.#cluster.send(attempt, hsm, 1);
  }

  commandServed(attempt: number, hsm: Hsm): void {
    this.#cryptography.perform(this.#attempts, attempt, hsm.vault);
  }

  commandAnswered(attempt: number, answer: number): void {
    switch (answer) {
      case CommandAnswer.done:
        this.#front.answer(attempt, Outcome.success);
        return;
      case CommandAnswer.busy:
        this.#busy(attempt);
        return;
      case CommandAnswer.keyAbsent: {
        const holder = this.#cluster.findHsmWithKeys();
        if (holder < 0) this.#front.answer(attempt, Outcome.invalidState);
        else this.#cluster.send(attempt, holder, 1);
      }
    }
  }

  commandLost(attempt: number): void {
    const attempts = this.#attempts;
    const sent = attempts.commandsSent[attempt]! - attempts.busyAnswers[attempt]!;
    if (sent < this.#config.commandAttempts) {
      this.process(attempt);
      return;
    }
    const isAnyUp = this.#cluster.hsms.some((hsm) => hsm.isBelievedUp);
    this.#front.answer(attempt, isAnyUp ? Outcome.dependencyTimeout : Outcome.invalidState);
  }

  clientGone(attempt: number, cancel: boolean): void {
    if (cancel && this.#cluster.withdraw(attempt)) this.#attempts.close(attempt);
  }

  restartAccounts(): void {
    this.#cluster.restartAccounts();
  }

  accounts(): readonly StationAccount[] {
    return this.#cluster.accounts();
  }

  #busy(attempt: number): void {
    const delayNs = this.#busyRetries.nextDelayNs(attempt, this.#config.busyRetries);
    if (delayNs < 0) this.#front.answer(attempt, Outcome.throttledByBusyHsms);
    else this.#loop.schedule(delayNs, this.#sendAgain, attempt);
  }
}
