import { LogLinearHistogram, type HistogramData } from '../../stats/index.ts';
import type { TailDispersion } from '../run-result.ts';

/** Equal parts of the measured time, by when calls were due. */
const BATCHES = 20;
/** So many neighbouring batches are looked at as one, so that a cluster of slow calls fits in. */
const TOGETHER = 4;

/** Shares at which the clustering of slow calls is measured. */
const SHARES: readonly number[] = [0.5, 0.9, 0.95, 0.99, 0.999, 0.9999];

/**
 * Latencies of successful calls batch by batch: how slow calls cluster, and the values of one long
 * run as if they were those of several.
 */
export class LatencyBatches {
  readonly #startNs: number;
  readonly #lengthNs: number;
  readonly #batches: (LogLinearHistogram | undefined)[] = Array.from({ length: BATCHES });

  constructor(startNs: number, durationNs: number) {
    this.#startNs = startNs;
    this.#lengthNs = Math.max(1, durationNs / BATCHES);
  }

  record(dueNs: number, latencyNs: number): void {
    const batch = Math.min(BATCHES - 1, Math.floor((dueNs - this.#startNs) / this.#lengthNs));
    (this.#batches[batch] ??= new LogLinearHistogram()).record(latencyNs);
  }

  data(): HistogramData[] {
    return Array.from(this.#batches, (batch) => (batch ?? new LogLinearHistogram()).toJSON());
  }

  /** Index of dispersion of the numbers of calls beyond each percentile: 1 for independent calls. */
  tailDispersion(): TailDispersion[] {
    const whole = new LogLinearHistogram();
    for (const batch of this.#batches) if (batch !== undefined) whole.merge(batch);
    const limits = whole.curve(SHARES);
    return SHARES.map((share, index) => ({
      share,
      dispersion: this.#dispersionBeyond(limits[index]!),
      calls: whole.count,
    }));
  }

  #dispersionBeyond(limitNs: number): number {
    const counts: number[] = Array.from({ length: BATCHES / TOGETHER }, () => 0);
    this.#batches.forEach((batch, index) => {
      counts[Math.floor(index / TOGETHER)]! += batch?.countAbove(limitNs) ?? 0;
    });
    const mean = counts.reduce((sum, value) => sum + value, 0) / counts.length;
    if (mean === 0) return 1;
    const squares = counts.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    return squares / (counts.length - 1) / mean;
  }
}
