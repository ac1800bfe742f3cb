import type { RandomStream } from '../../../kernel/index.ts';

/** How caches start in the middle of their work. */
export interface StationaryStart {
  /** End of the warm-up: what is asked for later is an entry's own first fetch. */
  readonly untilNs: number;
  /** Draws how much of its first life each entry has left. */
  readonly shares: RandomStream;
}

interface FirstLife {
  /** Part of the life that is left, in (0, 1). */
  readonly share: number;
  /** Who asked before anybody had fetched it, and has no answer yet. */
  pending: number;
  /** null until the first fetch. */
  endsNs: number | null;
}

/**
 * First lives of the entries that are asked for in the warm-up. A cache that has run for long holds
 * entries of every age: of one that is fetched again and again the life left at any instant is
 * uniform in (0, life], the equilibrium distribution of a renewal process whose intervals are
 * constant (D. R. Cox, Renewal Theory, 1962, section 5.2). Where uses are limited the same share of
 * them is left, since either limit alone ends a steadily used entry. Without this all entries
 * would be renewed in one wave after another, and a run shorter than a life would see none.
 */
export class FirstLives {
  readonly #start: StationaryStart;
  readonly #lifeNs: number;
  readonly #isRenewed: (entry: number) => boolean;
  readonly #lives = new Map<number, FirstLife>();

  /** `isRenewed`: the entry was there before the run and is fetched again whenever it expires. */
  constructor(start: StationaryStart, lifeNs: number, isRenewed: (entry: number) => boolean) {
    this.#start = start;
    this.#lifeNs = lifeNs;
    this.#isRenewed = isRenewed;
  }

  /** Somebody is to fetch the entry. Drawn here, not at the answer: the order is that of arrivals. */
  missed(entry: number, nowNs: number): void {
    const first = this.#lives.get(entry);
    if (first !== undefined) {
      if (first.endsNs === null) first.pending++;
      return;
    }
    if (nowNs >= this.#start.untilNs || !this.#isRenewed(entry)) return;
    this.#lives.set(entry, { share: this.#start.shares.next(), pending: 1, endsNs: null });
  }

  /** Part of its life and uses that an entry fetched now has before it, in (0, 1]. */
  shareLeft(entry: number, nowNs: number): number {
    const first = this.#lives.get(entry);
    if (first === undefined || first.pending === 0) return 1;
    first.pending--;
    if (first.endsNs === null) {
      first.endsNs = nowNs + first.share * this.#lifeNs;
      return first.share;
    }
    // Fetched by several at once: it is the same first life.
    const left = (first.endsNs - nowNs) / this.#lifeNs;
    return left > 0 ? left : 1;
  }

  /** It could not be had: whoever asks next begins its first life. */
  failed(entry: number): void {
    const first = this.#lives.get(entry);
    if (first !== undefined && first.pending > 0) first.pending--;
  }
}
