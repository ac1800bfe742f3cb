/**
 * Mean and variance of (N − Q)⁺ for N Poisson with mean `arrivals`: the requests that a fixed
 * window of quota `quota` refuses (model page, section 1.7). Summed from the mode outwards; good to
 * 1e-12 for the means used here, and independent of the program's own sum.
 */
export function refusedInWindow(
  arrivals: number,
  quota: number,
): { readonly mean: number; readonly variance: number } {
  const mode = Math.floor(arrivals);
  // ln(mode!) by its sum: at most 10,000 terms.
  let logOfMode = mode * Math.log(arrivals) - arrivals;
  for (let n = 2; n <= mode; n++) logOfMode -= Math.log(n);
  const span = Math.ceil(12 * Math.sqrt(arrivals)) + 20;
  const probability = new Map([[mode, Math.exp(logOfMode)]]);
  for (let n = mode + 1; n <= mode + span; n++) {
    probability.set(n, (probability.get(n - 1)! * arrivals) / n);
  }
  for (let n = mode - 1; n >= Math.max(0, mode - span); n--) {
    probability.set(n, (probability.get(n + 1)! * (n + 1)) / arrivals);
  }
  let mean = 0;
  let square = 0;
  for (const [n, p] of probability) {
    const refused = Math.max(0, n - quota);
    mean += p * refused;
    square += p * refused ** 2;
  }
  return { mean, variance: square - mean ** 2 };
}

/**
 * Attempts a second behind a quota with n attempts a call, a retry budget that is never empty and
 * retries spread evenly: each is refused with q = (1 − Q/λ)^(1/n), and the attempts are Q/(1 − q)
 * (model page, section 1.7).
 */
export function attemptsBehindQuota(
  callsPerSecond: number,
  quota: number,
  attempts: number,
): number {
  const refused = (1 - quota / callsPerSecond) ** (1 / attempts);
  return quota / (1 - refused);
}
