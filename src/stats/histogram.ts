/** How every percentile of a histogram is read, for the foot of a report. */
export const PERCENTILE_RULE =
  'Nearest rank: the smallest recorded value that at least the given share of values does not exceed, read from buckets 2^-8 of an octave wide (at most 0.2 % off; minimum and maximum exact).';

/** A histogram as JSON-safe data; only buckets that hold something are listed. */
export interface HistogramData {
  readonly subBits: number;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  /** Bucket numbers, ascending, each as the step from the one before (the first from 0). */
  readonly steps: readonly number[];
  /** Values in each of these buckets. */
  readonly counts: readonly number[];
}

/** Values from 2^50 on (13 days in nanoseconds) share the last bucket. */
const OCTAVES = 50;
const LARGEST_SUB_BITS = 16;

const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
double[0] = 1;
/** Index of the word that holds sign, exponent and the leading bits of the fraction. */
const HIGH = words[1] === 0 ? 0 : 1;
const EXPONENT_BIAS = 1023;
const FRACTION_BITS_IN_HIGH = 20;

/**
 * A histogram of values from 0 on, such as nanoseconds. Each octave [2^e, 2^(e+1)) is cut into
 * 2^subBits buckets of equal width, found from the bits of the double without a logarithm. A
 * bucket's midpoint is at most 2^-(subBits + 1) of a value away from any value in it: 0.2 % for
 * the default of 8. Values below 1 share bucket 0, values from 2^50 on the last; count, sum, min
 * and max are exact (the sum while it stays below 2^53). Histograms merge without loss.
 */
export class LogLinearHistogram {
  readonly subBits: number;
  readonly #shift: number;
  readonly #offset: number;
  readonly #counts: Float64Array;
  #count = 0;
  #sum = 0;
  #min = Infinity;
  #max = 0;

  /** `subBits` 1 to 16; memory is 400 × 2^subBits bytes. Throws a RangeError outside. */
  constructor(subBits = 8) {
    if (!Number.isInteger(subBits) || subBits < 1 || subBits > LARGEST_SUB_BITS) {
      throw new RangeError(`subBits must be a whole number from 1 to 16, got ${subBits}`);
    }
    this.subBits = subBits;
    this.#shift = FRACTION_BITS_IN_HIGH - subBits;
    this.#offset = (EXPONENT_BIAS << subBits) - 1;
    this.#counts = new Float64Array((OCTAVES << subBits) + 2);
  }

  get count(): number {
    return this.#count;
  }

  get sum(): number {
    return this.#sum;
  }

  /** Smallest value recorded; 0 when empty. */
  get min(): number {
    // A recorded −0 reads as 0.
    return this.#count === 0 ? 0 : this.#min + 0;
  }

  /** Largest value recorded; 0 when empty. */
  get max(): number {
    return this.#max;
  }

  /** 0 when empty. */
  get mean(): number {
    return this.#count === 0 ? 0 : this.#sum / this.#count;
  }

  /** Records one value. Throws a RangeError for a negative value or NaN. */
  record(value: number): void {
    const bucket = this.#bucketOf(value);
    this.#counts[bucket]!++;
    this.#count++;
    this.#sum += value;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /**
   * The percentile of `share` (0 to 1) by nearest rank: the midpoint of the first bucket up to
   * which at least share × count values lie, kept within [min, max]. The first rank gives min, the
   * last max. 0 when empty. Throws a RangeError for a share outside 0 to 1.
   */
  percentile(share: number): number {
    return this.curve([share])[0]!;
  }

