import { NS_PER_MS, NS_PER_SECOND } from '../kernel/index.ts';
import { Phase } from '../model/index.ts';
import { LogLinearHistogram } from '../stats/index.ts';
import { ALL_CALLS, selectGroup } from './groups.ts';
import type { PointResult, TooShort } from './result.ts';
import type { RunResult } from './run-result.ts';

/** One value for each replication; null where it has none. */
export type ByReplication = readonly (number | null)[];

/** What of a design is compared with another, replication by replication. */
export interface ReplicationFigures {
  /** null where the design has no latency: calls pile up, or none succeeded. */
  readonly latency: LatencyFigures | null;
  readonly successShare: ByReplication;
  readonly throttledShare: ByReplication;
  readonly throughputPerSecond: ByReplication;
}

/** Of calls due before the first fault, or of all where there is none. */
interface LatencyFigures {
  readonly meanMs: ByReplication;
  readonly p50: PercentileFigures;
  readonly p99: PercentileFigures;
  readonly p99Added: PercentileFigures;
}

export interface PercentileFigures {
  readonly ms: ByReplication;
  /** Of the calls of all replications together. */
  readonly pooledMs: number;
  /** Present where the design's own percentile is too short for an interval. */
  readonly tooShort: TooShort | null;
}

/** Reads each run once and keeps numbers only: histograms of many replications fill the memory. */
export function replicationFigures(
  point: Pick<PointResult, 'phases' | 'latencyMs' | 'addedLatencyMs'>,
  runs: readonly RunResult[],
): ReplicationFigures {
  const successShare: (number | null)[] = [];
  const throttledShare: (number | null)[] = [];
  const throughputPerSecond: (number | null)[] = [];
  const before = point.phases['before'];
  const isFaulty = before !== undefined && before.calls.offered > 0;
  const { latencyMs, addedLatencyMs } = isFaulty ? before : point;
  const hasLatency = latencyMs.growthPerSecond === null && latencyMs.count > 0;
  const meanMs: (number | null)[] = [];
  const p50 = new PercentileReader(0.5, latencyMs.percentiles['p50']?.tooShort);
  const p99 = new PercentileReader(0.99, latencyMs.percentiles['p99']?.tooShort);
  const p99Added = new PercentileReader(0.99, addedLatencyMs.percentiles['p99']?.tooShort);
  for (const run of runs) {
    const all = selectGroup(run, ALL_CALLS);
    const { offered, succeeded, throttled, answered } = all.counts;
    successShare.push(offered === 0 ? null : succeeded / offered);
    throttledShare.push(offered === 0 ? null : throttled / offered);
    throughputPerSecond.push((answered * NS_PER_SECOND) / all.measuredNs);
    const calm = isFaulty ? selectGroup(run, { ...ALL_CALLS, group: Phase.before }) : all;
    meanMs.push(calm.success.count === 0 ? null : calm.success.mean / NS_PER_MS);
    p50.read(calm.success);
    p99.read(calm.success);
    p99Added.read(calm.added);
  }
  const latency = {
    meanMs,
    p50: p50.figures(),
    p99: p99.figures(),
    p99Added: p99Added.figures(),
  };
  return {
    latency: hasLatency ? latency : null,
    successShare,
    throttledShare,
    throughputPerSecond,
  };
}

/** One percentile of histograms, one after the other, and of all of them together. */
class PercentileReader {
  readonly #share: number;
  readonly #tooShort: TooShort | null;
  readonly #ms: (number | null)[] = [];
  readonly #pooled = new LogLinearHistogram();

  constructor(share: number, tooShort: TooShort | undefined) {
    this.#share = share;
    this.#tooShort = tooShort ?? null;
  }

  read(histogram: LogLinearHistogram): void {
    this.#ms.push(histogram.count === 0 ? null : histogram.percentile(this.#share) / NS_PER_MS);
    this.#pooled.merge(histogram);
  }

  figures(): PercentileFigures {
    const pooledMs = this.#pooled.percentile(this.#share) / NS_PER_MS;
    return { ms: this.#ms, pooledMs, tooShort: this.#tooShort };
  }
}
