/** A process must find a key on so many active HSMs before it uses it for the first time. */
const QUORUM = 2;

/**
 * The client library's key availability check (model page, section 5, item 11): a process that has
 * found a key goes on using it with one HSM, or for as long as there is any; one that has not,
 * needs the key on two.
 */
export class KeyQuorum {
  readonly #copiesOf: (key: number) => number;
  /** By process: 1 for each key that it has found. */
  readonly #found: Uint8Array[];

  /** `copiesOf` says on how many active HSMs a key is to be found now. */
  constructor(processes: number, copiesOf: (key: number) => number) {
    this.#copiesOf = copiesOf;
    this.#found = Array.from({ length: processes }, () => new Uint8Array(0));
  }

  /** True when the process may use the key, now and from now on. */
  finds(process: number, key: number): boolean {
    if (this.#found[process]![key] === 1) return true;
    if (this.#copiesOf(key) < QUORUM) return false;
    this.#remember(process, key);
    return true;
  }

  #remember(process: number, key: number): void {
    let found = this.#found[process]!;
    if (key >= found.length) {
      const wider = new Uint8Array(Math.max(key + 1, found.length * 2));
      wider.set(found);
      this.#found[process] = found = wider;
    }
    found[key] = 1;
  }
}
