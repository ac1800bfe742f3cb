/** Which availability zones are up, and which are believed to be. */
export class Zones {
  readonly count: number;
  readonly #faults: number[];
  readonly #believed: boolean[];
  /** Zones that clients are believed to reach. */
  readonly #reached: boolean[];
  /** Numbers of the zones believed up, ascending. */
  #usable: number[];

  constructor(count: number) {
    this.count = count;
    this.#faults = Array.from({ length: count }, () => 0);
    this.#believed = this.#faults.map(() => true);
    this.#reached = this.#faults.map(() => true);
    this.#usable = this.#faults.map((_, zone) => zone);
  }

  isUp(zone: number): boolean {
    return this.#faults[zone] === 0;
  }

  /** The first zone that is up; -1 when none is. */
  firstUp(): number {
    return this.#faults.indexOf(0);
  }

  /** A zone believed up, for a uniform number `u` in (0, 1); zone 0 when none is. */
  pick(u: number): number {
    return this.#usable[Math.floor(u * this.#usable.length)] ?? 0;
  }

  /** Counts a fault on the zone; overlapping faults heal when the last ends. */
  fail(zone: number): void {
    this.#faults[zone] = this.#faults[zone]! + 1;
  }

  heal(zone: number): void {
    this.#faults[zone] = this.#faults[zone]! - 1;
  }

  /** Belief catches up with the world: after detection, and after rejoining. */
  review(zone: number): void {
    this.#believed[zone] = this.isUp(zone);
    this.#listUsable();
  }

  /** Whether new requests can get into the zone, as far as is known: a cut link keeps them out. */
  believeLink(zone: number, isReached: boolean): void {
    this.#reached[zone] = isReached;
    this.#listUsable();
  }

  #listUsable(): void {
    this.#usable = this.#believed.flatMap((believed, zone) =>
      believed && this.#reached[zone]! ? [zone] : [],
    );
  }
}

/** `a` for zone 0. */
export function zoneName(zone: number): string {
  return String.fromCharCode(97 + zone);
}
