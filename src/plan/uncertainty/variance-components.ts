/** What of the spread of a figure comes from the inputs, and what from chance. */
export interface VarianceComponents {
  /** Standard deviation that the inputs alone give, 0 or more. */
  readonly inputDeviation: number;
  /** Standard deviation of one replication at given inputs. */
  readonly noiseDeviation: number;
}

/**
 * One-way random-effects analysis of variance: the mean square within the draws is the variance of
 * chance; the mean square between them, less that within, over the replications of a draw, is the
 * variance from the inputs (not below 0, where chance covers it). Searle, Casella and McCulloch
 * (1992), Variance Components, section 3.5. It asks for draws that are independent of each other:
 * each must have seeds of its own.
 *
 * `draws`: one list of values for each, all of the same length, 2 or more. null for fewer than two
 * draws.
 */
export function varianceComponents(
  draws: readonly (readonly number[])[],
): VarianceComponents | null {
  const replications = draws[0]?.length ?? 0;
  if (draws.length < 2 || replications < 2) return null;
  const means = draws.map(mean);
  const centre = mean(means);
  const between = (replications * squares(means, centre)) / (draws.length - 1);
  const within =
    draws.reduce((sum, values, draw) => sum + squares(values, means[draw]!), 0) /
    (draws.length * (replications - 1));
  return {
    inputDeviation: Math.sqrt(Math.max(0, between - within) / replications),
    noiseDeviation: Math.sqrt(within),
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squares(values: readonly number[], centre: number): number {
  return values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
}
