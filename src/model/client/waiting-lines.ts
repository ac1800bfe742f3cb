const NOT_WAITING = -2;
const NOBODY = -1;

/**
 * One line of waiting rows (attempts or calls) for each client instance: first come, first served,
 * and whoever gives up leaves from the middle.
 */
export class WaitingLines {
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  /** Who waits before and after a row. */
  #previous = new Int32Array(0);
  #next = new Int32Array(0);

  constructor(lines: number) {
    this.#first = new Int32Array(lines).fill(NOBODY);
    this.#last = new Int32Array(lines).fill(NOBODY);
  }

  /** The row whose turn it is; -1 when nobody waits. */
  first(line: number): number {
    return this.#first[line]!;
  }

  isWaiting(row: number): boolean {
    return row < this.#previous.length && this.#previous[row] !== NOT_WAITING;
  }

  join(line: number, row: number): void {
    if (row >= this.#previous.length) this.#widen(row + 1);
    const last = this.#last[line]!;
    this.#previous[row] = last;
    this.#next[row] = NOBODY;
    if (last === NOBODY) this.#first[line] = row;
    else this.#next[last] = row;
    this.#last[line] = row;
  }

  /** `row` is known to wait in this line. */
  leave(line: number, row: number): void {
    const previous = this.#previous[row]!;
    const next = this.#next[row]!;
    if (previous === NOBODY) this.#first[line] = next;
    else this.#next[previous] = next;
    if (next === NOBODY) this.#last[line] = previous;
    else this.#previous[next] = previous;
    this.#previous[row] = NOT_WAITING;
  }

  #widen(rows: number): void {
    const capacity = Math.max(rows, this.#previous.length * 2, 256);
    const previous = new Int32Array(capacity).fill(NOT_WAITING);
    previous.set(this.#previous);
    this.#previous = previous;
    const next = new Int32Array(capacity);
    next.set(this.#next);
    this.#next = next;
  }
}
