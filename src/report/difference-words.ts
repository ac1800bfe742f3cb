import type { Difference, Estimate, MetricDifference, PointResult, Result } from '../plan/index.ts';
import { formatIn, formatMeasured } from './format-number.ts';

/** One metric of a pair of designs; undefined where they have none to compare. */
export function metricOf(
  { metrics }: Difference,
  name: MetricDifference['metric'],
): MetricDifference | undefined {
  return metrics.find(({ metric }) => metric === name);
}

/** `3.10 ± 0.20 ms less`, `no detectable difference (less than ±0.3 ms)`. */
export function differenceInWords({ difference, verdict, unit }: MetricDifference): string {
  const { value, low, high, tooShort } = difference;
  const size = inPoints(formatMeasured(absolute(difference), unit), unit);
  const direction = value < 0 ? 'less' : 'more';
  if (verdict === 'more' || verdict === 'less') return `${size} ${verdict}`;
  if (verdict === 'none') return nothing(low ?? 0, high ?? 0, unit);
  const reason =
    tooShort === undefined
      ? 'one replication tells no interval'
      : 'the run is too short to be sure';
  return value === 0 ? `none seen; ${reason}` : `${size} ${direction}; ${reason}`;
}

function nothing(low: number, high: number, unit: string): string {
  const farther = Math.max(Math.abs(low), Math.abs(high));
  if (farther === 0) return 'the same in every replication';
  // Two digits were meant: 1.3, not 1.30.
  const size = formatIn(roundedUp(farther), unit).replace(/(\.\d*?)0+(?!\d)/, '$1');
  return `no detectable difference (less than ±${inPoints(size.replace(/\.(?!\d)/, ''), unit)})`;
}

/** A difference between two percentages is no percentage of anything. */
function inPoints(text: string, unit: string): string {
  return unit === 'share' ? text.replace(/ ?%$/, ' percentage points') : text;
}

/** To two digits, upwards: what is said to be an upper bound must be one. */
function roundedUp(value: number): number {
  let step = 1;
  while (value / step >= 100) step *= 10;
  while (value / step < 10) step /= 10;
  // A value that already has two digits stays as it is, whatever the division leaves of it.
  return Math.ceil(Number((value / step).toPrecision(12))) * step;
}

function absolute(estimate: Estimate): Estimate {
  const { value, low, high } = estimate;
  if (value >= 0) return estimate;
  return { ...estimate, value: -value, low: negative(high), high: negative(low) };
}

function negative(end: number | null): number | null {
  return end === null ? null : -end;
}

/** How many times narrower pairing made the interval; null where that is not known. */
export function narrowingOf({ varianceReduction }: MetricDifference): number | null {
  return varianceReduction === null ? null : Math.sqrt(varianceReduction);
}

/** A design that could be chosen instead, and what it does differently. */
export interface Neighbour {
  readonly word: 'cheaper' | 'dearer';
  readonly design: string;
  /** The design that it is compared with. */
  readonly baseline: string;
  /** `$1,168 less a month`. */
  readonly cost: string;
  /** `p99 latency: 3.10 ± 0.20 ms more`. */
  readonly effect: string;
}

/**
 * The next cheaper and the next dearer of the designs that may be chosen, against the one that all
 * are compared with.
 */
export function neighboursOf(result: Result): readonly Neighbour[] {
  const first = result.differences[0];
  if (first === undefined) return [];
  const { baseline, load } = first;
  const points = result.stores.flatMap((store) =>
    store.points
      .filter((point) => point.load === load)
      .map((point) => ({ point, isEligible: store.eligible })),
  );
  const base = points.find(({ point }) => point.design === baseline)?.point;
  if (base === undefined) return [];
  const beyond = (sign: 1 | -1) =>
    points
      .filter(({ point, isEligible }) => isEligible && sign * costOver(point, base) > 0)
      .map(({ point }) => point)
      .sort((a, b) => sign * (costOver(a, base) - costOver(b, base)))[0];
  const neighbour = (word: Neighbour['word'], point: PointResult | undefined): Neighbour[] => {
    const difference = result.differences.find(({ design }) => design === point?.design);
    const cost = difference && metricOf(difference, 'cost');
    if (difference === undefined || cost === undefined) return [];
    const { design } = difference;
    const words = `${differenceInWords(cost)} a month`;
    return [{ word, design, baseline, cost: words, effect: effectOf(difference) }];
  };
  return [...neighbour('cheaper', beyond(-1)), ...neighbour('dearer', beyond(1))];
}

function costOver({ cost }: PointResult, base: PointResult): number {
  return cost.monthUsd - base.cost.monthUsd;
}

/** Success where it differs, since a latency of fewer calls says little; else the slowest 1 %. */
function effectOf(difference: Difference): string {
  const success = metricOf(difference, 'success');
  const p99 = metricOf(difference, 'p99 latency');
  if (success?.verdict === 'more' || success?.verdict === 'less') {
    return `success: ${differenceInWords(success)}`;
  }
  return p99 === undefined
    ? 'there is no latency to compare'
    : `p99 latency: ${differenceInWords(p99)}`;
}
