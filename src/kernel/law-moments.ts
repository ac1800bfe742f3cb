import type { Law } from './law.ts';
import { exp, log } from './portable-math.ts';

/** Mean of a law, its shift included; Infinity where there is none (Pareto, shape up to 1). */
export function lawMean(law: Law): number {
  return (law.shift ?? 0) + unshiftedMean(law);
}

function unshiftedMean(law: Law): number {
  switch (law.kind) {
    case 'constant':
      return law.value;
    case 'uniform':
      return (law.low + law.high) / 2;
    case 'exponential':
    case 'erlang':
    case 'gamma':
      return law.mean;
    case 'hyperexponential':
      return law.branches.reduce((sum, { probability, mean }) => sum + probability * mean, 0);
    case 'lognormal':
      return exp(law.mu + (law.sigma * law.sigma) / 2);
    case 'pareto':
      return law.shape <= 1 ? Infinity : (law.shape * law.minimum) / (law.shape - 1);
    // What is left is empirical: any other kind has no `values` and would not compile.
    default:
      return law.values.reduce((sum, value) => sum + value, 0) / law.values.length;
  }
}

/** Variance of a law; Infinity where there is none (Pareto, shape up to 2). */
export function lawVariance(law: Law): number {
  switch (law.kind) {
    case 'constant':
      return 0;
    case 'uniform':
      return ((law.high - law.low) * (law.high - law.low)) / 12;
    case 'exponential':
      return law.mean * law.mean;
    case 'erlang':
    case 'gamma':
      return (law.mean * law.mean) / law.shape;
    case 'hyperexponential': {
      const mean = unshiftedMean(law);
      const square = law.branches.reduce(
        (sum, branch) => sum + branch.probability * 2 * branch.mean * branch.mean,
        0,
      );
      return square - mean * mean;
    }
    case 'lognormal': {
      const spread = exp(law.sigma * law.sigma);
      return (spread - 1) * spread * exp(2 * law.mu);
    }
    case 'pareto': {
      const { shape, minimum } = law;
      if (shape <= 2) return Infinity;
      return (minimum * minimum * shape) / ((shape - 1) * (shape - 1) * (shape - 2));
    }
    // What is left is empirical: any other kind has no `values` and would not compile.
    default: {
      const mean = unshiftedMean(law);
      return (
        law.values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) /
        law.values.length
      );
    }
  }
}

/** The law of `factor` times a variate; `factor` positive. */
export function scaleLaw(law: Law, factor: number): Law {
  if (!(factor > 0))
    throw new RangeError(`a law can only be scaled by a positive factor, got ${factor}`);
  return law.shift === undefined
    ? scaleUnshifted(law, factor)
    : { ...scaleUnshifted(law, factor), shift: law.shift * factor };
}

function scaleUnshifted(law: Law, factor: number): Law {
  switch (law.kind) {
    case 'constant':
      return { ...law, value: law.value * factor };
    case 'uniform':
      return { ...law, low: law.low * factor, high: law.high * factor };
    case 'exponential':
    case 'erlang':
    case 'gamma':
      return { ...law, mean: law.mean * factor };
    case 'hyperexponential':
      return {
        ...law,
        branches: law.branches.map(({ probability, mean }) => ({
          probability,
          mean: mean * factor,
        })),
      };
    case 'lognormal':
      return { ...law, mu: law.mu + log(factor) };
    case 'pareto':
      return { ...law, minimum: law.minimum * factor };
    // What is left is empirical: any other kind has no `values` and would not compile.
    default:
      return { ...law, values: law.values.map((value) => value * factor) };
  }
}
