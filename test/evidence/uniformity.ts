export interface Uniformity {
  readonly count: number;
  /** Largest distance of the distribution function of the values from that of the uniform law. */
  readonly distance: number;
  /** Chance of such a distance or a larger one, if the values are uniform. */
  readonly pValue: number;
}

/**
 * Kolmogorov and Smirnov's test that independent values come from the uniform law on (0, 1). The
 * p-value is that of the limiting law, with M. A. Stephens's correction for few values (1970, "Use
 * of the Kolmogorov-Smirnov, Cramér-von Mises and related statistics without extensive tables").
 */
export function uniformity(values: readonly number[]): Uniformity {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  const distance = sorted.reduce(
    (largest, value, i) => Math.max(largest, value - i / count, (i + 1) / count - value),
    0,
  );
  const root = Math.sqrt(count);
  return { count, distance, pValue: kolmogorovTail((root + 0.12 + 0.11 / root) * distance) };
}

/** P(K > x) of Kolmogorov's law: 2 Σ (−1)^(k − 1) e^(−2k²x²); 1 below 0.2, to 12 digits. */
function kolmogorovTail(x: number): number {
  if (x < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}
