import { controlledMeanInterval, differenceInterval, meanInterval } from '../stats/index.ts';
import type { KnownControl } from './known-controls.ts';
import type { ByReplication, PercentileFigures } from './replication-figures.ts';
import type { Estimate } from './result.ts';
import type { MetricDifference } from './result-analysis.ts';

/**
 * From so many replications on, known controls correct a difference of means: with fewer, their
 * coefficients cost more than they bring. Fixed beforehand, whatever comes out narrower: who takes
 * the narrower of two intervals after a look gets one that is too narrow.
 */
const CONTROLLED_FROM = 20;

/** A percentile is the middle of a bucket at most 2^-8 of it wide: so much it may be off. */
const BUCKET_ERROR = 1 / 512;

/** Narrower than this, as a share of the intervals of both designs, is rounding. */
const ROUNDING = 1e-9;

interface Metric {
  readonly metric: string;
  readonly unit: string;
}

interface PairedFigure extends Metric {
  readonly baseline: ByReplication;
  readonly own: ByReplication;
}

/** Both values of the replications in which both designs have one, and which those are. */
interface Pairs {
  readonly baseline: readonly number[];
  readonly own: readonly number[];
  readonly kept: readonly number[];
}

/**
 * A figure that is a mean over replications. Corrected by `controls` where there are enough of
 * them. null where no replication has the figure in both designs.
 */
export function compareMeans(
  { metric, unit, baseline, own }: PairedFigure,
  level: number,
  controls: readonly KnownControl[] = [],
): MetricDifference | null {
  const pairs = pairsOf(baseline, own);
  if (pairs.kept.length === 0) return null;
  const difference =
    controls.length > 0 && pairs.kept.length >= CONTROLLED_FROM
      ? controlled(pairs, controls, level)
      : differenceInterval(pairs.own, pairs.baseline, level);
  return {
    metric,
    unit,
    baselineValue: meanInterval(pairs.baseline, level).value,
    value: meanInterval(pairs.own, level).value,
    difference,
    verdict: verdictOf(difference),
    varianceReduction: reductionOf(pairs, difference, level),
  };
}

/**
 * A percentile: the difference of those of all calls together, which are less biased than the
 * replications' own, with the half-width that the pairs give, but not less than the buckets of the
 * histograms can tell. No interval where either design's run is too short for one.
 */
export function comparePercentiles(
  { metric, unit }: Metric,
  baseline: PercentileFigures,
  own: PercentileFigures,
  level: number,
): MetricDifference | null {
  const pairs = pairsOf(baseline.ms, own.ms);
  if (pairs.kept.length === 0) return null;
  const paired = differenceInterval(pairs.own, pairs.baseline, level);
  const tooShort = own.tooShort ?? baseline.tooShort;
  const value = own.pooledMs - baseline.pooledMs;
  const difference: Estimate =
    tooShort === null
      ? atLeast(paired, value, (own.pooledMs + baseline.pooledMs) * BUCKET_ERROR)
      : { ...paired, value, low: null, high: null, tooShort };
  return {
    metric,
    unit,
    baselineValue: baseline.pooledMs,
    value: own.pooledMs,
    difference,
    verdict: verdictOf(difference),
    varianceReduction: tooShort === null ? reductionOf(pairs, paired, level) : null,
  };
}

/** A figure without noise. */
export function compareExactly(
  { metric, unit }: Metric,
  baselineValue: number,
  value: number,
  level: number,
): MetricDifference {
  const by = value - baselineValue;
  const difference = { value: by, low: by, high: by, level, method: 'exact' };
  const verdict = verdictOf(difference);
  return { metric, unit, baselineValue, value, difference, verdict, varianceReduction: null };
}

function pairsOf(baseline: ByReplication, own: ByReplication): Pairs {
  const kept = baseline.flatMap((value, index) =>
    value === null || own[index] === null ? [] : [index],
  );
  const pick = (values: ByReplication) => kept.map((index) => values[index]!);
  return { baseline: pick(baseline), own: pick(own), kept };
}

function controlled(
  { baseline, own, kept }: Pairs,
  controls: readonly KnownControl[],
  level: number,
): Estimate {
  const differences = own.map((value, i) => value - baseline[i]!);
  const interval = controlledMeanInterval(
    differences,
    controls.map(({ values, mean }) => ({ values: kept.map((index) => values[index]!), mean })),
    level,
  );
  const names = controls.map(({ name }) => name).join(' and ');
  return {
    ...interval,
    method: `paired, control variates (${names}), Student t over ${kept.length} replications`,
  };
}

/** Round `value`, with a half-width of at least `least`. */
function atLeast(interval: Estimate, value: number, least: number): Estimate {
  const half = halfOf(interval);
  if (half === null) return { ...interval, value };
  const wide = Math.max(half, least);
  return { ...interval, value, low: value - wide, high: value + wide };
}

function halfOf({ low, high }: Estimate): number | null {
  return low === null || high === null ? null : (high - low) / 2;
}

function verdictOf({ low, high }: Estimate): MetricDifference['verdict'] {
  if (low === null || high === null) return 'unknown';
  if (low > 0) return 'more';
  return high < 0 ? 'less' : 'none';
}

/**
 * Variances are as squared half-widths: those of independent runs add up. null where there is no
 * interval, or where every pair differs by the same.
 */
function reductionOf({ baseline, own }: Pairs, paired: Estimate, level: number): number | null {
  const halves = [meanInterval(baseline, level), meanInterval(own, level), paired].map(halfOf);
  const [ofBaseline = null, ofOwn = null, ofPairs = null] = halves;
  if (ofBaseline === null || ofOwn === null || ofPairs === null) return null;
  if (ofPairs <= (ofBaseline + ofOwn) * ROUNDING) return null;
  return (ofBaseline * ofBaseline + ofOwn * ofOwn) / (ofPairs * ofPairs);
}
