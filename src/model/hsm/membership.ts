import { PHASE_CHANGE, type EventLoop } from '../../kernel/index.ts';
import type { Hsm } from './hsm.ts';

/** What becomes of commands when an HSM is lost. */
export interface LossOwner {
  /** All that HSM `number` holds is lost, now; nobody knows yet. */
  loseWorkOf(number: number): void;
  /** The loss is known: whoever waits for the lost commands of HSM `number` is told. */
  tellLossOf(number: number): void;
  /** HSM `number` is believed up again, or for the first time. */
  rejoined(number: number): void;
}

/**
 * Which HSMs there are, and what is believed of them (model page, section 4): the world changes at
 * the instant of a fault, belief after detection; healing restores the world at once, and belief
 * after rejoining. There is one belief for all users of the cluster.
 */
export class Membership {
  readonly #hsms: readonly Hsm[];
  readonly #owner: LossOwner;
  readonly #loop: EventLoop;
  readonly #rejoinNs: number;
  readonly #review: number;
  /** Zones whose link is believed cut. */
  readonly #cutOff = new Set<number>();
  #servingCluster = 0;

  constructor(hsms: readonly Hsm[], owner: LossOwner, loop: EventLoop, rejoinNs: number) {
    this.#hsms = hsms;
    this.#owner = owner;
    this.#loop = loop;
    this.#rejoinNs = rejoinNs;
    this.#review = loop.register(PHASE_CHANGE, (number) => this.#reviewHsm(this.#hsms[number]!));
  }

  fail(hsm: Hsm, detectNs: number): void {
    if (hsm.isReachable) this.#owner.loseWorkOf(hsm.number);
    hsm.fail();
    this.#loop.schedule(detectNs, this.#review, hsm.number);
  }

  heal(hsm: Hsm): void {
    hsm.heal();
    this.#rejoin(hsm);
  }

  replaceIn(hsm: Hsm, zone: number): void {
    hsm.replaceIn(zone);
    this.#rejoin(hsm);
  }

  admit(hsm: Hsm): void {
    hsm.isActive = true;
    hsm.serve(hsm.clusterId === this.#servingCluster);
    this.#rejoin(hsm);
  }

  /** Deleted on purpose: known at once. */
  retire(hsm: Hsm): void {
    if (hsm.isReachable) this.#owner.loseWorkOf(hsm.number);
    hsm.isActive = false;
    hsm.retire();
    this.#reviewHsm(hsm);
  }

  serveFrom(clusterId: number): void {
    this.#servingCluster = clusterId;
    for (const hsm of this.#hsms) hsm.serve(hsm.clusterId === clusterId);
  }

  linkBelief(zone: number, isUp: boolean): void {
    if (isUp) this.#cutOff.delete(zone);
    else this.#cutOff.add(zone);
    for (const hsm of this.#hsms) if (hsm.zone === zone) this.#believe(hsm);
  }

  #rejoin(hsm: Hsm): void {
    this.#loop.schedule(this.#rejoinNs, this.#review, hsm.number);
  }

  #reviewHsm(hsm: Hsm): void {
    hsm.wasReachable = hsm.isReachable;
    this.#believe(hsm);
  }

  #believe(hsm: Hsm): void {
    const wasBelievedUp = hsm.isBelievedUp;
    hsm.believe(hsm.isActive && hsm.wasReachable && !this.#cutOff.has(hsm.zone));
    // A fault may be over before it is noticed; what it lost is lost all the same.
    this.#owner.tellLossOf(hsm.number);
    if (hsm.isBelievedUp && !wasBelievedUp) this.#owner.rejoined(hsm.number);
  }
}
