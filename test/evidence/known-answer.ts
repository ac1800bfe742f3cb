import type { Estimate, Result } from '../../src/plan/index.ts';

/** One run of the program: a scenario for the public command line, and what it must give. */
export interface KnownRun {
  /** Also the seed: fixed before the first run, and never chosen for its result. */
  readonly name: string;
  readonly family: string;
  /** YAML. */
  readonly scenario: string;
  /**
   * Where some are judged by statistics, the first of those stands for the run in the test of
   * uniformity: the figures of one run depend on each other, those of two runs do not.
   */
  readonly answers: readonly KnownAnswer[];
}

export type KnownAnswer = StatisticalAnswer | ExactAnswer;

interface CommonAnswer {
  readonly figure: string;
  /** Of `expected` and of what is read: `ms`, `/s`, `USD`; empty for shares and plain numbers. */
  readonly unit: string;
  readonly expected: number;
  /** Formula and where it stands. */
  readonly source: string;
}

export interface StatisticalAnswer extends CommonAnswer {
  /** `at least` and `at most`: a bound, judged on one side only. */
  readonly judged: 'equal' | 'at least' | 'at most';
  readonly read: (result: Result) => Estimate;
  /** Widest half-width of the 99 % interval, as a share of the expected value, that is evidence. */
  readonly widest: number;
  /** Degrees of freedom of the interval, where they are not those of the replications. */
  readonly freedom?: number;
  /** Share of the value by which reading it can be off without any error of ours: histogram buckets. */
  readonly resolution?: number;
}

export interface ExactAnswer extends CommonAnswer {
  readonly judged: 'exact';
  readonly read: (result: Result) => number;
}

/** How often each run is replicated, for Student's t with one less degrees of freedom. */
export const REPLICATIONS = 20;
/** Level of the intervals. */
export const CONFIDENCE = 0.99;
/** Student's t for 99 % and 19 degrees of freedom. */
export const T_99 = 2.861;
