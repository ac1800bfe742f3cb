import {
  createSampler,
  toDelayNs,
  type Law,
  type RandomStreams,
  type Sampler,
} from '../../kernel/index.ts';

/**
 * A delay that is drawn once per attempt. First attempts and all later ones draw from streams of
 * their own: however many retries a design causes, the first attempts of all designs see the same
 * values, which is what makes their differences sharp (common random numbers).
 */
export class AttemptLaw {
  /** The delay where it never varies, so that it costs no draw; -1 otherwise. */
  readonly #constantNs: number;
  readonly #first: Sampler;
  readonly #later: Sampler;

  /** `name` says the purpose, such as `network/client-to-kms/out`. */
  constructor(law: Law, streams: RandomStreams, name: string) {
    this.#constantNs = law.kind === 'constant' ? toDelayNs(law.value + (law.shift ?? 0)) : -1;
    this.#first = createSampler(law, streams.stream(name));
    this.#later = createSampler(law, streams.stream(`${name}/later`));
  }

  /** The delay in nanoseconds. */
  drawNs(isFirst: boolean): number {
    if (this.#constantNs >= 0) return this.#constantNs;
    return toDelayNs(isFirst ? this.#first.sample() : this.#later.sample());
  }
}
