import type { PriceBook } from '../cost/index.ts';
import type { Confidence } from '../facts/index.ts';
import type { Law } from '../kernel/index.ts';
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
  /** Facts in doubt that a sensitivity analysis moves: assumed or inferred, with a range. */
  readonly movable: readonly MovableFact[];
  /** Facts that the scenario gives as a range or law of belief; the worlds stand at their medians. */
  readonly uncertain: readonly UncertainFact[];
  readonly availability: AvailabilityInputs;
  readonly plan: PlanInputs;
  /** Growth of the load a month: 0.04 for 4 %; null: nobody says. */
  readonly growthPerMonth: number | null;
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
  /** `account quota`, `key store quota`, `HSMs`, `proxy`, `signing dispatcher of contracts`. */
  readonly name: string;
  /** Calls per second, for the mix of operations that it counts. */
  readonly capacityPerSecond: number;
  readonly confidence: Confidence;
  readonly source: string;
  /** What can be done about it, in a sentence. */
  readonly remedy: string;
  /** The calls that run into it. */
  readonly counts: readonly {
    /** Position in the world's workloads. */
    readonly workload: number;
    readonly operations: readonly OperationName[];
  }[];
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
  /** 1: one long run, cut into batches; more: of the first round, or all where `stopping` is null. */
  readonly replications: number;
  /** When to replicate further; null: never. */
  readonly stopping: Stopping | null;
  /** 0.95 for 95 % intervals. */
  readonly confidence: number;
  readonly percentiles: readonly number[];
  /** auto: the worlds come with a provisional warm-up, which pilot runs replace. */
  readonly warmUp: 'auto' | 'given';
  /** How often uncertain facts are drawn, where there are any. */
  readonly inputDraws: number;
  /** Whether the scenario says how much cryptography is real, or leaves it to the command. */
  readonly cryptography: 'given' | 'default';
}

/** Sequential replication: what to wait for, and where to give up. */
export interface Stopping {
  readonly until:
    | {
        readonly kind: 'precision';
        /** Half-width of the interval over the value, such as 0.02. */
        readonly halfWidthShare: number;
        /** Shares of the percentiles of latency that must be that narrow. */
        readonly percentiles: readonly number[];
      }
    /** Every `fail` objective is met or missed. */
    | { readonly kind: 'decided' };
  readonly maxReplications: number;
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
  /** `before`, `faults`, `after`, a fault's name or a time range's; null: the whole run. */
  readonly during: string | null;
  readonly comparison: '<' | '<=' | '>' | '>=';
  /** ms for latency, share 0 to 1, calls per second, USD a month, seconds for recovery. */
  readonly limit: number;
  readonly level: 'fail' | 'warn';
  /** Store names it applies to; null: all. */
  readonly stores: readonly string[] | null;
}

/** A fact that can be somewhere else within its plausible range. Numbers in the fact's unit. */
export interface MovableFact {
  /** `hsm.rate.aes`. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly confidence: Confidence;
  /** Where it stands; of a law of time, its median. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A fact of which the scenario only says how likely which values are. Numbers in its unit. */
export interface UncertainFact {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** As the scenario gives it: `900/s to 5,000/s, evenly`. */
  readonly text: string;
  readonly law: BeliefLaw;
}

/** A law of what is believed of a number; of `empirical`, the values ascend. */
export type BeliefLaw = Extract<Law, { readonly kind: 'uniform' | 'lognormal' | 'empirical' }>;

/** A fact set to another value; of a law of time, its median, the other percentiles following. */
export interface FactMove {
  readonly fact: string;
  /** In the fact's unit. */
  readonly value: number;
}

/**
 * Makes a design anew with some facts moved; the empty list gives the design as it is, null says
 * that the scenario makes no sense with these. Passed in, since only the scenario knows which parts
 * of a world follow from a fact.
 */
export type MoveFacts = (design: string, moves: readonly FactMove[]) => Design | null;

/** Makes prices and rules of the bill anew with some facts moved. */
export type MovePricing = (moves: readonly FactMove[]) => PricingRules;

/**
 * A study with what it takes to ask it again, a little changed. Passed in, since only the scenario
 * knows what its words mean.
 */
export interface Question {
  readonly study: Study;
  readonly moveFacts: MoveFacts;
  readonly movePricing: MovePricing;
  readonly rewrite: Rewrite;
}

/** One setting of the scenario with another value, as plain data in the scenario's own words. */
export interface Change {
  /** Steps from the top of the scenario, such as `stores`, `cks`, `hsms`. */
  readonly path: readonly string[];
  /** undefined takes the setting out. */
  readonly value: unknown;
}

/** Reads the scenario again with these changes, made in turn. */
export type Rewrite = (changes: readonly Change[]) => Question | Unmakeable;

/** Why a scenario makes no sense with some changes, as its author would be told. */
export interface Unmakeable {
  readonly problem: string;
  /** What to write instead; null where nobody knows. */
  readonly hint: string | null;
}

/** The designs among which `cksim plan` looks. */
export interface PlanInputs {
  /** A store of each kind to start from, settings as the scenario writes them; admitted ones only. */
  readonly templates: readonly PlanTemplate[];
  /** HSMs of one cluster, ascending, from 2. */
  readonly hsms: readonly number[];
  /** Zones of a cluster, ascending. */
  readonly zones: readonly number[];
  /** Key stores that share the keys, ascending, from 1. */
  readonly keyStores: readonly number[];
  /** Settings of workloads that may be changed to need fewer calls. */
  readonly levers: readonly Lever[];
  /** What the objectives must survive beside the scenario's own faults. */
  readonly survive: readonly ('hsm' | 'zone')[];
}

export interface PlanTemplate {
  readonly kind: WorldConfig['store']['kind'];
  /** Name under `stores:`, or the kind where the scenario has no such store. */
  readonly store: string;
  /** Without hsms, zones and keyStores. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Lever {
  readonly path: readonly string[];
  /** `Bucket Keys of uploads`. */
  readonly title: string;
  /** As the scenario would write them; the first is the scenario's own. */
  readonly values: readonly unknown[];
}

/** How often things fail and for how long, for the long run that no simulated hour shows. */
export interface AvailabilityInputs {
  readonly hsm: FailureInput;
  readonly zone: FailureInput;
  /** The store as a whole: operator errors, lost connections. */
  readonly store: FailureInput;
  /** Simulated time of the estimate, in years of 365.25 days. */
  readonly years: number;
  /** HSMs that must be up to carry the load; null: as many as the load needs. */
  readonly needed: number | null;
  /** true: one HSM is repaired at a time. */
  readonly hasOneRepairer: boolean;
  readonly slas: readonly SlaInput[];
}

/** What a service level agreement promises: a threshold for credits, not a forecast. */
export interface SlaInput {
  readonly name: string;
  /** Of a month, 0 to 1. */
  readonly share: number;
  readonly source: string;
  /** For designs that use KMS, or that do not, or both. */
  readonly kms: 'with' | 'without' | 'either';
  /** For clusters in one zone, in several, or both. */
  readonly zones: 'one' | 'several' | 'either';
}

export interface FailureInput {
  readonly mtbfSeconds: number;
  /** Law of the time down, in seconds. */
  readonly repairSeconds: Law;
  /** Where both come from, in words, such as `assumed; availability.hsmMtbf`. */
  readonly source: string;
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
