import {
  PHASE_SEIZE,
  type EventLoop,
  type RandomStreams,
  type StationAccount,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { ExternalStoreConfig } from '../config.ts';
import { Proxy } from '../external/proxy.ts';
import { ProxyClient } from '../external/proxy-client.ts';
import type { ProxyFaults } from '../external/proxy-faults.ts';
import { ProxyRequestTable } from '../external/proxy-requests.ts';
import type { Vault } from '../hsm/vault.ts';
import type { Cryptography } from '../keys/cryptography.ts';
import type { StoreConnection } from '../keys/store-connection.ts';
import type { KmsBacking, KmsFront } from '../kms/kms-front.ts';
import { drawWindowPhaseNs, RequestQuota } from '../kms/request-quota.ts';
import type { Link } from '../network/link.ts';
import { operationCode } from '../operations.ts';
import { Outcome } from '../outcomes.ts';
import type { KeyStore } from './key-store.ts';

const DECRYPT = operationCode('Decrypt');
const RE_ENCRYPT = operationCode('ReEncrypt');
const CREATE_GRANT = operationCode('CreateGrant');

/**
 * An external key store (model page, section 1.4): KMS seals with material of its own and has the
 * result sealed again by a key manager outside AWS, through a proxy. What seals does KMS's part
 * before it goes out, what opens does it when the answer is back; ReEncrypt goes out twice.
 */
export class ExternalStore implements KeyStore, KmsBacking {
  readonly kind = 'external';
  readonly quotas: readonly RequestQuota[];
  readonly #quota: RequestQuota;
  readonly #keyManager: Vault;
  readonly #loop: EventLoop;
  readonly #attempts: AttemptTable;
  readonly #front: KmsFront;
  readonly #connection: StoreConnection;
  readonly #cryptography: Cryptography;
  readonly #proxy: Proxy;
  readonly #proxyClient: ProxyClient;
  readonly #opened: number;

  /** `maxRequests` bounds the requests to the proxy in flight. */
  constructor(
    config: ExternalStoreConfig,
    front: KmsFront,
    connection: StoreConnection,
    keyManager: Vault,
    cryptography: Cryptography,
    link: Link,
    maxRequests: number,
    loop: EventLoop,
    attempts: AttemptTable,
    streams: RandomStreams,
  ) {
    this.#loop = loop;
    this.#attempts = attempts;
    this.#front = front;
    this.#connection = connection;
    this.#keyManager = keyManager;
    this.#cryptography = cryptography;
    this.#quota = new RequestQuota(
      config.quota,
      drawWindowPhaseNs(streams.stream('store/quota/phase')),
    );
    this.quotas = [this.#quota];
    const requests = new ProxyRequestTable(maxRequests);
    this.#proxy = new Proxy(config.proxy, loop, requests, streams);
    this.#proxyClient = new ProxyClient(
      config,
      this.#proxy,
      requests,
      link,
      loop,
      attempts,
      streams,
      (attempt, position, outcome) => this.#requestEnded(attempt, position, outcome),
    );
    this.#opened = loop.register(PHASE_SEIZE, (attempt) => this.#innerLayerOpened(attempt));
    front.connect(this);
  }

  get proxy(): ProxyFaults {
    return this.#proxy;
  }

  submit(attempt: number): void {
    this.#front.submit(attempt);
  }

  draw(attempt: number): void {
    const attempts = this.#attempts;
    const operation = attempts.operation[attempt]!;
    if (operation === CREATE_GRANT) return; // metadata: nothing is sealed
    this.#proxyClient.draw(attempt, operation === RE_ENCRYPT ? 2 : 1);
    if (operation === DECRYPT || operation === RE_ENCRYPT) return;
    const sealNs = this.#proxyClient.backendNs(attempt, 0);
    attempts.processingNs[attempt]! += sealNs;
    attempts.unloadedNs[attempt]! += sealNs;
  }

  admit(attempt: number): number {
    // A grant is metadata: it needs no key material, whatever the state of the store.
    if (this.#attempts.operation[attempt] === CREATE_GRANT) return Outcome.success;
    if (!this.#connection.isConnected) return Outcome.storeNotConnected;
    return this.#quota.admit(this.#loop.now) ? Outcome.success : Outcome.throttledByStore;
  }

  process(attempt: number): void {
    if (this.#attempts.operation[attempt] === CREATE_GRANT) {
      this.#front.answer(attempt, Outcome.success);
    } else {
      this.#proxyClient.send(attempt, 0);
    }
  }

  clientGone(): void {
    // Neither KMS nor the proxy learns of it; the answer finds nobody.
  }

  restartAccounts(): void {
    this.#proxy.restartAccounts();
  }

  accounts(): readonly StationAccount[] {
    return this.#proxy.accounts();
  }

  #requestEnded(attempt: number, position: number, outcome: number): void {
    const operation = this.#attempts.operation[attempt]!;
    if (outcome !== Outcome.success) {
      this.#front.answer(attempt, outcome);
    } else if (operation === DECRYPT) {
      this.#work(attempt, this.#proxyClient.backendNs(attempt, 0));
    } else if (operation === RE_ENCRYPT && position === 0) {
      // Opens what came back, and seals it anew before it goes out again.
      const openNs = this.#proxyClient.backendNs(attempt, 0);
      this.#work(attempt, openNs + this.#proxyClient.backendNs(attempt, 1));
    } else {
      this.#succeed(attempt);
    }
  }

  #work(attempt: number, delayNs: number): void {
    this.#attempts.unloadedNs[attempt]! += delayNs;
    this.#loop.after(delayNs, this.#opened, attempt);
  }

  #innerLayerOpened(attempt: number): void {
    if (this.#attempts.operation[attempt] === RE_ENCRYPT) this.#proxyClient.send(attempt, 1);
    else this.#succeed(attempt);
  }

  #succeed(attempt: number): void {
    const outcome = this.#cryptography.perform(this.#attempts, attempt, this.#keyManager);
    this.#front.answer(attempt, outcome);
  }
}
