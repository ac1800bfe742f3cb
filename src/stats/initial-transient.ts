/** Observations that are averaged into one before the rule looks at them: the 5 of MSER-5. */
const BATCH = 5;
/** With fewer batches there is nothing to tell a transient from noise by. */
const LEAST_BATCHES = 10;

export interface InitialTransient {
  /** Observations to leave out from the start of the series. */
  readonly cut: number;
  /** False where the best cut lies at the end of what may be cut, or what is left still climbs or falls. */
  readonly isSettled: boolean;
}

/**
 * Where a series that starts out of its steady state should be cut: MSER-5 (K. P. White, Simulation
 * 69, 1997, 323–334; White, Cobb and Spratt, Winter Simulation Conference 2000). Of means of five
 * observations, the cut d minimises the sum of squares about the mean of what is left over (n − d)²,
 * the squared half-width of its interval up to a constant. Cuts in the second half are not trusted:
 * there the rule is known to chase the last few values. Throws a RangeError for under 50 values.
 */
export function initialTransient(series: readonly number[]): InitialTransient {
  const means = batchMeans(series);
  const batches = means.length;
  if (batches < LEAST_BATCHES) {
    throw new RangeError(`a cut needs ${LEAST_BATCHES * BATCH} values, got ${series.length}`);
  }
  const last = Math.floor(batches / 2);
  let best = 0;
  let bestStatistic = Infinity;
  let sum = 0;
  let squares = 0;
  // From the end backwards, so that each cut adds one value; on a tie the shorter cut wins.
  for (let cut = batches - 1; cut >= 0; cut--) {
    const value = means[cut]! - means[batches - 1]!; // shifted: no cancellation on flat series
    sum += value;
    squares += value * value;
    const left = batches - cut;
    const statistic = Math.max(0, squares - (sum * sum) / left) / (left * left);
    if (cut <= last && statistic <= bestStatistic) {
      best = cut;
      bestStatistic = statistic;
    }
  }
  return { cut: best * BATCH, isSettled: best < last && !hasTrend(means.slice(best)) };
}

/** Pieces that a rest is cut into to look for a trend; long ones are nearly independent. */
const PIECES = 8;
/** Student's t of the slope, 6 degrees of freedom: a flat rest passes it once in 200. */
const STEEP = 4.3;

/** Whether the means of equal pieces lie on a slope that their scatter does not explain. */
function hasTrend(values: readonly number[]): boolean {
  const length = Math.floor(values.length / PIECES);
  if (length === 0) return false;
  const pieces = Array.from({ length: PIECES }, (_, piece) => {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += values[values.length - (piece + 1) * length + i]!;
    return sum / length;
  });
  const middle = (PIECES - 1) / 2;
  const mean = pieces.reduce((sum, value) => sum + value, 0) / PIECES;
  let spread = 0;
  let rise = 0;
  pieces.forEach((value, piece) => {
    spread += (piece - middle) * (piece - middle);
    rise += (piece - middle) * (value - mean);
  });
  const slope = rise / spread;
  let residual = 0;
  pieces.forEach((value, piece) => {
    const off = value - mean - slope * (piece - middle);
    residual += off * off;
  });
  const error = Math.sqrt(residual / (PIECES - 2) / spread);
  return Math.abs(slope) > STEEP * error && Math.abs(slope) > 1e-9 * Math.abs(mean);
}

function batchMeans(series: readonly number[]): number[] {
  return Array.from({ length: Math.floor(series.length / BATCH) }, (_, batch) => {
    let sum = 0;
    for (let i = 0; i < BATCH; i++) sum += series[batch * BATCH + i]!;
    return sum / BATCH;
  });
}
