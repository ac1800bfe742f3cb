import { JobTable } from '../../kernel/index.ts';
import { SlotPool, widened } from '../slots.ts';

/** What came back for a request: the proxy's answer, or a reset connection. */
export const ProxyAnswer = { done: 0, throttled: 1, error: 2, refused: 3 } as const;

/**
 * The requests to the external key store proxy in flight. A request outlives its attempt when KMS
 * stops waiting for it; it then carries on with `attempt` -1. Request numbers are the job numbers
 * of the proxies' stations.
 */
export class ProxyRequestTable {
  readonly jobs = new JobTable();
  /** -1: nobody waits for the answer. */
  attempt = new Int32Array(0);
  /** Of an attempt's two requests, 1 for the second; 0 otherwise. */
  position = new Uint8Array(0);
  /** Stretch of the way that it is on: even ones lead to the proxy, odd ones back (see Legs). */
  leg = new Uint8Array(0);
  /** Base delay of one direction of each round trip, ROUND_TRIPS to a row. */
  hopsNs = new Float64Array(0);
  /** The proxy's work on the request itself. */
  serviceNs = new Float64Array(0);
  /** The work that the station has, before the proxy is slowed: accepting the connection, or that. */
  workNs = new Float64Array(0);
  /** What the way has taken so far, waiting and disturbances left out. */
  unloadedNs = new Float64Array(0);
  /** Proxy whose station it is at. */
  proxy = new Uint8Array(0);
  answer = new Uint8Array(0);
  /** 1 while it waits for one of KMS's connections. */
  isWaiting = new Uint8Array(0);
  /** 1 once there is a TCP connection, or where its absence says nothing of the network. */
  isConnected = new Uint8Array(0);
  /** 1 when it will never be acknowledged. */
  isLost = new Uint8Array(0);
  /** Earlier tries of the same request. */
  tries = new Uint8Array(0);
  /** Zone of KMS from which it goes out. */
  zone = new Uint8Array(0);
  /** Which generation of connections its own belongs to. */
  generation = new Int32Array(0);
  /** Events that still name this row. */
  pending = new Uint8Array(0);
  stamp = new Int32Array(0);
  live = new Uint8Array(0);
  readonly #slots: SlotPool;

  constructor(maxInFlight: number) {
    this.#slots = new SlotPool('proxy requests in flight', maxInFlight, (size) =>
      this.#widen(size),
    );
  }

  get inFlight(): number {
    return this.#slots.used;
  }

  /** Rows that may be in use are those below. */
  get capacity(): number {
    return this.live.length;
  }

  open(attempt: number, position: number, tries: number): number {
    const request = this.#slots.take();
    this.attempt[request] = attempt;
    this.position[request] = position;
    this.tries[request] = tries;
    this.unloadedNs[request] = 0;
    this.answer[request] = ProxyAnswer.done;
    this.isWaiting[request] = 0;
    this.isConnected[request] = 0;
    this.isLost[request] = 0;
    this.pending[request] = 0;
    this.live[request] = 1;
    return request;
  }

  /** Frees the row if nobody waits and no event names it. */
  closeIfIdle(request: number): void {
    if (this.attempt[request]! >= 0 || this.pending[request]! > 0) return;
    this.stamp[request] = this.stamp[request]! + 1;
    this.live[request] = 0;
    this.#slots.give(request);
  }

  #widen(capacity: number): void {
    this.jobs.ensure(capacity);
    this.attempt = widened(this.attempt, capacity);
    this.position = widened(this.position, capacity);
    this.leg = widened(this.leg, capacity);
    this.hopsNs = widened(this.hopsNs, capacity * ROUND_TRIPS);
    this.serviceNs = widened(this.serviceNs, capacity);
    this.workNs = widened(this.workNs, capacity);
    this.unloadedNs = widened(this.unloadedNs, capacity);
    this.proxy = widened(this.proxy, capacity);
    this.answer = widened(this.answer, capacity);
    this.isWaiting = widened(this.isWaiting, capacity);
    this.isConnected = widened(this.isConnected, capacity);
    this.isLost = widened(this.isLost, capacity);
    this.tries = widened(this.tries, capacity);
    this.zone = widened(this.zone, capacity);
    this.generation = widened(this.generation, capacity);
    this.pending = widened(this.pending, capacity);
    this.stamp = widened(this.stamp, capacity);
    this.live = widened(this.live, capacity);
  }
}

/**
 * The stretches of a request's way. A cold connection goes through all; with TLS 1.3 without the
 * second round trip of TLS; a warm one begins with the request itself.
 */
export const Leg = { tcp: 0, tls: 2, tlsAgain: 4, request: 6, answer: 7 } as const;
/** Two legs each: there and back take the same, on a link without faults. */
export const ROUND_TRIPS = 4;
