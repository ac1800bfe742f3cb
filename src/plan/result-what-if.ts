import type { Estimate, ObjectiveResult, Verdict } from './result.ts';
import type { MetricDifference } from './result-analysis.ts';

/** The baseline of a result against variants of it; `whatIf` of a result. */
export interface WhatIfResult {
  /** How the differences were paired, in words. */
  readonly pairing: string;
  /** Fewest of all designs, of the baseline and of the variants. */
  readonly replications: number;
  readonly variants: readonly VariantResult[];
}

export interface VariantResult {
  /** `add-hsm`, or the changes where nobody named it. */
  readonly name: string;
  /** What is set otherwise, by path. */
  readonly changes: readonly SettingChange[];
  /** Designs of the baseline or the variant; those that the changes leave as they are, apart. */
  readonly designs: readonly VariantDesign[];
  readonly unchanged: readonly string[];
  /** Of the variant, by its own objectives. */
  readonly verdict: Verdict;
  /** Which design wins now, in a sentence. */
  readonly sentence: string;
  /** Of all runs of the variant's designs, those shared with the baseline included. */
  readonly fingerprint: string;
}

export interface SettingChange {
  readonly sign: '~' | '+' | '-';
  readonly path: string;
  /** As written, with units; null where there is none. */
  readonly before: string | null;
  readonly after: string | null;
}

export interface VariantDesign {
  readonly design: string;
  /** `added`: only in the variant; `removed`: only in the baseline. */
  readonly presence: 'both' | 'added' | 'removed';
  /** False where the variant leaves all that is simulated as it was. */
  readonly isSimulatedAnew: boolean;
  /** Whether `require:` admits it; null where there is no such design. */
  readonly eligible: BeforeAfter<boolean>;
  /** All that were compared, the ones that moved first; empty unless in both. */
  readonly metrics: readonly MetricDifference[];
  readonly objectives: readonly ObjectiveChange[];
  /** What is reached first as the load grows. */
  readonly bottleneck: BeforeAfter<Bottleneck>;
  readonly monthUsd: BeforeAfter<number>;
}

/** null where there is none. */
export interface BeforeAfter<T> {
  readonly before: T | null;
  readonly after: T | null;
}

export interface Bottleneck {
  /** The most used limit, such as `HSMs`, and the share of it that is used; null without limits. */
  readonly wall: string | null;
  readonly usedShare: number | null;
  /** Utilisation of the busiest HSM or other station; null without any. */
  readonly busiestShare: number | null;
}

export interface ObjectiveChange extends BeforeAfter<
  Pick<ObjectiveResult, 'verdict' | 'measured'>
> {
  readonly expect: string;
  readonly level: 'fail' | 'warn';
  readonly unit: string;
  /** Paired; null where either is missing. */
  readonly difference: Estimate | null;
}
