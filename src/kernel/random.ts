import alea from 'seedrandom/lib/alea.js';
import { assert } from './assert.ts';

/** Half the step of alea's 32-bit grid: moves its values off 0, symmetrically. */
const HALF_STEP = 2 ** -33;

/** A stream of uniform random numbers for one purpose. */
export class RandomStream {
  readonly name: string;
  /** Numbers drawn so far. */
  draws = 0;
  readonly #generator: () => number;

  /** `seed` alone decides the numbers. */
  constructor(name: string, seed: string) {
    this.name = name;
    this.#generator = alea(seed);
  }

  /** The next number, in (0, 1): never 0, never 1. */
  next(): number {
    this.draws++;
    return this.#generator() + HALF_STEP;
  }
}

/**
 * The streams of one run. A stream's numbers follow from the run's seed and the stream's name, not
 * from which other streams exist: adding an entity leaves everybody else's draws as they were.
 */
export class RandomStreams {
  readonly #seed: string;
  readonly #byName = new Map<string, RandomStream>();

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** The stream of a purpose, such as `client/uploads/retry-jitter`. Each purpose has one owner. */
  stream(name: string): RandomStream {
    assert(!this.#byName.has(name), `the random stream ${name} has an owner already`);
    const stream = new RandomStream(name, `${this.#seed}/${name}`);
    this.#byName.set(name, stream);
    return stream;
  }

  /** All streams, in order of creation. */
  all(): readonly RandomStream[] {
    return [...this.#byName.values()];
  }
}
