import { FirstLives, type StationaryStart } from './first-lives.ts';

/** What a cache says to somebody who needs an entry. */
export const Asked = {
  hit: 0,
  /** Not there: get it, then say `fetched` or `failed`. */
  fetch: 1,
  /** Somebody else is getting it: wait to be named by `fetched` or `failed`. */
  wait: 2,
} as const;

/** Something that keeps what KMS calls have fetched, by entries that are small integers. */
export interface EntryCache {
  /** `asker`: who would wait. */
  ask(entry: number, asker: number, nowNs: number): number;
  /** The entry is here, good for `uses` uses, this one included. Gives those who waited for it. */
  fetched(entry: number, nowNs: number, uses: number): readonly number[];
  /** It could not be had, and that is forgotten at once. Gives those who waited for it. */
  failed(entry: number): readonly number[];
}

interface CacheLimits {
  readonly lifeNs: number;
  /** false: each who finds no entry fetches one, though another is on its way. */
  readonly isShared: boolean;
  /** Entries kept; the one used longest ago goes first. */
  readonly capacity: number;
  /** How it starts in the middle of its work; null: empty, as after a restart. */
  readonly start: StationaryStart | null;
  /** Entries that were there before the run and are fetched again whenever they expire. */
  readonly isRenewed: (entry: number) => boolean;
}

interface Entry {
  isFetching: boolean;
  /** The first instant at which it is no longer good. */
  expiresNs: number;
  usesLeft: number;
  waiting: number[];
}

const NOBODY: readonly number[] = [];
const SMALLEST_SWEEP = 1024;

/**
 * The one cache of all services (model page, section 3): an entry is EMPTY, FETCHING or VALID
 * until its life after the answer is over. Expiry is lazy: nothing happens until somebody asks, so
 * that what expired during an outage is all asked for after it. Neither a failure nor the state of
 * a key or key store touches a valid entry. What is first fetched in the warm-up has only the rest
 * of a life before it, so that entries do not expire in waves; without a warm-up all begin anew.
 */
export class ServiceCache implements EntryCache {
  readonly #limits: CacheLimits;
  /** From the entry used longest ago to the one used last, where the capacity is limited. */
  readonly #entries = new Map<number, Entry>();
  readonly #isLimited: boolean;
  readonly #firstLives: FirstLives | null;
  #sweepAt = SMALLEST_SWEEP;

  constructor(limits: CacheLimits) {
    this.#limits = limits;
    this.#isLimited = limits.capacity !== Infinity;
    const { start, lifeNs, isRenewed } = limits;
    this.#firstLives = start === null ? null : new FirstLives(start, lifeNs, isRenewed);
  }

  /** Entries held, expired ones that nobody has asked for since included. */
  get size(): number {
    return this.#entries.size;
  }

  ask(entry: number, asker: number, nowNs: number): number {
    const found = this.#entries.get(entry);
    if (found !== undefined && !found.isFetching && nowNs < found.expiresNs && found.usesLeft > 0) {
      found.usesLeft--;
      if (this.#isLimited) {
        this.#entries.delete(entry);
        this.#entries.set(entry, found);
      }
      return Asked.hit;
    }
    if (!this.#limits.isShared) {
      this.#firstLives?.missed(entry, nowNs);
      return Asked.fetch;
    }
    if (found === undefined) {
      this.#sweep(nowNs);
      this.#entries.set(entry, { isFetching: true, expiresNs: 0, usesLeft: 0, waiting: [] });
    } else if (found.isFetching) {
      found.waiting.push(asker);
      return Asked.wait;
    } else {
      found.isFetching = true;
    }
    this.#firstLives?.missed(entry, nowNs);
    return Asked.fetch;
  }

  fetched(entry: number, nowNs: number, uses: number): readonly number[] {
    const found = this.#entries.get(entry);
    this.#entries.delete(entry);
    const share = this.#firstLives?.shareLeft(entry, nowNs) ?? 1;
    const usesLeft = Math.ceil(share * uses) - 1;
    if (usesLeft > 0) {
      const expiresNs = nowNs + share * this.#limits.lifeNs;
      this.#entries.set(entry, { isFetching: false, expiresNs, usesLeft, waiting: [] });
      this.#evict();
    }
    return found?.waiting ?? NOBODY;
  }

  failed(entry: number): readonly number[] {
    this.#firstLives?.failed(entry);
    const found = this.#entries.get(entry);
    // Where fetching is not shared, another's entry may have come meanwhile.
    if (found === undefined || !found.isFetching) return NOBODY;
    this.#entries.delete(entry);
    return found.waiting;
  }

  #evict(): void {
    if (this.#entries.size <= this.#limits.capacity) return;
    for (const [entry, { isFetching }] of this.#entries) {
      if (isFetching) continue; // somebody waits for it
      this.#entries.delete(entry);
      return;
    }
  }

  /** Drops what has expired, now and then, so that memory follows the entries in use. */
  #sweep(nowNs: number): void {
    if (this.#entries.size < this.#sweepAt) return;
    for (const [entry, { isFetching, expiresNs }] of this.#entries) {
      if (!isFetching && expiresNs <= nowNs) this.#entries.delete(entry);
    }
    this.#sweepAt = Math.max(SMALLEST_SWEEP, this.#entries.size * 2);
  }
}

/** A cache without limits but the life of its entries, shared while it fetches. */
export function sharedCache(
  lifeNs: number,
  start: StationaryStart | null,
  isRenewed: (entry: number) => boolean = () => true,
): ServiceCache {
  return new ServiceCache({ lifeNs, isShared: true, capacity: Infinity, start, isRenewed });
}
