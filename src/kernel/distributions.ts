import { checkLaw } from './check-law.ts';
import type { Law } from './law.ts';
import { exp, log, pow } from './portable-math.ts';
import type { RandomStream } from './random.ts';
import { standardNormalQuantile } from './standard-normal.ts';

/** Draws from one law on one stream. */
export interface Sampler {
  sample(): number;
}

/**
 * A sampler of `law` on `stream`. Wherever the inverse of the distribution function can be had,
 * one uniform number makes one draw (two for the hyperexponential): streams of two designs then
 * stay in step. Throws a RangeError that names the parameter and its value.
 */
export function createSampler(law: Law, stream: RandomStream): Sampler {
  checkLaw(law);
  const shift = law.shift ?? 0;
  switch (law.kind) {
    case 'constant':
      return new ConstantSampler(law.value + shift);
    case 'uniform':
      return new UniformSampler(stream, law.low + shift, law.high - law.low);
    case 'exponential':
      return new ExponentialSampler(stream, law.mean, shift);
    case 'erlang':
      return new ErlangSampler(stream, law.shape, law.mean, shift);
    case 'hyperexponential':
      return new HyperexponentialSampler(stream, law.branches, shift);
    case 'gamma':
      return new GammaSampler(stream, law.shape, law.mean, shift);
    case 'lognormal':
      return new LognormalSampler(stream, law.mu, law.sigma, shift);
    case 'pareto':
      return new ParetoSampler(stream, law.minimum, law.shape, shift);
    // What is left is empirical: any other kind has no `values` and would not compile.
    default:
      return new EmpiricalSampler(stream, law.values, shift);
  }
}

class ConstantSampler implements Sampler {
  readonly #value: number;

  constructor(value: number) {
    this.#value = value;
  }

  sample(): number {
    return this.#value;
  }
}

class UniformSampler implements Sampler {
  readonly #stream: RandomStream;
  readonly #low: number;
  readonly #width: number;

  constructor(stream: RandomStream, low: number, width: number) {
    this.#stream = stream;
    this.#low = low;
    this.#width = width;
  }

  sample(): number {
    return this.#low + this.#width * this.#stream.next();
  }
}

class ExponentialSampler implements Sampler {
  readonly #stream: RandomStream;
  readonly #mean: number;
  readonly #shift: number;

  constructor(stream: RandomStream, mean: number, shift: number) {
    this.#stream = stream;
    this.#mean = mean;
    this.#shift = shift;
  }

  sample(): number {
    return this.#shift - this.#mean * log(this.#stream.next());
  }
}

class ErlangSampler implements Sampler {
  readonly #stream: RandomStream;
  readonly #shape: number;
  readonly #stageMean: number;
  readonly #shift: number;

  constructor(stream: RandomStream, shape: number, mean: number, shift: number) {
    this.#stream = stream;
    this.#shape = shape;
    this.#stageMean = mean / shape;
    this.#shift = shift;
  }

  sample(): number {
    // The logarithm of a product costs one logarithm; 30 factors of 2^-33 stay above underflow.
    let sum = 0;
    let product = 1;
    for (let stage = 1; stage <= this.#shape; stage++) {
      product *= this.#stream.next();
      if (stage % 30 === 0) {
        sum -= log(product);
        product = 1;
      }
    }
    return this.#shift + this.#stageMean * (sum - log(product));
  }
}

class HyperexponentialSampler implements Sampler {
  readonly #stream: RandomStream;
  readonly #upTo: readonly number[];
  readonly #means: readonly number[];
  readonly #shift: number;

  constructor(
    stream: RandomStream,
    branches: readonly { readonly probability: number; readonly mean: number }[],
    shift: number,
  ) {
    this.#stream = stream;
    let sum = 0;
    this.#upTo = branches.map(({ probability }) => (sum += probability));
    this.#means = branches.map(({ mean }) => mean);
    this.#shift = shift;
  }

  sample(): number {
    const choice = this.#stream.next();
    let branch = 0;
    while (branch < this.#means.length - 1 && choice >= this.#upTo[branch]!) branch++;
    return this.#shift - this.#means[branch]! * log(this.#stream.next());
  }
}

/** Marsaglia and Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26(3). */
class GammaSampler implements Sampler {
  readonly #stream: RandomStream;
  readonly #scale: number;
  readonly #d: number;
  readonly #c: number;
  /** 1/shape below shape 1, where a draw of shape + 1 is scaled down; 0 from 1 on. */
  readonly #boost: number;
  readonly #shift: number;

  constructor(stream: RandomStream, shape: number, mean: number, shift: number) {
    this.#stream = stream;
    this.#scale = mean / shape;
    this.#boost = shape < 1 ? 1 / shape : 0;
    this.#d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
    this.#c = 1 / Math.sqrt(9 * this.#d);
    this.#shift = shift;
  }

  sample(): number {
    const d = this.#d;
    for (;;) {
      const x = standardNormalQuantile(this.#stream.next());
      const root = 1 + this.#c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      if (log(this.#stream.next()) >= 0.5 * x * x + d * (1 - v + log(v))) continue;
      const factor = this.#boost === 0 ? 1 : pow(this.#stream.next(), this.#boost);
      return this.#shift + this.#scale * d * v * factor;
    }
  }
}

class LognormalSampler implements Sampler {
  readonly #stream: RandomStream;
  readonly #mu: number;
  readonly #sigma: number;
  readonly #shift: number;

  constructor(stream: RandomStream, mu: number, sigma: number, shift: number) {
    this.#stream = stream;
    this.#mu = mu;
    this.#sigma = sigma;
    this.#shift = shift;
  }

  sample(): number {
    const normal = standardNormalQuantile(this.#stream.next());
    return this.#shift + exp(this.#mu + this.#sigma * normal);
  }
}

class ParetoSampler implements Sampler {
  readonly #stream: RandomStream;
  readonly #minimum: number;
  readonly #exponent: number;
  readonly #shift: number;

  constructor(stream: RandomStream, minimum: number, shape: number, shift: number) {
    this.#stream = stream;
    this.#minimum = minimum;
    this.#exponent = -1 / shape;
    this.#shift = shift;
  }

  sample(): number {
    // A third of the price of pow, at a relative error of |log(u)/shape| units in the last place.
    return this.#shift + this.#minimum * exp(this.#exponent * log(this.#stream.next()));
  }
}

class EmpiricalSampler implements Sampler {
  readonly #stream: RandomStream;
  readonly #values: readonly number[];
  readonly #shift: number;

  constructor(stream: RandomStream, values: readonly number[], shift: number) {
    this.#stream = stream;
    this.#values = values;
    this.#shift = shift;
  }

  sample(): number {
    const at = Math.floor(this.#stream.next() * this.#values.length);
    return this.#shift + this.#values[at]!;
  }
}
