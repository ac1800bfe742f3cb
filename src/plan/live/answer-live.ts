import { pairedDifferences } from '../differences.ts';
import { REFERENCE_LOAD } from '../point.ts';
import type { Difference, MetricDifference } from '../result-analysis.ts';
import type { Design } from '../study.ts';
import { monthUsd } from './live-price.ts';
import { patchesAt, Side, type LiveSide } from './live-side.ts';
import type { LivePosition, LivePrice, LiveStudy } from './live-study.ts';

/** What the page shows after so many replications of both designs. */
export interface LiveAnswer {
  readonly replications: number;
  /** Whether more replications would tell more. */
  readonly isFinal: boolean;
  /** Nothing is turned: both sides are one, and all differences exactly 0. */
  readonly isUnchanged: boolean;
  readonly baseline: LiveSide;
  readonly changed: LiveSide;
  /** Metrics by name; those of latency are missing where either side has none. */
  readonly difference: Difference;
}

const MOST_REPLICATIONS = 20;
/** From so many on, figures that are narrow enough end it. */
const LEAST_REPLICATIONS = 5;
/** Half-width of the interval of p99, or of its difference, as a share of the baseline's p99. */
const NARROW_ENOUGH = 0.02;

const BASELINE = 'as in the report';
const CHANGED = 'changed';

/** Simulates a design against itself with knobs turned, one replication at a time. */
export class LiveRun {
  readonly #live: LiveStudy;
  readonly #baseline: Side;
  #changed: Side;
  /** Replications that the last answer about this position rests on. */
  #answered = 0;

  constructor(live: LiveStudy) {
    this.#live = live;
    this.#baseline = new Side(live, { load: REFERENCE_LOAD, stops: {} });
    this.#changed = this.#baseline;
  }

  /** Of the first replication of the baseline: the same wherever it runs. */
  fingerprint(): string {
    return this.#firstRun().fingerprint;
  }

  /** The month's bills, without simulating the position: by the calls of the baseline. */
  price({ load, stops }: LivePosition): LivePrice {
    const { study } = this.#live;
    const baseline = this.#baseline.design;
    const measured = { design: baseline, run: this.#firstRun() };
    const { design } = new Side(this.#live, { load, stops });
    return {
      baselineUsd: monthUsd(study, baseline, REFERENCE_LOAD, measured),
      changedUsd: monthUsd(study, design, load, measured),
    };
  }

  /** From now on about this position; what is known of the baseline is kept. */
  turn(position: LivePosition): void {
    const isBaseline =
      position.load === REFERENCE_LOAD && patchesAt(this.#live, position).length === 0;
    this.#changed = isBaseline ? this.#baseline : new Side(this.#live, position);
    this.#answered = 0;
  }

  /**
   * Simulates one replication of one side at most; null where the other side lacks one still. The
   * first answer about a position takes one, and none where nothing is turned.
   */
  step(): LiveAnswer | null {
    const isUnchanged = this.#changed === this.#baseline;
    const known = isUnchanged ? this.#baseline.runs.length : 0;
    const count = Math.max(this.#answered + 1, Math.min(known, MOST_REPLICATIONS));
    for (const side of new Set([this.#changed, this.#baseline])) {
      if (side.runs.length >= count) continue;
      side.run();
      if ([this.#changed, this.#baseline].some(({ runs }) => runs.length < count)) return null;
    }
    this.#answered = count;
    return this.#answer(count, isUnchanged);
  }

  #firstRun(): Side['runs'][number] {
    if (this.#baseline.runs.length === 0) this.#baseline.run();
    return this.#baseline.runs[0]!;
  }

  #answer(count: number, isUnchanged: boolean): LiveAnswer {
    const baseline = this.#baseline.read(count);
    const changed = isUnchanged ? baseline : this.#changed.read(count);
    const [difference] = pairedDifferences(this.#live.study, BASELINE, REFERENCE_LOAD, [
      {
        design: named(this.#baseline.design, BASELINE),
        point: baseline.point,
        runs: this.#baseline.runs.slice(0, count),
      },
      {
        design: named(this.#changed.design, CHANGED),
        point: changed.point,
        runs: this.#changed.runs.slice(0, count),
      },
    ]);
    const own = isUnchanged ? withoutAny(difference!) : difference!;
    const sides = [baseline, changed];
    const isEnough = count >= LEAST_REPLICATIONS && sides.every(isDecided) && isNarrow(sides, own);
    return {
      replications: count,
      isFinal:
        count >= MOST_REPLICATIONS || isEnough || sides.some(({ stoppedBy }) => stoppedBy !== null),
      isUnchanged,
      baseline,
      changed,
      difference: own,
    };
  }
}

function named(design: Design, name: string): Design {
  return { ...design, name };
}

/** Of a design and itself: an interval around 0 would be about the histograms' buckets only. */
function withoutAny(difference: Difference): Difference {
  const metrics = difference.metrics.map((metric): MetricDifference => {
    const { level } = metric.difference;
    const none = { value: 0, low: 0, high: 0, level, method: 'nothing is turned' };
    return { ...metric, difference: none, verdict: 'none', varianceReduction: null };
  });
  return { ...difference, metrics };
}

function isDecided({ objectives }: LiveSide): boolean {
  return objectives.every(({ verdict }) => verdict !== 'undecided');
}

/** The difference of p99, or p99 itself where nothing is turned; without latencies nothing is awaited. */
function isNarrow([baseline, changed]: readonly LiveSide[], { metrics }: Difference): boolean {
  const p99 = metrics.find(({ metric }) => metric === 'p99 latency');
  if (p99 === undefined) return true;
  const own = baseline === changed ? baseline!.point.latencyMs.percentiles['p99']! : p99.difference;
  const { low, high } = own;
  return low !== null && high !== null && (high - low) / 2 <= NARROW_ENOUGH * p99.baselineValue;
}
