import {
  PHASE_CHANGE,
  PHASE_RELEASE,
  PHASE_SEIZE,
  type DelayRing,
  type EventLoop,
  type RandomStreams,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { ExternalStoreConfig } from '../config.ts';
import type { Link } from '../network/link.ts';
import { Outcome } from '../outcomes.ts';
import { TAKEN, type Proxy, type ProxyUser } from './proxy.ts';
import { Connection, ProxyConnections } from './proxy-connections.ts';
import { Leg, ProxyAnswer, ROUND_TRIPS, type ProxyRequestTable } from './proxy-requests.ts';
import { RequestDraws } from './request-draws.ts';

/** Told how a request to the proxy ended: an Outcome, success for a 200 in time. */
export type OnRequestEnded = (attempt: number, position: number, outcome: number) => void;

/**
 * KMS as the client of the proxy (model page, section 1.4, steps 10 to 12): one clock for each
 * request, which covers the wait for a connection, handshakes, the HTTP round trip and the work of
 * the proxy; and one more try after a network time-out.
 */
export class ProxyClient implements ProxyUser {
  readonly #connections: ProxyConnections;
  readonly #config: ExternalStoreConfig;
  readonly #loop: EventLoop;
  readonly #attempts: AttemptTable;
  readonly #requests: ProxyRequestTable;
  readonly #proxy: Proxy;
  readonly #link: Link;
  readonly #draws: RequestDraws;
  readonly #onEnded: OnRequestEnded;
  readonly #timeouts: DelayRing;
  readonly #arrivedAtProxy: number;
  readonly #arrivedAtKms: number;
  readonly #stillWaits: (request: number, stamp: number) => boolean;

  constructor(
    config: ExternalStoreConfig,
    proxy: Proxy,
    requests: ProxyRequestTable,
    link: Link,
    loop: EventLoop,
    attempts: AttemptTable,
    streams: RandomStreams,
    onEnded: OnRequestEnded,
  ) {
    this.#connections = new ProxyConnections(config.pool);
    this.#config = config;
    this.#loop = loop;
    this.#attempts = attempts;
    this.#requests = requests;
    this.#proxy = proxy;
    this.#link = link;
    this.#draws = new RequestDraws(config, attempts, streams);
    this.#onEnded = onEnded;
    const isWaitedFor = (request: number, stamp: number) =>
      requests.stamp[request] === stamp && requests.attempt[request]! >= 0;
    this.#timeouts = loop.createRing(
      config.requestTimeoutNs,
      PHASE_CHANGE,
      (request) => this.#timedOut(request),
      isWaitedFor,
    );
    this.#stillWaits = isWaitedFor;
    this.#arrivedAtProxy = loop.register(PHASE_SEIZE, (request) => this.#arriveAtProxy(request));
    // An answer in the very instant in which time is up is in time.
    this.#arrivedAtKms = loop.register(PHASE_RELEASE, (request) => this.#arriveAtKms(request));
    proxy.connect(this);
  }

  /** Draws what the first tries of `attempt`'s one or two requests need, at its start. */
  draw(attempt: number, requests: number): void {
    this.#draws.draw(attempt, requests);
  }

  /** KMS's own work on the inner layer, drawn with the request of that position. */
  backendNs(attempt: number, position: number): number {
    return this.#draws.backendNs(attempt, position);
  }

  /** Sends the attempt's first (0) or second (1) request. */
  send(attempt: number, position: number): void {
    this.#try(attempt, position, 0);
  }

  workEnded(request: number): void {
    const requests = this.#requests;
    requests.pending[request]!--;
    const tookNs = requests.jobs.serviceNs[request]!;
    requests.unloadedNs[request]! += Math.min(requests.workNs[request]!, tookNs);
    this.#travel(request, requests.leg[request]! + 1);
  }

  requestLost(request: number, isInService: boolean): void {
    const requests = this.#requests;
    if (!isInService) requests.pending[request]!--;
    if (requests.leg[request] !== Leg.request) requests.isLost[request] = 1;
    if (this.#proxy.isSilent) requests.closeIfIdle(request);
    else this.#turnBack(request, ProxyAnswer.refused);
  }

  lostWorkEnded(request: number): void {
    this.#requests.pending[request]!--;
    this.#requests.closeIfIdle(request);
  }

  proxyGone(): void {
    this.#connections.closeAll();
  }

  #try(attempt: number, position: number, tries: number): void {
    const requests = this.#requests;
    const request = requests.open(attempt, position, tries);
    requests.zone[request] = this.#attempts.zone[attempt]!;
    requests.serviceNs[request] = this.#draws.serviceNs(attempt, position);
    this.#draws.copyHops(attempt, position, requests.hopsNs, request * ROUND_TRIPS);
    this.#loop.startTimer(this.#timeouts, request, requests.stamp[request]!);
    const connection = this.#connections.take(this.#loop.now);
    if (connection === Connection.none) {
      requests.isWaiting[request] = 1;
      this.#connections.enqueue(request, requests.stamp[request]!);
    } else {
      this.#begin(request, connection === Connection.warm);
    }
  }

  #begin(request: number, isWarm: boolean): void {
    const requests = this.#requests;
    // Whoever had to wait for its turn is late by that, whatever became of its TCP connection.
    const hasWaited = requests.isWaiting[request] === 1;
    requests.isWaiting[request] = 0;
    requests.isConnected[request] = isWarm || hasWaited ? 1 : 0;
    requests.generation[request] = this.#connections.generation;
    this.#travel(request, isWarm ? Leg.request : Leg.tcp);
  }

  /** Sends the request on its next leg; what never arrives leaves the row to the clock. */
  #travel(request: number, leg: number): void {
    const requests = this.#requests;
    requests.leg[request] = leg;
    const isThere = (leg & 1) === 0;
    const baseNs = requests.hopsNs[request * ROUND_TRIPS + (leg >> 1)]!;
    let hopNs = baseNs;
    if (!this.#link.isSound) {
      hopNs = this.#link.hopNs(baseNs, isThere ? 'there' : 'back', requests.zone[request]!);
      if (hopNs < 0) {
        if (leg !== Leg.answer) requests.isLost[request] = 1;
        requests.closeIfIdle(request);
        return;
      }
    }
    requests.unloadedNs[request]! += Math.min(baseNs, hopNs);
    requests.pending[request]!++;
    this.#loop.schedule(hopNs, isThere ? this.#arrivedAtProxy : this.#arrivedAtKms, request);
  }

  /** The proxy sends the request back, from whichever leg it came on. */
  #turnBack(request: number, answer: number): void {
    this.#requests.answer[request] = answer;
    this.#travel(request, this.#requests.leg[request]! + 1);
  }

  #arriveAtProxy(request: number): void {
    const requests = this.#requests;
    const leg = requests.leg[request]!;
    requests.pending[request]!--;
    const { generation } = this.#connections;
    if (leg === Leg.tcp) requests.generation[request] = generation;
    // A connection from before the proxy went away is unknown to the one that came back.
    if (!this.#proxy.isReachable || requests.generation[request] !== generation) {
      requests.isLost[request] = 1;
      if (this.#proxy.isSilent) requests.closeIfIdle(request);
      else this.#turnBack(request, ProxyAnswer.refused);
      return;
    }
    const isWork = leg === Leg.request || (leg === Leg.tls && this.#config.proxy.connectCpuNs > 0);
    if (!isWork) {
      this.#travel(request, leg + 1);
      return;
    }
    // The acknowledgement goes back on the same link.
    if (leg === Leg.request && this.#link.isCut(requests.zone[request]!)) {
      requests.isLost[request] = 1;
    }
    const answer = leg === Leg.tls ? this.#proxy.accept(request) : this.#proxy.take(request);
    if (answer === TAKEN) requests.pending[request]!++;
    else this.#turnBack(request, answer);
  }

  #arriveAtKms(request: number): void {
    const requests = this.#requests;
    const leg = requests.leg[request]!;
    requests.pending[request]!--;
    if (requests.attempt[request]! < 0) {
      requests.closeIfIdle(request);
      return;
    }
    if (leg === Leg.answer || requests.answer[request] !== ProxyAnswer.done) {
      this.#answered(request, leg);
      return;
    }
    requests.isConnected[request] = 1;
    const isTlsDone =
      leg > Leg.tlsAgain || (leg > Leg.tls && this.#config.pool.tlsRoundTrips === 1);
    this.#travel(request, isTlsDone ? Leg.request : leg + 1);
  }

  #answered(request: number, leg: number): void {
    const requests = this.#requests;
    const attempt = requests.attempt[request]!;
    const position = requests.position[request]!;
    const answer = requests.answer[request]!;
    if (answer === ProxyAnswer.done) {
      this.#attempts.unloadedNs[attempt]! += requests.unloadedNs[request]!;
    }
    this.#letGo(request, leg === Leg.answer && answer !== ProxyAnswer.refused);
    this.#onEnded(attempt, position, outcomeOf(answer));
  }

  /**
   * Time is up. Without a TCP connection, or where the request will never be acknowledged, that is
   * a network time-out; what is merely late is not asked for again (model page, section 1.4).
   */
  #timedOut(request: number): void {
    const requests = this.#requests;
    const attempt = requests.attempt[request]!;
    const position = requests.position[request]!;
    const tries = requests.tries[request]! + 1;
    const isWaiting = requests.isWaiting[request] === 1;
    const isNetwork =
      !isWaiting && (requests.isConnected[request] === 0 || requests.isLost[request] === 1);
    if (isWaiting) {
      requests.attempt[request] = -1;
      requests.closeIfIdle(request);
    } else {
      this.#letGo(request, false);
    }
    if (isNetwork && tries < this.#config.requestAttempts) {
      this.#draws.redraw(attempt, position);
      this.#try(attempt, position, tries);
    } else {
      const outcome = isNetwork ? Outcome.proxyUnreachable : Outcome.proxyTimeout;
      this.#onEnded(attempt, position, outcome);
    }
  }

  /** Nobody waits for the request any more; its connection is free, or closed. */
  #letGo(request: number, isUsable: boolean): void {
    const requests = this.#requests;
    const connections = this.#connections;
    const { now } = this.#loop;
    const generation = requests.generation[request]!;
    requests.attempt[request] = -1;
    requests.closeIfIdle(request);
    connections.free(generation, isUsable, now);
    const next = connections.next(this.#stillWaits);
    if (next >= 0) this.#begin(next, connections.take(now) === Connection.warm);
  }
}

function outcomeOf(answer: number): number {
  switch (answer) {
    case ProxyAnswer.done:
      return Outcome.success;
    case ProxyAnswer.throttled:
      return Outcome.proxyThrottled;
    case ProxyAnswer.error:
      return Outcome.proxyError;
    default:
      return Outcome.proxyUnreachable;
  }
}
