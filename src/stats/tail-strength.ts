/**
 * How many values beyond a percentile one replication holds, counted as if they were independent
 * of each other: the mean number beyond over its index of dispersion across replications. A queue
 * puts its slowest calls side by side, so that a thousand of them may tell as much as ten. The
 * estimate of a percentile in one replication has a relative error of about one over the root of
 * this number on the scale of the tail's probability.
 *
 * `beyond`: values beyond the common percentile in each of two or more replications. Dispersion
 * below that of independent calls (1) comes from chance or from a short recording, and counts as 1.
 * Throws a RangeError for fewer than two replications.
 */
export function independentTailCount(beyond: readonly number[]): number {
  const count = beyond.length;
  if (count < 2) throw new RangeError('dispersion needs two replications or more');
  const mean = beyond.reduce((sum, value) => sum + value, 0) / count;
  if (mean === 0) return 0;
  const squares = beyond.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return mean / Math.max(1, squares / (count - 1) / mean);
}
