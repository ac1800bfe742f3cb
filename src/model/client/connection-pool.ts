import {
  PHASE_SEIZE,
  type EventLoop,
  type RandomStream,
  type RandomStreams,
} from '../../kernel/index.ts';
import type { AttemptTable } from '../attempts.ts';
import type { ConnectionsConfig, NetworkConfig } from '../config.ts';
import { AttemptLaw } from '../network/attempt-law.ts';
import type { Link } from '../network/link.ts';
import type { Zones } from '../network/zones.ts';
import { SlotPool, widened } from '../slots.ts';
import { WaitingLines } from './waiting-lines.ts';

/** What lies between a client and KMS. */
export interface ClientPath {
  readonly network: NetworkConfig;
  readonly zones: Zones;
  readonly link: Link;
}

/** How a pool reaches back to its client. */
export interface PoolUser {
  /** The attempt has a connection now, and may be sent. */
  connected(attempt: number): void;
  /** Nothing answers the attempt's handshake. */
  silenced(attempt: number): void;
}

/**
 * The connections to KMS of one workload's client instances, a pool for each (model page, section
 * 1.1, step 2). An idle connection is taken at no cost, the last used first; else a new one is
 * opened while there are fewer than `most`; else the attempt waits its turn. A connection leads
 * to one zone all its life.
 *
 * Handshakes and the first call's work count as unloaded latency, since an idle system has them
 * too; waiting for a connection is load.
 */
export class ConnectionPool {
  readonly #config: ConnectionsConfig;
  readonly #path: ClientPath;
  readonly #loop: EventLoop;
  readonly #attempts: AttemptTable;
  readonly #user: PoolUser;
  readonly #hopOut: AttemptLaw;
  readonly #hopBack: AttemptLaw;
  readonly #handshakeCpu: AttemptLaw;
  readonly #firstCall: AttemptLaw;
  readonly #zonePick: RandomStream;
  readonly #ready: number;
  readonly #lines: WaitingLines;
  /** Connections of an instance, those being opened included; idle ones are closed when noticed. */
  readonly #open: Int32Array;
  /** The idle connection of an instance that was used last; -1 for none. */
  readonly #idle: Int32Array;
  readonly #hasCalled: Uint8Array;
  readonly #slots: SlotPool;
  #zone = new Uint8Array(0);
  #idleSinceNs = new Float64Array(0);
  /** The idle connection that was used before this one; -1 for none. */
  #below = new Int32Array(0);
  /** 1 while its attempt has not been sent: handshake, or just handed over. */
  #isOpening = new Uint8Array(0);

  constructor(
    config: ConnectionsConfig,
    workload: string,
    instances: number,
    path: ClientPath,
    loop: EventLoop,
    attempts: AttemptTable,
    user: PoolUser,
    streams: RandomStreams,
  ) {
    const law = (own: ConnectionsConfig['handshakeCpuNs'], purpose: string) =>
      new AttemptLaw(own, streams, `client/${workload}/${purpose}`);
    this.#config = config;
    this.#path = path;
    this.#loop = loop;
    this.#attempts = attempts;
    this.#user = user;
    this.#hopOut = law(path.network.clientToKmsHopNs, 'handshake-out');
    this.#hopBack = law(path.network.kmsToClientHopNs, 'handshake-back');
    this.#handshakeCpu = law(config.handshakeCpuNs, 'handshake-cpu');
    this.#firstCall = law(config.firstCallNs, 'first-call');
    this.#zonePick = streams.stream(`client/${workload}/front-zone`);
    this.#ready = loop.register(PHASE_SEIZE, (attempt) => this.#connected(attempt));
    this.#lines = new WaitingLines(instances);
    this.#open = new Int32Array(instances);
    this.#idle = new Int32Array(instances).fill(-1);
    this.#hasCalled = new Uint8Array(instances);
    const most = instances * config.most;
    this.#slots = new SlotPool('client connections', most, (size) => this.#widen(size));
  }

