import type { Cluster } from '../hsm/cluster.ts';

/** The HSMs that a fault has befallen, as they were then. */
export class Befallen {
  readonly numbers: readonly number[];
  readonly #cluster: Cluster;
  readonly #hardware: readonly number[];

  constructor(numbers: readonly number[], cluster: Cluster) {
    this.numbers = numbers;
    this.#cluster = cluster;
    this.#hardware = numbers.map((number) => cluster.hsms[number]!.hardware);
  }

  /** Those whose hardware has not been replaced since: what befell the others went with it. */
  remaining(): readonly number[] {
    return this.numbers.filter(
      (number, index) => this.#cluster.hsms[number]!.hardware === this.#hardware[index],
    );
  }
}
