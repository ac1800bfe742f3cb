import { NS_PER_SECOND, assert } from '../../kernel/index.ts';

/** A rate per second at an instant; between points it follows a straight line. */
export interface RatePoint {
  readonly atNs: number;
  readonly ratePerSecond: number;
}

/**
 * A rate over time that follows straight lines between points, and the number of arrivals it
 * prescribes. Before the first point the rate is the first one's, after the last the last one's.
 * With a period the course from the first point on repeats: it begins anew a period after the
 * first point, the last rate holding until then.
 */
export class PiecewiseRate {
  readonly #firstNs: number;
  /** Points relative to the first one; with a period, a last one closes it. */
  readonly #offsetsNs: readonly number[];
  readonly #ratesPerNs: readonly number[];
  /** Arrivals from the first point to each. */
  readonly #areas: readonly number[];
  readonly #periodNs: number;
  /** Arrivals before the first point. */
  readonly #before: number;

  /** `points`: at least one, ascending in time, over no more than the period. */
  constructor(points: readonly RatePoint[], periodNs: number | null) {
    const first = points[0];
    assert(first !== undefined, 'a shape needs a point');
    this.#firstNs = first.atNs;
    this.#periodNs = periodNs ?? Infinity;
    const offsetsNs = points.map(({ atNs }) => atNs - first.atNs);
    const ratesPerNs = points.map(({ ratePerSecond }) => ratePerSecond / NS_PER_SECOND);
    if (periodNs !== null) {
      assert(offsetsNs.at(-1)! <= periodNs && periodNs > 0, 'a shape ends within its period');
      offsetsNs.push(periodNs);
      ratesPerNs.push(ratesPerNs.at(-1)!);
    }
    let area = 0;
    this.#areas = offsetsNs.map((offsetNs, i) => {
      if (i === 0) return 0;
      const lengthNs = offsetNs - offsetsNs[i - 1]!;
      assert(lengthNs >= 0, 'the points of a shape ascend in time');
      return (area += (lengthNs * (ratesPerNs[i - 1]! + ratesPerNs[i]!)) / 2);
    });
    this.#offsetsNs = offsetsNs;
    this.#ratesPerNs = ratesPerNs;
    this.#before = first.atNs * ratesPerNs[0]!;
  }

  /** Arrivals that the rate prescribes in [0, `atNs`): its integral. */
  expectedUntil(atNs: number): number {
    const sinceNs = atNs - this.#firstNs;
    if (sinceNs <= 0) return this.#before + sinceNs * this.#ratesPerNs[0]!;
    if (this.#periodNs === Infinity) return this.#before + this.#areaUntil(sinceNs);
    const rounds = Math.floor(sinceNs / this.#periodNs);
    const within = this.#areaUntil(sinceNs - rounds * this.#periodNs);
    return this.#before + rounds * this.#areas.at(-1)! + within;
  }

  /** The instant, unrounded, at which `arrivals` have been prescribed; Infinity if that never comes. */
  whenExpected(arrivals: number): number {
    const firstRate = this.#ratesPerNs[0]!;
    if (arrivals < this.#before) return arrivals / firstRate;
    const area = arrivals - this.#before;
    const roundArea = this.#areas.at(-1)!;
    if (this.#periodNs !== Infinity) {
      if (roundArea === 0) return Infinity;
      const rounds = Math.floor(area / roundArea);
      const withinNs = this.#offsetOf(area - rounds * roundArea);
      return this.#firstNs + rounds * this.#periodNs + withinNs;
    }
    if (area <= roundArea) return this.#firstNs + this.#offsetOf(area);
    const lastRate = this.#ratesPerNs.at(-1)!;
    if (lastRate === 0) return Infinity;
    return this.#firstNs + this.#offsetsNs.at(-1)! + (area - roundArea) / lastRate;
  }

  #areaUntil(offsetNs: number): number {
    const offsets = this.#offsetsNs;
    const next = firstAtLeast(offsets, offsetNs);
    if (next === offsets.length) {
      return this.#areas.at(-1)! + (offsetNs - offsets.at(-1)!) * this.#ratesPerNs.at(-1)!;
    }
    if (next === 0) return 0;
    const intoNs = offsetNs - offsets[next - 1]!;
    const rate = this.#ratesPerNs[next - 1]!;
    return this.#areas[next - 1]! + intoNs * (rate + (this.#slope(next - 1) * intoNs) / 2);
  }

  /** Inverse of the area: solves the quadratic of one line, in the form that never cancels. */
  #offsetOf(area: number): number {
    const next = Math.min(firstAtLeast(this.#areas, area), this.#areas.length - 1);
    if (next === 0) return 0;
    const line = next - 1;
    const rest = area - this.#areas[line]!;
    const rate = this.#ratesPerNs[line]!;
    const root = Math.sqrt(Math.max(0, rate * rate + 2 * this.#slope(line) * rest));
    const intoNs = rest === 0 ? 0 : (2 * rest) / (rate + root);
    return Math.min(this.#offsetsNs[line]! + intoNs, this.#offsetsNs[next]!);
  }

  #slope(line: number): number {
    const lengthNs = this.#offsetsNs[line + 1]! - this.#offsetsNs[line]!;
    return lengthNs === 0 ? 0 : (this.#ratesPerNs[line + 1]! - this.#ratesPerNs[line]!) / lengthNs;
  }
}

/** Position of the first of ascending `values` that is at least `wanted`; their number if none is. */
function firstAtLeast(values: readonly number[], wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
