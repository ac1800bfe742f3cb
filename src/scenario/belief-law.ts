import { exp, log, standardNormalQuantile } from '../kernel/index.ts';
import type { BeliefLaw } from '../plan/index.ts';

/** What is believed of a number, in its unit. */
export interface BelievedNumber {
  readonly law: BeliefLaw;
  readonly median: number;
  /** Between these lies what is believed: all of it, or 90 of 100 cases where it has no ends. */
  readonly low: number;
  readonly high: number;
}

/** A law by its quantiles becomes so many equally likely values. */
const QUANTILES = 200;
/** Up to so many whole numbers are listed one by one. */
const MOST_LISTED = 1000;

/** Every value equally likely. `isWhole`: every whole number. */
export function evenly(low: number, high: number, isWhole: boolean): BelievedNumber {
  if (!isWhole) {
    return { law: { kind: 'uniform', low, high }, median: (low + high) / 2, low, high };
  }
  const count = high - low + 1;
  const values =
    count <= MOST_LISTED
      ? Array.from({ length: count }, (_, index) => low + index)
      : listed((p) => low + p * (high - low), true);
  return { law: { kind: 'empirical', values }, median: middleOf(values), low, high };
}

/** Rising in a straight line from `low` to `mode`, and falling to `high`. */
export function triangular(
  low: number,
  mode: number,
  high: number,
  isWhole: boolean,
): BelievedNumber {
  const quantile = (p: number) => triangularQuantile(low, mode, high, p);
  const values = listed(quantile, isWhole);
  const median = isWhole ? middleOf(values) : quantile(0.5);
  return { law: { kind: 'empirical', values }, median, low, high };
}

/** Lognormal, by its median and the value `upper` that the share `share` lies below. */
export function about(
  median: number,
  share: number,
  upper: number,
  isWhole: boolean,
): BelievedNumber {
  const mu = log(median);
  const sigma = log(upper / median) / standardNormalQuantile(share);
  const quantile = (p: number) => exp(mu + sigma * standardNormalQuantile(p));
  return {
    law: isWhole
      ? { kind: 'empirical', values: listed(quantile, true) }
      : { kind: 'lognormal', mu, sigma },
    median,
    low: quantile(0.05),
    high: quantile(0.95),
  };
}

/** The inverse of the distribution function, which is a square on both sides of the mode. */
function triangularQuantile(low: number, mode: number, high: number, p: number): number {
  return p * (high - low) < mode - low
    ? low + Math.sqrt(p * (high - low) * (mode - low))
    : high - Math.sqrt((1 - p) * (high - low) * (high - mode));
}

/** The middles of equally likely strata, ascending. */
function listed(quantile: (p: number) => number, isWhole: boolean): readonly number[] {
  return Array.from({ length: QUANTILES }, (_, index) => {
    const value = quantile((index + 0.5) / QUANTILES);
    return isWhole ? Math.round(value) : value;
  });
}

function middleOf(values: readonly number[]): number {
  return values[Math.ceil(values.length / 2) - 1]!;
}
