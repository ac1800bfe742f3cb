/** 99 % of the standard normal law lie below. */
const Z99 = 2.3263478740408408;

/** Sigma of the lognormal law with this median and 99th percentile. */
export function sigmaOf(median: number, p99: number): number {
  return Math.log(p99 / median) / Z99;
}

/** A lognormal law by its median and sigma. */
export interface Lognormal {
  readonly median: number;
  readonly sigma: number;
}

export function lognormalMean({ median, sigma }: Lognormal): number {
  return median * Math.exp(sigma ** 2 / 2);
}

/**
 * The law of a sum of independent times on a grid, by convolution: another way to the figures that
 * the program finds by drawing. `probability[i]` lies around `offset + i × step`, half a step to
 * either side; what is not there lies beyond the grid.
 */
export interface GridLaw {
  readonly step: number;
  readonly offset: number;
  readonly probability: Float64Array;
}

/** A lognormal law on a grid up to `limit`; each step by Simpson's rule. */
export function lognormalGrid(law: Lognormal, step: number, limit: number): GridLaw {
  const probability = Float64Array.from({ length: Math.ceil(limit / step) }, (_, i) => {
    const [low, middle, high] = [i, i + 0.5, i + 1].map((steps) => density(law, steps * step));
    return (step / 6) * (low! + 4 * middle! + high!);
  });
  return { step, offset: step / 2, probability };
}

function density({ median, sigma }: Lognormal, x: number): number {
  if (x === 0) return 0;
  const z = Math.log(x / median) / sigma;
  return Math.exp((-z * z) / 2) / (x * sigma * Math.sqrt(2 * Math.PI));
}

/** The law of a constant and independent times, on the grid of the first. */
export function sumOf(constant: number, laws: readonly GridLaw[]): GridLaw {
  const total = laws.reduce(convolve);
  return { ...total, offset: total.offset + constant };
}

function convolve(a: GridLaw, b: GridLaw): GridLaw {
  const length = Math.max(a.probability.length, b.probability.length);
  const probability = new Float64Array(length);
  a.probability.forEach((p, i) => {
    if (p < 1e-15) return;
    const last = Math.min(b.probability.length, length - i);
    for (let k = 0; k < last; k++) probability[i + k]! += p * b.probability[k]!;
  });
  return { step: a.step, offset: a.offset + b.offset, probability };
}

/** Probability of more than `x`. */
export function shareBeyond({ step, offset, probability }: GridLaw, x: number): number {
  const steps = (x - offset) / step + 0.5;
  const whole = Math.floor(steps);
  let below = 0;
  for (let i = 0; i < Math.min(whole, probability.length); i++) below += probability[i]!;
  below += (steps - whole) * (probability[whole] ?? 0);
  return 1 - below;
}

/** What the share `share` of the values does not exceed. */
export function gridPercentile({ step, offset, probability }: GridLaw, share: number): number {
  let below = 0;
  for (let i = 0; i < probability.length; i++) {
    const p = probability[i]!;
    if (below + p >= share) return offset + (i - 0.5 + (share - below) / p) * step;
    below += p;
  }
  throw new RangeError(`the grid ends before the share ${share}`);
}
