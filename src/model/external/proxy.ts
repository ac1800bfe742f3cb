import {
  FixedWindowLimiter,
  NS_PER_SECOND,
  Station,
  type EventLoop,
  type Limiter,
  type RandomStream,
  type RandomStreams,
  type StationAccount,
} from '../../kernel/index.ts';
import type { ProxyConfig } from '../config.ts';
import type { ProxyFaults, ProxyHealth } from './proxy-faults.ts';
import { ProxyAnswer, type ProxyRequestTable } from './proxy-requests.ts';

/** Who is told what becomes of requests at the proxy. */
export interface ProxyUser {
  /** The proxy has done the work it had for the request. */
  workEnded(request: number): void;
  /** The proxy went down with the request; `isInService` when an event still names its row. */
  requestLost(request: number, isInService: boolean): void;
  /** The event of a request lost in service has passed. */
  lostWorkEnded(request: number): void;
  /** The proxy went away, and all connections with it. */
  proxyGone(): void;
}

/** The answer of a proxy that has taken the request in: it will come. */
export const TAKEN = -1;

/**
 * The external key store proxy with the key manager behind it: stations behind a load balancer
 * that picks the least busy one. What it has begun it finishes, whoever has stopped waiting.
 */
export class Proxy implements ProxyFaults {
  readonly #config: ProxyConfig;
  readonly #loop: EventLoop;
  readonly #requests: ProxyRequestTable;
  readonly #stations: readonly Station[];
  readonly #errorDraws: RandomStream;
  #user: ProxyUser | null = null;
  #last = -1;
  #downs = 0;
  #isSilent = false;
  #slowFactors: number[] = [];
  #factor = 1;
  #throttles = 0;
  #limiter: Limiter | null = null;
  #errorFaults = 0;
  #errorShare = 0;
  #errorAnswer: number = ProxyAnswer.error;

  constructor(
    config: ProxyConfig,
    loop: EventLoop,
    requests: ProxyRequestTable,
    streams: RandomStreams,
  ) {
    this.#config = config;
    this.#loop = loop;
    this.#requests = requests;
    this.#errorDraws = streams.stream('external/proxy/errors');
    const owner = {
      serviceEnded: (request: number) => this.#user!.workEnded(request),
      lostServiceEnded: (request: number) => this.#user!.lostWorkEnded(request),
    };
    this.#stations = Array.from(
      { length: config.proxies },
      (_, number) =>
        new Station(
          `proxy-${number + 1}`,
          config.slots,
          config.queueLimit ?? Infinity,
          loop,
          requests.jobs,
          owner,
        ),
    );
  }

  connect(user: ProxyUser): void {
    this.#user = user;
  }

  get isReachable(): boolean {
    return this.#downs === 0;
  }

  get isSilent(): boolean {
    return this.#isSilent;
  }

  get slowness(): number {
    return this.#factor;
  }

  get health(): ProxyHealth {
    if (!this.isReachable || this.#errorShare >= 1) return 'UNAVAILABLE';
    const isWell = this.#factor <= 1 && this.#throttles === 0 && this.#errorFaults === 0;
    return isWell ? 'ACTIVE' : 'DEGRADED';
  }

  /** Takes the connection of `request` in; gives TAKEN, or the answer of a proxy that is full. */
  accept(request: number): number {
    return this.#offer(request, this.#config.connectCpuNs);
  }

  /** Takes `request` in; gives TAKEN, or the answer that it gets at once. */
  take(request: number): number {
    if (this.#limiter !== null && !this.#limiter.admit(this.#loop.now)) {
      return ProxyAnswer.throttled;
    }
    if (this.#errorFaults > 0 && this.#errorDraws.next() < this.#errorShare) {
      return this.#errorAnswer;
    }
    return this.#offer(request, this.#requests.serviceNs[request]!);
  }

  goDown(isSilent: boolean): void {
    this.#isSilent = this.#isSilent || isSilent;
    if (this.#downs++ > 0) return;
    this.#user!.proxyGone();
    for (const station of this.#stations) {
      station.loseAll(
        (request) => this.#user!.requestLost(request, true),
        (request) => this.#user!.requestLost(request, false),
      );
    }
  }

  comeUp(): void {
    if (--this.#downs === 0) this.#isSilent = false;
  }

  slowBy(factor: number): void {
    this.#slowFactors.push(factor);
    this.#changePace();
  }

  endSlow(factor: number): void {
    this.#slowFactors = this.#slowFactors.toSpliced(this.#slowFactors.indexOf(factor), 1);
    this.#changePace();
  }

  throttleAt(ratePerSecond: number): void {
    this.#throttles++;
    if (this.#limiter !== null && this.#limiter.ratePerSecond <= ratePerSecond) return;
    this.#limiter = new FixedWindowLimiter(ratePerSecond, this.#loop.now % NS_PER_SECOND);
  }

  endThrottle(): void {
    if (--this.#throttles === 0) this.#limiter = null;
  }

  answerErrors(share: number, error: string): void {
    this.#errorFaults++;
    this.#errorShare = share;
    this.#errorAnswer = error === 'ThrottlingException' ? ProxyAnswer.throttled : ProxyAnswer.error;
  }

  endErrors(): void {
    if (--this.#errorFaults === 0) this.#errorShare = 0;
  }

  restartAccounts(): void {
    for (const station of this.#stations) station.restart();
  }

  accounts(): readonly StationAccount[] {
    return this.#stations.map((station) => station.account());
  }

  #offer(request: number, workNs: number): number {
    const requests = this.#requests;
    const proxy = this.#leastBusy();
    requests.proxy[request] = proxy;
    requests.workNs[request] = workNs;
    const isTaken = this.#stations[proxy]!.offer(request, this.#paced(workNs));
    return isTaken ? TAKEN : ProxyAnswer.throttled;
  }

  /** Ties go to the next after the last one chosen. */
  #leastBusy(): number {
    const stations = this.#stations;
    let best = -1;
    for (let step = 1; step <= stations.length; step++) {
      const number = (this.#last + step) % stations.length;
      if (best < 0 || stations[number]!.present < stations[best]!.present) best = number;
    }
    this.#last = best;
    return best;
  }

  #paced(workNs: number): number {
    return this.#factor === 1 ? workNs : Math.round(workNs * this.#factor);
  }

  /** The pace of what starts from now on, what waits already included. */
  #changePace(): void {
    const requests = this.#requests;
    this.#factor = this.#slowFactors.reduce((product, factor) => product * factor, 1);
    for (let request = 0; request < requests.capacity; request++) {
      if (requests.live[request] === 0) continue;
      if (!this.#stations[requests.proxy[request]!]!.isWaiting(request)) continue;
      requests.jobs.serviceNs[request] = this.#paced(requests.workNs[request]!);
    }
  }
}
