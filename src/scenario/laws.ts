import { exp, log, standardNormalQuantile, type Law } from '../kernel/index.ts';
import { formatDuration, formatNumber } from './units.ts';

/** Parameters of a law as a scenario gives them: times in ns, the others pure numbers. */
export type LawParameters = Readonly<Record<string, number>>;

/** A law, or the sentence that says what its parameters should be. */
export type LawOrReason = Law | string;

/** Percentiles that can stand beside the median of a lognormal law. */
export const LAW_PERCENTILES: Readonly<Record<string, number>> = {
  p75: 0.75,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
  'p99.9': 0.999,
};

/** Parameters that are pure numbers; all others are times. */
const PURE = new Set(['shape', 'cv', 'cv2', 'sigma', 'probability']);

/**
 * The law of `kind` with its parameters, `shift` included. Lognormal: mu = ln median, sigma =
 * ln(percentile / median) / z; from mean and cv, sigma^2 = ln(1 + cv^2) and mu = ln mean −
 * sigma^2 / 2. Gamma: shape = 1 / cv^2. Hyperexponential: two branches with balanced means,
 * p = (1 + sqrt((cv^2 − 1) / (cv^2 + 1))) / 2 and means mean / 2p (Whitt 1982).
 */
export function lawOf(kind: string, parameters: LawParameters): LawOrReason {
  const { shift, ...own } = parameters;
  const law = unshifted(kind, own);
  return typeof law === 'string' || shift === undefined ? law : { ...law, shift };
}

function unshifted(kind: string, own: LawParameters): LawOrReason {
  const has = (...names: string[]) =>
    Object.keys(own).length === names.length && names.every((name) => own[name] !== undefined);
  const at = (name: string) => own[name]!;
  switch (kind) {
    case 'exponential':
      if (!has('mean')) return 'takes { mean }';
      return positive(own, ['mean']) ?? { kind, mean: at('mean') };
    case 'erlang':
      if (!has('shape', 'mean')) return 'takes { shape, mean }';
      if (!Number.isInteger(at('shape'))) return 'needs a whole number as its shape';
      return positive(own, ['shape', 'mean']) ?? { kind, shape: at('shape'), mean: at('mean') };
    case 'hyperexponential':
      return hyperexponential(own, has('mean', 'cv2'));
    case 'gamma':
      return gamma(own, has);
    case 'lognormal':
      return lognormal(own, has);
    case 'uniform':
      if (!has('low', 'high')) return 'takes { low, high }';
      if (at('low') > at('high')) return 'needs its low not above its high';
      return { kind, low: at('low'), high: at('high') };
    case 'pareto':
      if (!has('minimum', 'shape')) return 'takes { minimum, shape }';
      if (at('shape') <= 1) return 'needs a shape above 1, or its mean is infinite';
      return positive(own, ['minimum']) ?? { kind, minimum: at('minimum'), shape: at('shape') };
    default:
      return 'is not a law of time';
  }
}

function positive(own: LawParameters, names: readonly string[]): string | undefined {
  const bad = names.find((name) => !(own[name]! > 0));
  return bad === undefined ? undefined : `needs its ${bad} above zero`;
}

function hyperexponential(own: LawParameters, isComplete: boolean): LawOrReason {
  if (!isComplete) return 'takes { mean, cv2 } or { branches: [{ probability, mean }, …] }';
  const { mean = 0, cv2 = 0 } = own;
  if (cv2 < 1) return 'needs cv2 (variance over squared mean) of at least 1; below, use erlang';
  const p = (1 + Math.sqrt((cv2 - 1) / (cv2 + 1))) / 2;
  return (
    positive(own, ['mean']) ?? {
      kind: 'hyperexponential',
      branches: [
        { probability: p, mean: mean / (2 * p) },
        { probability: 1 - p, mean: mean / (2 * (1 - p)) },
      ],
    }
  );
}

function gamma(own: LawParameters, has: (...names: string[]) => boolean): LawOrReason {
  const { mean = 0, cv = 0, shape = 0, scale = 0 } = own;
  if (has('mean', 'cv')) {
    return positive(own, ['mean', 'cv']) ?? { kind: 'gamma', shape: 1 / (cv * cv), mean };
  }
  if (has('shape', 'mean')) {
    return positive(own, ['shape', 'mean']) ?? { kind: 'gamma', shape, mean };
  }
  if (has('shape', 'scale')) {
    return positive(own, ['shape', 'scale']) ?? { kind: 'gamma', shape, mean: shape * scale };
  }
  return 'takes { mean, cv }, { shape, mean } or { shape, scale }';
}

function lognormal(own: LawParameters, has: (...names: string[]) => boolean): LawOrReason {
  const { mean = 0, cv = 0, median = 0, sigma = 0 } = own;
  if (has('mean', 'cv')) return positive(own, ['mean']) ?? lognormalByMean(mean, cv);
  if (has('median', 'sigma')) {
    return positive(own, ['median']) ?? { kind: 'lognormal', mu: log(median), sigma };
  }
  const name = Object.keys(LAW_PERCENTILES).find((each) => has('median', each));
  if (name === undefined)
    return 'takes { median, p99 } (or p75, p90, p95), { mean, cv } or { median, sigma }';
  const bad = positive(own, ['median']);
  if (bad !== undefined) return bad;
  const high = own[name]!;
  if (high < median) return `needs its ${name} not below its median`;
  const z = standardNormalQuantile(LAW_PERCENTILES[name]!);
  return { kind: 'lognormal', mu: log(median), sigma: log(high / median) / z };
}

/** The lognormal law with this mean (ns) and coefficient of variation. */
export function lognormalByMean(mean: number, cv: number): Law {
  const variance = log(1 + cv * cv);
  return { kind: 'lognormal', mu: log(mean) - variance / 2, sigma: Math.sqrt(variance) };
}

/** The parameters of a fact's written law, its times scaled from the fact's unit to ns. */
export function inNanoseconds(parameters: LawParameters, nsPerUnit: number): LawParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      PURE.has(name) ? value : value * nsPerUnit,
    ]),
  );
}

/** A law in ns as text for people: `250 ms`, `lognormal, p50 3.4 ms, p99 23 ms`. */
export function describeLaw(law: Law): string {
  const words = withoutShift(law);
  return law.shift === undefined ? words : `${words}, shifted by ${time(law.shift)}`;
}

function withoutShift(law: Law): string {
  switch (law.kind) {
    case 'constant':
      return time(law.value);
    case 'uniform':
      return `uniform, ${time(law.low)} to ${time(law.high)}`;
    case 'exponential':
      return `exponential, mean ${time(law.mean)}`;
    case 'erlang':
    case 'gamma':
      return `${law.kind}, shape ${formatNumber(law.shape)}, mean ${time(law.mean)}`;
    case 'hyperexponential': {
      const branches = law.branches.map(
        ({ probability, mean }) => `${formatNumber(probability)} of mean ${time(mean)}`,
      );
      return `hyperexponential, ${branches.join(', ')}`;
    }
    case 'lognormal': {
      const p99 = exp(law.mu + law.sigma * standardNormalQuantile(0.99));
      return `lognormal, p50 ${time(exp(law.mu))}, p99 ${time(p99)}`;
    }
    case 'pareto':
      return `pareto, minimum ${time(law.minimum)}, shape ${formatNumber(law.shape)}`;
    default:
      return `empirical, ${law.values.length} values`;
  }
}

/** Three decimals of its unit are enough for people. */
function time(ns: number): string {
  return formatDuration(ns < 1 ? ns : Number(ns.toPrecision(6)));
}