  /** The percentiles of `shares`, in their order; one pass over the buckets if they ascend. */
  curve(shares: readonly number[]): number[] {
    let bucket = -1;
    let below = 0;
    let rankBefore = 0;
    return shares.map((share) => {
      const rank = this.#rankOf(share);
      if (rank <= 1) return this.min;
      if (rank >= this.#count) return this.#max;
      if (rank < rankBefore) {
        bucket = -1;
        below = 0;
      }
      rankBefore = rank;
      while (below < rank) below += this.#counts[++bucket]!;
      return Math.min(this.#max, Math.max(this.#min, this.#midpoint(bucket)));
    });
  }

  /** Values in buckets above that of `limit`: those that exceed it by more than a bucket's width. */
  countAbove(limit: number): number {
    if (this.#count === 0 || limit >= this.#max) return 0;
    if (limit < this.#min) return this.#count;
    let above = 0;
    const last = this.#bucketOf(this.#max);
    for (let bucket = this.#bucketOf(limit) + 1; bucket <= last; bucket++) {
      above += this.#counts[bucket]!;
    }
    return above;
  }

  /** Adds the values of `other`. Throws a RangeError if its buckets have another width. */
  merge(other: LogLinearHistogram): void {
    if (other.subBits !== this.subBits) {
      throw new RangeError(`cannot merge ${other.subBits} sub-bits into ${this.subBits}`);
    }
    if (other.#count === 0) return;
    const last = other.#bucketOf(other.#max);
    for (let bucket = other.#bucketOf(other.#min); bucket <= last; bucket++) {
      this.#counts[bucket]! += other.#counts[bucket]!;
    }
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
  }

  /** Empties the histogram. */
  reset(): void {
    if (this.#count > 0) {
      this.#counts.fill(0, this.#bucketOf(this.#min), this.#bucketOf(this.#max) + 1);
    }
    this.#count = 0;
    this.#sum = 0;
    this.#min = Infinity;
    this.#max = 0;
  }

  toJSON(): HistogramData {
    const steps: number[] = [];
    const counts: number[] = [];
    let before = 0;
    this.#counts.forEach((held, bucket) => {
      if (held === 0) return;
      steps.push(bucket - before);
      counts.push(held);
      before = bucket;
    });
    const { subBits, count, sum, min, max } = this;
    return { subBits, count, sum, min, max, steps, counts };
  }

  /** The histogram that `toJSON` wrote. Throws a RangeError if the data do not add up. */
  static fromJSON(data: HistogramData): LogLinearHistogram {
    const histogram = new LogLinearHistogram(data.subBits);
    histogram.mergeData(data);
    return histogram;
  }

  /**
   * Adds the values of a histogram that `toJSON` wrote, without making one of it. Throws a
   * RangeError if its buckets have another width or the data do not add up.
   */
  mergeData(data: HistogramData): void {
    const { subBits, count, sum, min, max, steps, counts } = data;
    if (subBits !== this.subBits) {
      throw new RangeError(`cannot merge ${subBits} sub-bits into ${this.subBits}`);
    }
    let bucket = 0;
    let total = 0;
    for (let i = 0; i < steps.length; i++) {
      bucket += steps[i]!;
      const held = counts[i] ?? NaN;
      total += held;
      if (!(bucket < this.#counts.length)) total = NaN;
      this.#counts[bucket]! += held;
    }
    if (total !== count || steps.length !== counts.length) {
      throw new RangeError(`histogram data hold ${total} values but say ${count}`);
    }
    if (total === 0) return;
    this.#count += total;
    this.#sum += sum;
    this.#min = Math.min(this.#min, min);
    this.#max = Math.max(this.#max, max);
  }

  #bucketOf(value: number): number {
    if (value >= 1) {
      double[0] = value;
      const bucket = (words[HIGH]! >> this.#shift) - this.#offset;
      const last = this.#counts.length - 1;
      return bucket < last ? bucket : last;
    }
    if (value >= 0) return 0;
    throw new RangeError(`a histogram takes values from 0 on, got ${value}`);
  }

  #midpoint(bucket: number): number {
    if (bucket === 0) return 0;
    double[0] = 0;
    words[HIGH] = (bucket + this.#offset) << this.#shift;
    const lower = double[0];
    words[HIGH] = (bucket + 1 + this.#offset) << this.#shift;
    return (lower + double[0]) / 2;
  }

  #rankOf(share: number): number {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`a share is 0 to 1, got ${share}`);
    // 0.07 × 100 is a little over 7 in doubles; the factor keeps such products at rank 7.
    return Math.ceil(share * this.#count * (1 - 2 ** -51));
  }
}
