/** How a request came by its connection. */
export const Connection = { warm: 0, cold: 1, none: 2 } as const;

/** Places in the queue that are behind us before they are forgotten. */
const FORGET_AFTER = 4096;

/** The limits of KMS's connection pool. */
interface PoolLimits {
  /** 0: none is reused, each request opens its own, and there is no limit. */
  readonly connections: number;
  readonly idleNs: number;
}

/**
 * KMS's pool of connections to the external key store proxy (model page, section 1.4, step 10):
 * the last used first, so that what a quiet store does not need dies of age; new ones up to the
 * limit; then requests wait in turn.
 */
export class ProxyConnections {
  readonly #most: number;
  readonly #isReusing: boolean;
  readonly #idleNs: number;
  /** When each idle connection was last used, the latest at the end. */
  readonly #idleSinceNs: number[] = [];
  #inUse = 0;
  #generation = 0;
  /** Requests that wait, by number and stamp; those before `#first` are gone. */
  #queue: number[] = [];
  #first = 0;

  constructor({ connections, idleNs }: PoolLimits) {
    this.#isReusing = connections > 0;
    this.#most = this.#isReusing ? connections : Infinity;
    this.#idleNs = idleNs;
  }

  /** Connections taken from now on belong to this generation; older ones are dead. */
  get generation(): number {
    return this.#generation;
  }

  /** A connection for a request; `none` when all are in use. */
  take(nowNs: number): number {
    const idle = this.#idleSinceNs;
    if (idle.length > 0 && idle[idle.length - 1]! + this.#idleNs <= nowNs) idle.length = 0;
    if (idle.length > 0) {
      idle.pop();
      this.#inUse++;
      return Connection.warm;
    }
    if (this.#inUse >= this.#most) return Connection.none;
    this.#inUse++;
    return Connection.cold;
  }

  /** The request `number` (of that `stamp`) waits for a connection, behind all others. */
  enqueue(number: number, stamp: number): void {
    this.#queue.push(number, stamp);
  }

  /**
   * A connection is free again. `isUsable` is false when it was closed, or may carry a late answer.
   */
  free(generation: number, isUsable: boolean, nowNs: number): void {
    this.#inUse--;
    if (this.#isReusing && isUsable && generation === this.#generation) {
      this.#idleSinceNs.push(nowNs);
    }
  }

  /** The request that is next in turn, of those that `isLive` says still wait; -1 for none. */
  next(isLive: (number: number, stamp: number) => boolean): number {
    while (this.#first < this.#queue.length) {
      const number = this.#queue[this.#first]!;
      const stamp = this.#queue[this.#first + 1]!;
      this.#first += 2;
      if (this.#first > FORGET_AFTER) this.#forgetServed();
      if (isLive(number, stamp)) return number;
    }
    this.#queue = [];
    this.#first = 0;
    return -1;
  }

  /** All connections are dead: the proxy has gone away. */
  closeAll(): void {
    this.#generation++;
    this.#idleSinceNs.length = 0;
  }

  #forgetServed(): void {
    this.#queue = this.#queue.slice(this.#first);
    this.#first = 0;
  }
}
