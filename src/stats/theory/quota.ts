import { checkPositive } from './erlang.ts';

/** Weights this far below the largest change nothing in a sum of doubles. */
const NEGLIGIBLE = 1e-300;

/**
 * Share of Poisson arrivals that a fixed-window quota refuses: E[(N − Q)⁺] / λ for N Poisson with
 * mean `arrivalsPerWindow`, when every window admits its first `quotaPerWindow` (a whole number)
 * and nothing is tried again. Follows from counting the refused arrivals of one window.
 *
 * The probabilities are summed from the mode outwards with weights relative to it, all positive:
 * no cancellation and no overflow; the relative error is about 1e-12 for a mean of 100,000. Shares
 * below about 1e-300 come out as 0.
 */
export function poissonThrottledShare(arrivalsPerWindow: number, quotaPerWindow: number): number {
  return windowFigures(arrivalsPerWindow, quotaPerWindow).refused / arrivalsPerWindow;
}

/** Share of windows in which such a quota refuses anything: P(N > Q). */
export function poissonFullWindowShare(arrivalsPerWindow: number, quotaPerWindow: number): number {
  return windowFigures(arrivalsPerWindow, quotaPerWindow).full;
}

/** Of one window: mean number refused, and probability that some are. */
function windowFigures(
  arrivalsPerWindow: number,
  quotaPerWindow: number,
): { readonly refused: number; readonly full: number } {
  checkPositive('arrivalsPerWindow', arrivalsPerWindow);
  if (!Number.isInteger(quotaPerWindow) || quotaPerWindow < 0) {
    throw new RangeError(`quotaPerWindow is a whole number from 0 on, got ${quotaPerWindow}`);
  }
  const mode = Math.floor(arrivalsPerWindow);
  let total = 0;
  let refused = 0;
  let full = 0;
  const take = (n: number, weight: number): void => {
    total += weight;
    if (n <= quotaPerWindow) return;
    full += weight;
    refused += weight * (n - quotaPerWindow);
  };
  let weight = 1;
  for (let n = mode; weight > NEGLIGIBLE; n++) {
    take(n, weight);
    weight *= arrivalsPerWindow / (n + 1);
  }
  weight = mode / arrivalsPerWindow;
  for (let n = mode - 1; n >= 0 && weight > NEGLIGIBLE; n--) {
    take(n, weight);
    weight *= n / arrivalsPerWindow;
  }
  return { refused: refused / total, full: full / total };
}
