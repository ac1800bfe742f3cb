import type { PriceBook } from '../cost/index.ts';
import type { Confidence } from '../facts/index.ts';
import type { OperationName, WorldConfig } from '../model/index.ts';

/** The whole question as plain data: `scenario` makes it from YAML, `plan` answers it. */
export interface Study {
  readonly title: string;
  readonly question: string | null;
  readonly notes: readonly string[];
  readonly region: string;
  readonly seed: string;
  readonly designs: readonly Design[];
  /** Load multipliers, ascending, 1 among them unless the scenario's `vary.load` leaves it out. */
  readonly loads: readonly number[];
  readonly objectives: readonly Objective[];
  readonly run: RunControl;
  readonly pricing: PricingRules;
  readonly assumptions: readonly Assumption[];
  readonly warnings: readonly string[];
  /** The scenario as resolved: every value filled in, units spelled out. Only shown and stored. */
  readonly resolved: unknown;
}

/** One store with one value for everything that was given as a range or list. */
export interface Design {
  /** Unique; the store's name, with the values that tell it apart: `cks hsms=3`. */
  readonly name: string;
  /** Name under `stores:`. */
  readonly store: string;
  readonly kind: WorldConfig['store']['kind'];
  /** Paths that differ between designs of one store, such as `stores.cks.hsms`. */
  readonly coordinates: Readonly<Record<string, number | string>>;
  /** Whether `require:` admits it. */
  readonly eligible: boolean;
  /** What somebody who chose this design should know before reading its figures. */
  readonly notes: readonly string[];
  /** The world at load 1. */
  readonly world: WorldConfig;
  readonly limits: readonly LimitInput[];
  readonly billing: DesignBilling;
}

/** A wall that calls can run into, before anything is simulated. */
export interface LimitInput {
  /** `account quota`, `key store quota`, `HSMs`. */
  readonly name: string;
  /** Calls per second, for the scenario's mix of operations. */
  readonly capacityPerSecond: number;
  readonly confidence: Confidence;
  readonly source: string;
  /** What can be done about it: `adjustable`, `hard`, `add HSMs`. */
  readonly remedy: string;
}

/** What the bill needs to know about a design; counts come from the run. */
export interface DesignBilling {
  /** KMS keys kept; 0 for CloudHSM used directly. */
  readonly keys: number;
  readonly hsms: number;
  /** False for CloudHSM used directly: no KMS request fee. */
  readonly paysRequests: boolean;
  /** Costs that the scenario states by itself, such as those of an external key store's proxies. */
  readonly extras: readonly {
    readonly item: string;
    readonly monthUsd: number;
    readonly source: string;
  }[];
}

export interface PricingRules {
  readonly hoursPerMonth: number;
  readonly freeTier: boolean;
  readonly book: PriceBook;
  /** Calls a month at load 1 by workload; null: extrapolate the simulated mean rate. */
  readonly callsPerMonth: Readonly<Record<string, number | null>>;
}

export interface RunControl {
  readonly replications: number;
  /** 0.95 for 95 % intervals. */
  readonly confidence: number;
  readonly percentiles: readonly number[];
  /** How the warm-up was chosen, in words: `5 % of the duration`, `given`. */
  readonly warmUpRule: string;
}

export type MetricName =
  | 'mean'
  | 'max'
  | 'success'
  | 'throttled'
  | 'failed'
  | 'throughput'
  | 'cost'
  | 'utilisation'
  | 'recovery'
  | { readonly percentile: number };

export interface Objective {
  /** As the scenario writes it. */
  readonly expect: string;
  readonly metric: MetricName;
  /** For `mean`, `max` and percentiles. */
  readonly of: 'latency' | 'addedLatency' | null;
  readonly operation: OperationName | null;
  /** What users ask of a service, such as PutObject; then `operation` is null. */
  readonly userOperation: string | null;
  readonly workload: string | null;
  /** `before`, `faults`, `after` or a fault's name; null: the whole run. */
  readonly during: string | null;
  readonly comparison: '<' | '<=' | '>' | '>=';
  /** ms for latency, share 0 to 1, calls per second, USD a month, seconds for recovery. */
  readonly limit: number;
  readonly level: 'fail' | 'warn';
  /** Store names it applies to; null: all. */
  readonly stores: readonly string[] | null;
}

/** One fact that this study rests on, as the report lists it. */
export interface Assumption {
  readonly name: string;
  readonly title: string;
  /** Printed form: `1,800/s`, `p50 3.4 ms, p99 23 ms`. */
  readonly value: string;
  readonly unit: string;
  readonly confidence: Confidence;
  readonly source: string;
  readonly asOf: string;
  readonly setBy: 'default' | 'scenario' | 'command line';
  readonly range: string | null;
  readonly note: string | null;
}
