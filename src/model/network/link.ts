import { assert, type RandomStream, type RandomStreams } from '../../kernel/index.ts';
import type { LinkFault, LinkName, LossConfig } from '../config.ts';

/** `there`: away from the client, or from KMS towards an HSM or a proxy. */
export type LinkDirection = 'there' | 'back';

/** What one direction of a link in one zone does to a hop, all its faults together. */
interface LinkState {
  readonly factor: number;
  readonly extraNs: number;
  readonly lossShare: number;
  readonly isCut: boolean;
}

/**
 * One of the network's links (model page, section 4): it makes hops slower, loses them or lets
 * nothing pass, in one zone or all, in one direction or both. Overlapping faults compose: factors
 * multiply, extra delays add, losses are independent, and a cut heals when its last fault ends.
 */
export class Link {
  readonly name: LinkName;
  /** Without fault or loss every hop takes its base time; whoever is in a hurry looks here first. */
  isSound: boolean;
  readonly #zones: number;
  readonly #loss: LossConfig;
  readonly #streams: RandomStreams;
  /** Decides which hops are lost; null until some can be. */
  #losses: RandomStream | null = null;
  #faults: readonly LinkFault[] = [];
  #there: LinkState[] = [];
  #back: LinkState[] = [];

  constructor(name: LinkName, zones: number, loss: LossConfig, streams: RandomStreams) {
    this.name = name;
    this.#zones = zones;
    this.#loss = loss;
    this.#streams = streams;
    this.isSound = loss.share === 0;
    this.#review();
  }

  /**
   * How long a hop takes that would take `baseNs` on a sound link, in nanoseconds; -1 when it never
   * arrives: the link is cut, or too many of its transmissions are lost.
   */
  hopNs(baseNs: number, direction: LinkDirection, zone: number): number {
    if (this.isSound) return baseNs;
    const { factor, extraNs, lossShare, isCut } = this.#state(direction, zone);
    if (isCut) return -1;
    let hopNs = Math.round(baseNs * factor + extraNs);
    if (lossShare === 0) return hopNs;
    const losses = (this.#losses ??= this.#streams.stream(`network/${this.name}/losses`));
    let waitNs = this.#loss.retransmitNs;
    for (let lost = 0; losses.next() < lossShare; waitNs *= 2) {
      if (++lost >= this.#loss.most) return -1;
      hopNs += waitNs;
    }
    return hopNs;
  }

  /** True when no answer can come through `zone`: cut in at least one direction. */
  isCut(zone: number): boolean {
    if (this.isSound) return false;
    return this.#state('there', zone).isCut || this.#state('back', zone).isCut;
  }

  begin(fault: LinkFault): void {
    this.#faults = [...this.#faults, fault];
    this.#review();
  }

  /** `fault` is the object that `begin` was given; begun twice, it has to end twice. */
  end(fault: LinkFault): void {
    const at = this.#faults.indexOf(fault);
    assert(at >= 0, 'a fault of a link ends that has not begun');
    this.#faults = this.#faults.toSpliced(at, 1);
    this.#review();
  }

  #state(direction: LinkDirection, zone: number): LinkState {
    return (direction === 'there' ? this.#there : this.#back)[zone]!;
  }

  /** Composed anew from the faults there are, so that healing leaves no rounding behind. */
  #review(): void {
    this.isSound = this.#faults.length === 0 && this.#loss.share === 0;
    const states = (direction: LinkDirection) =>
      Array.from({ length: this.#zones }, (_, zone) => this.#compose(direction, zone));
    this.#there = states('there');
    this.#back = states('back');
  }

  #compose(direction: LinkDirection, zone: number): LinkState {
    let factor = 1;
    let extraNs = 0;
    let arrivingShare = 1 - this.#loss.share;
    let isCut = false;
    for (const fault of this.#faults) {
      if (fault.zone !== null && fault.zone !== zone) continue;
      if (fault.direction !== 'both' && fault.direction !== direction) continue;
      factor *= fault.factor;
      extraNs += fault.extraNs;
      arrivingShare *= 1 - fault.lossShare;
      isCut ||= fault.isCut;
    }
    return { factor, extraNs, lossShare: 1 - arrivingShare, isCut };
  }
}