  /** True: the attempt has an idle connection. False: `connected` or `silenced` follows. */
  take(attempt: number, instance: number): boolean {
    const idle = this.#idle[instance]!;
    if (idle >= 0) {
      if (this.#loop.now - this.#idleSinceNs[idle]! < this.#config.idleCloseNs) {
        this.#idle[instance] = this.#below[idle]!;
        this.#assign(idle, attempt);
        return true;
      }
      this.#closeIdle(instance);
    }
    if (this.#open[instance]! < this.#config.most) this.#openFor(attempt, instance);
    else this.#lines.join(instance, attempt);
    return false;
  }

  /** The attempt was answered: its connection goes to the next in line, or lies idle. */
  release(attempt: number, instance: number): void {
    const connection = this.#attempts.connection[attempt]!;
    const next = this.#lines.first(instance);
    if (next < 0) {
      this.#idleSinceNs[connection] = this.#loop.now;
      this.#below[connection] = this.#idle[instance]!;
      this.#idle[instance] = connection;
      return;
    }
    this.#lines.leave(instance, next);
    this.#assign(connection, next);
    this.#isOpening[connection] = 1;
    // An event of its own, however many wait: sent at once, each would nest in the one before.
    this.#loop.schedule(0, this.#ready, next);
  }

  /**
   * The client stops waiting for the attempt (its `call` is -1 already), which leaves the line or
   * closes its connection. False when the pool frees the attempt's row: it was never sent.
   */
  abandon(attempt: number, instance: number): boolean {
    const connection = this.#attempts.connection[attempt]!;
    if (connection < 0) {
      this.#lines.leave(instance, attempt);
      this.#attempts.close(attempt);
      return false;
    }
    const isSent = this.#isOpening[connection] === 0 || this.#attempts.silent[attempt] === 1;
    this.#slots.give(connection);
    this.#open[instance]!--;
    const next = this.#lines.first(instance);
    if (next >= 0) {
      this.#lines.leave(instance, next);
      this.#openFor(next, instance);
    }
    return isSent;
  }

  #openFor(attempt: number, instance: number): void {
    const attempts = this.#attempts;
    const { zones } = this.#path;
    const isFirst = attempts.isFirst[attempt] === 1;
    const connection = this.#slots.take();
    this.#zone[connection] = zones.count === 1 ? 0 : zones.pick(this.#zonePick.next());
    this.#isOpening[connection] = 1;
    this.#open[instance]!++;
    this.#assign(connection, attempt);
    let openingNs = this.#handshakeCpu.drawNs(isFirst);
    if (this.#hasCalled[instance] === 0) {
      this.#hasCalled[instance] = 1;
      openingNs += this.#firstCall.drawNs(isFirst);
    }
    attempts.unloadedNs[attempt] = openingNs;
    const handshakeNs = this.#handshakeNs(attempt);
    if (handshakeNs < 0) this.#user.silenced(attempt);
    else this.#loop.schedule(openingNs + handshakeNs, this.#ready, attempt);
  }

  /**
   * The round trips of TCP and TLS; -1 when they are never answered. What a faulty link adds to
   * them is no part of the unloaded latency.
   */
  #handshakeNs(attempt: number): number {
    const attempts = this.#attempts;
    const { link, zones } = this.#path;
    const zone = attempts.zone[attempt]!;
    const isFirst = attempts.isFirst[attempt] === 1;
    let sumNs = 0;
    let isAnswered = zones.isUp(zone);
    for (let trip = 0; trip < 1 + this.#config.tlsRoundTrips; trip++) {
      const soundOutNs = this.#hopOut.drawNs(isFirst);
      const soundBackNs = this.#hopBack.drawNs(isFirst);
      const outNs = link.hopNs(soundOutNs, 'there', zone);
      const backNs = link.hopNs(soundBackNs, 'back', zone);
      attempts.unloadedNs[attempt]! += soundOutNs + soundBackNs;
      isAnswered &&= outNs >= 0 && backNs >= 0;
      sumNs += outNs + backNs;
    }
    return isAnswered ? sumNs : -1;
  }

  #connected(attempt: number): void {
    const attempts = this.#attempts;
    if (attempts.call[attempt]! < 0) {
      attempts.close(attempt); // the client has given up, and its connection was closed
      return;
    }
    this.#isOpening[attempts.connection[attempt]!] = 0;
    this.#user.connected(attempt);
  }

  #assign(connection: number, attempt: number): void {
    this.#attempts.connection[attempt] = connection;
    this.#attempts.zone[attempt] = this.#zone[connection]!;
  }

  /** The last used has been idle too long, so all have. */
  #closeIdle(instance: number): void {
    for (let idle = this.#idle[instance]!; idle >= 0; idle = this.#below[idle]!) {
      this.#slots.give(idle);
      this.#open[instance]!--;
    }
    this.#idle[instance] = -1;
  }

  #widen(capacity: number): void {
    this.#zone = widened(this.#zone, capacity);
    this.#idleSinceNs = widened(this.#idleSinceNs, capacity);
    this.#below = widened(this.#below, capacity);
    this.#isOpening = widened(this.#isOpening, capacity);
  }
}
