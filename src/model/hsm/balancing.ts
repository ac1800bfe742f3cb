import type { RandomStream } from '../../kernel/index.ts';
import type { Balancing } from '../config.ts';
import type { Hsm } from './hsm.ts';

/** Why no HSM was chosen. */
export const NO_HSM_UP = -1;
export const NO_SESSION_FREE = -2;

/**
 * Chooses the HSM for the next command of one user of the cluster, among those believed up, in
 * rotation and with a free session. It sees the user's own commands only: what others send to the
 * same HSMs it cannot know. Least-outstanding ties go to the next HSM after the last one chosen: no
 * draw, no favourite, and, as it has been serving longest, the one that will be free first. Other
 * engines break ties by the lowest number; `least-outstanding-lowest` does as they do.
 */
export class Balancer {
  /** By HSM: commands sent and not yet answered, which are the sessions held. */
  readonly outstanding: number[] = [];
  readonly #hsms: readonly Hsm[];
  /** Of these, those that it can ever choose, by number. */
  #own: readonly Hsm[] = [];
  readonly #kind: Balancing;
  readonly #sessionsPerHsm: number;
  readonly #needsLogin: boolean;
  readonly #home: number | null;
  readonly #stream: RandomStream;
  #last: number;

  /**
   * `sessionsPerHsm`: Infinity for no bound. `home`: id of the cluster that the user stays with;
   * null: that which is used now. HSMs may join `hsms`; call `widen` then.
   */
  constructor(
    hsms: readonly Hsm[],
    kind: Balancing,
    sessionsPerHsm: number,
    needsLogin: boolean,
    home: number | null,
    stream: RandomStream,
  ) {
    this.#hsms = hsms;
    this.#kind = kind;
    this.#sessionsPerHsm = sessionsPerHsm;
    this.#needsLogin = needsLogin;
    this.#home = home;
    this.#stream = stream;
    this.widen();
    this.#last = this.#own.length - 1;
  }

  /** An HSM has joined. */
  widen(): void {
    while (this.outstanding.length < this.#hsms.length) this.outstanding.push(0);
    this.#own =
      this.#home === null
        ? this.#hsms
        : this.#hsms.filter(({ clusterId }) => clusterId === this.#home);
  }

  /** Number of the HSM, or NO_HSM_UP or NO_SESSION_FREE. */
  choose(): number {
    if (this.#kind === 'random') return this.#random();
    const chosen = this.#nextBest();
    if (chosen < 0) return chosen;
    this.#last = chosen;
    return this.#own[chosen]!.number;
  }

  /** This user may send commands to it. */
  isCandidate(hsm: Hsm): boolean {
    const isOpen =
      this.#home === null ? hsm.isUsable : hsm.isInRotation && hsm.clusterId === this.#home;
    return isOpen && (hsm.isLoggedIn || !this.#needsLogin);
  }

  /** Position among its own. */
  #nextBest(): number {
    const hsms = this.#own;
    const { outstanding } = this;
    const count = hsms.length;
    const takesFirst = this.#kind === 'round-robin';
    let best = NO_HSM_UP;
    let fewest = Infinity;
    const from = this.#kind === 'least-outstanding-lowest' ? -1 : this.#last;
    for (let step = 1; step <= count; step++) {
      let index = from + step;
      if (index >= count) index -= count;
      if (!this.isCandidate(hsms[index]!)) continue;
      const own = outstanding[hsms[index]!.number]!;
      if (own >= this.#sessionsPerHsm) {
        if (best === NO_HSM_UP) best = NO_SESSION_FREE;
        continue;
      }
      if (takesFirst) return index;
      if (own < fewest) {
        fewest = own;
        best = index;
      }
    }
    return best;
  }

  #random(): number {
    const usable = this.#own.filter((hsm) => this.isCandidate(hsm));
    if (usable.length === 0) return NO_HSM_UP;
    const free = usable.filter((hsm) => this.outstanding[hsm.number]! < this.#sessionsPerHsm);
    if (free.length === 0) return NO_SESSION_FREE;
    return free[Math.floor(this.#stream.next() * free.length)]!.number;
  }
}
