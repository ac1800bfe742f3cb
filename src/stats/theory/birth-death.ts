/** Larger weights are scaled down, long before they overflow. */
const SCALE_AT = 1e250;

/**
 * Shares of time in states 0 to `last` of a birth–death chain in equilibrium: share(n) is
 * proportional to the product of birthRate(i − 1) / deathRate(i) over i = 1 to n (Gross et al.,
 * "Fundamentals of Queueing Theory", 4th ed., section 2.1). deathRate(n) must be positive for
 * n >= 1.
 */
export function birthDeathShares(
  last: number,
  birthRate: (state: number) => number,
  deathRate: (state: number) => number,
): Float64Array {
  const weights = new Float64Array(last + 1);
  weights[0] = 1;
  for (let n = 1; n <= last; n++) {
    const weight = (weights[n - 1]! * birthRate(n - 1)) / deathRate(n);
    weights[n] = weight;
    if (weight > SCALE_AT) {
      for (let i = 0; i <= n; i++) weights[i]! /= weight;
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** The mean state. */
export function meanState(shares: Float64Array): number {
  return shares.reduce((sum, share, n) => sum + n * share, 0);
}
