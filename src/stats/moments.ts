/**
 * Count, mean and variance of a series, updated value by value without cancellation: B. P.
 * Welford, Technometrics 4 (1962) 419–420.
 */
export class Moments {
  #count = 0;
  #mean = 0;
  #squares = 0;

  record(value: number): void {
    this.#count++;
    const before = value - this.#mean;
    this.#mean += before / this.#count;
    this.#squares += before * (value - this.#mean);
  }

  get count(): number {
    return this.#count;
  }

  /** 0 when empty. */
  get mean(): number {
    return this.#mean;
  }

  /** Sample variance, over n − 1; 0 for fewer than two values. */
  get variance(): number {
    return this.#count < 2 ? 0 : this.#squares / (this.#count - 1);
  }
}
