/**
 * A probability law as plain data. The unit of its values is the caller's (the model uses
 * nanoseconds). `shift` adds a constant to every draw; it is not part of `mean` below.
 */
export type Law = (
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** Sum of `shape` (a positive integer) independent exponentials; `mean` is that of the sum. */
  | { readonly kind: 'erlang'; readonly shape: number; readonly mean: number }
  /** With `probability` of a branch, an exponential with that branch's mean. Probabilities sum to 1. */
  | {
      readonly kind: 'hyperexponential';
      readonly branches: readonly { readonly probability: number; readonly mean: number }[];
    }
  | { readonly kind: 'gamma'; readonly shape: number; readonly mean: number }
  /** exp(mu + sigma Z), Z standard normal; `mu` is the natural logarithm of the median. */
  | { readonly kind: 'lognormal'; readonly mu: number; readonly sigma: number }
  /** P(X > x) = (minimum / x)^shape for x >= minimum. */
  | { readonly kind: 'pareto'; readonly minimum: number; readonly shape: number }
  /** Each of the values with the same probability. */
  | { readonly kind: 'empirical'; readonly values: readonly number[] }
) & { readonly shift?: number };
