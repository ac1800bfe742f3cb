import type { Estimate } from './result.ts';

/** What one design does more or less of than another, under common random numbers. */
export interface Difference {
  readonly design: string;
  /** The design it is compared with. */
  readonly baseline: string;
  readonly load: number;
  readonly metrics: readonly MetricDifference[];
}

export interface MetricDifference {
  /** `mean latency`, `p99 latency`, `success`, … */
  readonly metric: string;
  readonly unit: string;
  readonly baselineValue: number;
  readonly value: number;
  /**
   * value − baseline, paired by replication; where its method names control variates, corrected by
   * what they were off.
   */
  readonly difference: Estimate;
  /** `none`: the interval contains 0, so that any difference is less than its farther end. */
  readonly verdict: 'more' | 'less' | 'none' | 'unknown';
  /**
   * Variance of the difference of independent runs over that of these pairs: the square of how many
   * times narrower its interval is. null without an interval or without noise.
   */
  readonly varianceReduction: number | null;
}

/** One fact moved to both ends of its range, everything else held. */
export interface SensitivityRow {
  readonly fact: string;
  readonly title: string;
  readonly confidence: string;
  /** Printed forms, with units. */
  readonly base: string;
  readonly low: SensitivityEnd;
  readonly high: SensitivityEnd;
  /** Where the verdict turns between base and an end; null where it does not. */
  readonly flip: SensitivityFlip | null;
}

export interface SensitivityEnd {
  /** Printed form of the fact's value. */
  readonly value: string;
  /** Of the design: whether it still meets its objectives. */
  readonly outcome: 'met' | 'missed' | 'undecided';
  /** Smallest margin over the `fail` objectives, as a share of the limit, or of what may fail. */
  readonly margin: number;
  /** The objective with that margin. */
  readonly expect: string;
  readonly measured: Estimate;
  readonly unit: string;
}

export interface SensitivityFlip {
  /** Between these two printed values the verdict turns. */
  readonly from: string;
  readonly to: string;
  readonly expect: string;
  /** Outcome beyond it. */
  readonly outcome: 'met' | 'missed' | 'undecided';
}

export interface SensitivitySummary {
  readonly design: string;
  /** Smallest margin as the facts stand. */
  readonly margin: number;
  readonly expect: string;
  readonly outcome: 'met' | 'missed' | 'undecided';
  /** Facts that were moved, those that change nothing included. */
  readonly movedFacts: number;
  /** For the first screen: whether the verdict hangs on an assumption. */
  readonly sentence: string;
  /** True when it does. */
  readonly hangsOnAssumption: boolean;
}

/** What inputs that nobody knows exactly make of the answer, apart from the noise of simulation. */
export interface Uncertainty {
  readonly draws: number;
  readonly replicationsPerDraw: number;
  readonly inputs: readonly {
    readonly fact: string;
    readonly title: string;
    readonly text: string;
  }[];
  readonly designs: readonly UncertainDesign[];
}

export interface UncertainDesign {
  readonly design: string;
  /** False where none of the inputs concerns it: then nothing was drawn, and `metrics` is empty. */
  readonly isMoved: boolean;
  /** Draws that it was simulated with: all but those with which the scenario makes no sense. */
  readonly draws: number;
  /**
   * Share of these in which it meets all `fail` objectives, those that two replications leave
   * undecided counted by their value; null without objectives.
   */
  readonly metShare: number | null;
  readonly metrics: readonly UncertainMetric[];
}

export interface UncertainMetric {
  readonly metric: string;
  readonly unit: string;
  /** Draws without such a figure: overloaded, so that there is no latency, or no call succeeded. */
  readonly drawsWithout: number;
  /**
   * 5th, 50th and 95th percentile over the draws' means, draws without a figure taken as the worst;
   * null where the percentile lies among those.
   */
  readonly p5: number | null;
  readonly median: number | null;
  readonly p95: number | null;
  /**
   * Standard deviation from the inputs alone, and of one replication from chance alone, over the
   * draws with a figure; null where fewer than two have one.
   */
  readonly inputDeviation: number | null;
  readonly noiseDeviation: number | null;
}

/** How much of the time a design serves, as far as failures of its parts decide it. */
export interface AvailabilityResult {
  readonly design: string;
  /** Key stores that share the keys, each with a cluster: what follows is that of one of them. */
  readonly keyStores: number;
  readonly hsms: number;
  /** HSMs that must be up, and why. */
  readonly needed: number;
  readonly neededBecause: string;
  /** Terms apart: never one product. */
  readonly terms: readonly AvailabilityTerm[];
  /** Sum of the terms that are not contained in each other, share of time. */
  readonly unavailableShare: number;
  readonly downtimeMinutesPerMonth: number;
  /** What a success objective leaves: minutes a month, and how much of it the terms use; null without one. */
  readonly errorBudget: {
    readonly expect: string;
    readonly minutesPerMonth: number;
    readonly usedShare: number;
  } | null;
  readonly slas: readonly {
    readonly name: string;
    readonly minutesPerMonth: number;
    readonly source: string;
  }[];
}

export interface AvailabilityTerm {
  /** `HSMs alone`, `HSMs and zones`, `zone-loss as simulated`, `store as a whole`. */
  readonly cause: string;
  /** Share of time. */
  readonly unavailable: Estimate;
  /** Closed form; null where there is none. */
  readonly closedForm: number | null;
  /** Simulated against closed form; null where there is none. */
  readonly holds: boolean | null;
  readonly eventsPerYear: number;
  readonly meanLengthMinutes: number;
  readonly method: string;
  /** Whether `unavailableShare` contains it; false where another term covers the same failures. */
  readonly isSummed: boolean;
}
