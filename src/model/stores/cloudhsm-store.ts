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
 * side), sent once more when the HSM dies with it, answers busy, or lacks the key. Or several key
 * stores that share the keys: a call is of the store that has its key, whose quota, sessions and
 * HSMs are its own; what a call draws is the same however many there are.
 */
export class CloudHsmStore implements KeyStore, KmsBacking, ClusterUser {
  readonly kind = 'cloudhsm';
  /** By key store, likewise `#clients`. */
  readonly quotas: readonly RequestQuota[];
  readonly #config: CloudHsmStoreConfig;
  readonly #loop: EventLoop;
  readonly #attempts: AttemptTable;
  readonly #front: KmsFront;
  readonly #cluster: Cluster;
  readonly #clients: readonly ClusterClient[];
  readonly #storeOfKey: (key: number) => number;
  readonly #connection: StoreConnection;
  readonly #cryptography: Cryptography;
  readonly #handlingLaw: AttemptLaw;
  readonly #busyRetries: BusyRetries;
  readonly #sendAgain: number;

  /** `storeOfKey`: position of the key store that has a key. */
  constructor(
    config: CloudHsmStoreConfig,
    front: KmsFront,
    cluster: Cluster,
    storeOfKey: (key: number) => number,
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
    this.#storeOfKey = storeOfKey;
    this.#connection = connection;
    this.#cryptography = cryptography;
    const stores = Array.from({ length: config.keyStores }, (_, store) => store);
    this.quotas = stores.map((store) => {
      const phase = streams.stream(`${purposeOf(store)}store/quota/phase`);
      return new RequestQuota(config.quota, drawWindowPhaseNs(phase));
    });
    this.#handlingLaw = new AttemptLaw(config.handlingNs, streams, 'store/handling');
    this.#busyRetries = new BusyRetries(
      attempts,
      config.busyBaseDelayNs,
      streams.stream('store/busy-jitter'),
    );
    this.#sendAgain = loop.register(PHASE_SEIZE, (attempt) => this.#send(attempt));
    front.connect(this);
    const clients: ClusterClient[] = [];
    for (const store of stores) {
      const client = cluster.connect(this, {
        purpose: purposeOf(store),
        sessionsPerHsm: config.sessionsPerHsm,
        commandTimeoutNs: config.commandTimeoutNs,
        needsLogin: true,
        // The one key store can be given another cluster; several keep theirs.
        home: stores.length === 1 ? null : store,
        twoCommands: ['ReEncrypt'],
        drawsAs: clients[0] ?? null,
      });
      clients.push(client);
    }
    this.#clients = clients;
  }

  submit(attempt: number): void {
    this.#front.submit(attempt);
  }

  draw(attempt: number): void {
    const attempts = this.#attempts;
    const handlingNs = this.#handlingLaw.drawNs(attempts.isFirst[attempt] === 1);
    attempts.processingNs[attempt] = attempts.processingNs[attempt]! + handlingNs;
    attempts.unloadedNs[attempt] = attempts.unloadedNs[attempt]! + handlingNs;
    this.#clients[0]!.draw(attempt);
  }

  admit(attempt: number): number {
    // A grant is metadata: it needs no key material, whatever the state of the store.
    if (this.#attempts.operation[attempt] === CREATE_GRANT) return Outcome.success;
    if (!this.#connection.isConnected) return Outcome.storeNotConnected;
    const quota = this.quotas[this.#storeOf(attempt)]!;
    return quota.admit(this.#loop.now) ? Outcome.success : Outcome.throttledByStore;
  }

  process(attempt: number): void {
    if (this.#attempts.operation[attempt] === CREATE_GRANT) {
      this.#front.answer(attempt, Outcome.success);
    } else {
      this.#send(attempt);
    }
  }

  commandServed(attempt: number, hsm: Hsm): void {
    if (!this.#clientOf(attempt).isLast(attempt)) return;
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
        const client = this.#clientOf(attempt);
        const holder = client.findHsmWithKey(this.#attempts.key[attempt]!);
        if (holder < 0) this.#front.answer(attempt, Outcome.keyMaterialAbsent);
        else client.send(attempt, holder);
      }
    }
  }

  commandLost(attempt: number): void {
    if (this.#attempts.commandsLost[attempt]! < this.#config.commandAttempts) {
      this.#send(attempt);
      return;
    }
    const hasHsm = this.#clientOf(attempt).hasHsm();
    const outcome = hasHsm ? Outcome.dependencyTimeout : Outcome.invalidState;
    this.#front.answer(attempt, outcome);
  }

  clientGone(attempt: number, cancel: boolean): void {
    if (cancel && this.#clientOf(attempt).withdraw(attempt)) this.#attempts.close(attempt);
  }

  restartAccounts(): void {
    this.#cluster.restartAccounts();
  }

  accounts(): readonly StationAccount[] {
    return this.#cluster.accounts();
  }

  #send(attempt: number): void {
    const client = this.#clientOf(attempt);
    const hsm = client.chooseHsm();
    if (hsm === NO_HSM_UP) this.#front.answer(attempt, Outcome.invalidState);
    else if (hsm === NO_SESSION_FREE) this.#front.answer(attempt, Outcome.internal);
    else client.send(attempt, hsm);
  }

  #done(attempt: number): void {
    const client = this.#clientOf(attempt);
    if (client.isLast(attempt)) {
      this.#front.answer(attempt, this.#attempts.outcome[attempt]!);
    } else {
      client.nextCommand(attempt);
      this.#send(attempt);
    }
  }

  #busy(attempt: number): void {
    const delayNs = this.#busyRetries.nextDelayNs(attempt, this.#config.busyRetries);
    if (delayNs < 0) this.#front.answer(attempt, Outcome.throttledByBusyHsms);
    else this.#loop.schedule(delayNs, this.#sendAgain, attempt);
  }

  #storeOf(attempt: number): number {
    return this.#storeOfKey(this.#attempts.key[attempt]!);
  }

  #clientOf(attempt: number): ClusterClient {
    return this.#clients[this.#storeOf(attempt)]!;
  }
}

/** Prefix of the random streams of what each key store has of its own. */
function purposeOf(store: number): string {
  return store === 0 ? '' : `store-${store + 1}/`;
}
