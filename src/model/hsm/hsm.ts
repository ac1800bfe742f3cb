import type { Station } from '../../kernel/index.ts';
import type { Vault } from './vault.ts';

/**
 * One HSM of a cluster: its place, its key memory, its queue, and two views of its health. The
 * world's view (`isReachable`) changes at the instant of a fault; belief, by which everybody
 * routes, follows after detection. The cluster changes it; everybody may look.
 */
export class Hsm {
  readonly name: string;
  readonly number: number;
  /** 0 for the configured cluster, or one for each key store; others are made while the world runs. */
  readonly clusterId: number;
  /** Position of the key store whose keys it is to hold; 0 where there is one, or none. */
  readonly keyStore: number;
  readonly vault: Vault;
  readonly station: Station;
  zone: number;
  /** Counts the hardware that has borne this name: 0 for the first. */
  hardware = 0;
  /** Keys that somebody may ask for and that are not here. */
  missingKeys = 0;
  /** What routing goes by; `believe` changes it. */
  isBelievedUp: boolean;
  /** New commands may go to it: believed up and in rotation. */
  isInRotation: boolean;
  /** The same, and it is of the cluster that the store uses. */
  isUsable: boolean;
  /** It is ACTIVE: neither still being made nor deleted. */
  isActive: boolean;
  /** `kmsuser` is logged in: the key store can use it. A client library needs none of that. */
  isLoggedIn: boolean;
  /** The last review found it reachable. */
  wasReachable: boolean;
  /** It is of the cluster that the store uses now, or the application where that is the design. */
  isServing: boolean;
  #faults = 0;
  #drains = 0;
  #slowness: readonly number[] = [];

  /** One that `isNew` has no keys, no login and no work until it is admitted. */
  constructor(
    number: number,
    clusterId: number,
    keyStore: number,
    zone: number,
    vault: Vault,
    station: Station,
    isNew: boolean,
  ) {
    this.name = station.name;
    this.number = number;
    this.clusterId = clusterId;
    this.keyStore = keyStore;
    this.zone = zone;
    this.vault = vault;
    this.station = station;
    this.isActive = !isNew;
    this.isLoggedIn = !isNew;
    this.isBelievedUp = !isNew;
    this.isServing = !isNew;
    this.isInRotation = !isNew;
    this.isUsable = !isNew;
    this.wasReachable = !isNew;
  }

  /** True of every key that may be asked for while none is missing. */
  holds(key: number): boolean {
    return this.missingKeys === 0 || this.vault.holds(key);
  }

  get isReachable(): boolean {
    return this.#faults === 0;
  }

  believe(isUp: boolean): void {
    this.isBelievedUp = isUp;
    this.#review();
  }

  /** Whether the cluster that it is of is the one that is used now. */
  serve(isServing: boolean): void {
    this.isServing = isServing;
    this.#review();
  }

  /** Overlapping faults count up, and heal when the last ends. */
  fail(): void {
    this.#faults++;
  }

  heal(): void {
    this.#faults = Math.max(0, this.#faults - 1);
  }

  /** New hardware in `zone`: whatever befell the old is over, and is not to heal the new. */
  replaceIn(zone: number): void {
    this.zone = zone;
    this.hardware++;
    this.#faults = 0;
    this.#setSlowness([]);
  }

  /** Deleted: no healing brings it back. */
  retire(): void {
    this.#faults = Infinity;
  }

  /** Takes it out of rotation; what it holds it finishes. */
  drain(): void {
    this.#drains++;
    this.#review();
  }

  undrain(): void {
    this.#drains--;
    this.#review();
  }

  /** Services that start from now on take `factor` times as long; factors multiply. */
  slow(factor: number): void {
    this.#setSlowness([...this.#slowness, factor]);
  }

  endSlow(factor: number): void {
    const at = this.#slowness.indexOf(factor);
    if (at >= 0) this.#setSlowness(this.#slowness.toSpliced(at, 1));
  }

  #review(): void {
    this.isInRotation = this.isBelievedUp && this.#drains === 0;
    this.isUsable = this.isInRotation && this.isServing;
  }

  /** Multiplied anew from the faults there are, so that healing leaves no rounding behind. */
  #setSlowness(factors: readonly number[]): void {
    this.#slowness = factors;
    this.station.slowness = factors.reduce((product, factor) => product * factor, 1);
  }
}
