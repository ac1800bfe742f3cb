import type { TopologyResult } from './result-topology.ts';
import type { LatencyBand } from './latency-band.ts';
import type { LivePart } from './live/live-study.ts';
import type { ErrorReason } from './run-result.ts';
import type {
  AuditResult,
  Bill,
  ControlEventResult,
  CryptoResult,
  DurabilityResult,
} from './result-accounts.ts';
import type {
  AvailabilityResult,
  Difference,
  SensitivityRow,
  SensitivitySummary,
  Uncertainty,
} from './result-analysis.ts';
import type { PlanResult } from './result-plan.ts';
import type { SweepResult } from './result-sweep.ts';
import type { WhatIfResult } from './result-what-if.ts';
import type { Assumption } from './study.ts';

/** An estimate with its confidence interval. `low` and `high` are null where one replication gives none. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  readonly method: string;
  /** Present where the run is too short for the figure: what would not be too short. */
  readonly tooShort?: TooShort;
}

/** An estimate that rests on too little to have an interval. */
export interface TooShort {
  /** Calls beyond the percentile in one replication, as if they were independent of each other. */
  readonly independentTailCalls: number;
  readonly neededTailCalls: number;
  /** Calls of one replication that the percentile was taken over, and how many would do. */
  readonly calls: number;
  readonly neededCalls: number;
}

/** The result of a run; reports/NAME.json is this object. Within version 1 fields are only added. */
export interface Result {
  readonly format: 'cksim-result';
  readonly version: 1;
  readonly tool: string;
  readonly seed: string;
  readonly fingerprint: string;
  /**
   * The command line that gives this result again; null where no command line made it. What
   * changes no number (outputs, workers) is left out of it.
   */
  readonly command: string | null;
  readonly title: string;
  readonly question: string | null;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  readonly region: string;
  /** The scenario as resolved, units spelled out. */
  readonly scenario: unknown;
  readonly run: RunFacts;
  readonly verdict: Verdict;
  readonly stores: readonly StoreResult[];
  readonly objectives: readonly ObjectiveResult[];
  /** Of every other design against one, at load 1, replication by replication. */
  readonly differences: readonly Difference[];
  /** What moves the verdict, most first; empty where nothing was moved. */
  readonly sensitivity: readonly SensitivityRow[];
  /** What the rows are about; null where nothing was moved. */
  readonly sensitivitySummary: SensitivitySummary | null;
  /** Spread of the answer from inputs given as ranges or laws; null where there are none. */
  readonly uncertainty: Uncertainty | null;
  /** Long-run availability by design; only designs with HSMs. */
  readonly availability: readonly AvailabilityResult[];
  /** Of `cksim plan`; empty otherwise. */
  readonly plan: PlanResult | NoPlan;
  /** Of `cksim whatif`. */
  readonly whatIf: WhatIfResult | null;
  /** Of `cksim sweep`. */
  readonly sweep: SweepResult | null;
  /** Where the parts of each design stand. */
  readonly topology: readonly TopologyResult[];
  /** What the page simulates by itself; null where no short world stands for the answer. */
  readonly live: LivePart | null;
  readonly assumptions: readonly Assumption[];
  readonly checks: readonly Check[];
}

/** What `plan` holds where nobody planned. */
export type NoPlan = Readonly<Record<string, never>>;

export interface RunFacts {
  /** Fewest of all points. */
  readonly replications: number;
  /** Most of all points. */
  readonly mostReplications: number;
  /** Why there are no more: `as asked`, `precise enough`, `decided`, `bound reached`. */
  readonly stoppedBecause: string;
  readonly confidence: number;
  /** Longest of all points. */
  readonly warmUpMs: number;
  readonly warmUpRule: string;
  readonly durationMs: number;
  readonly events: number;
  readonly percentileRule: string;
  /** True when the run was stopped early: fewer replications than asked, or a bound was hit. */
  readonly isPartial: boolean;
}

export interface Verdict {
  /** `met`: an eligible design meets every fail objective; `none`: no objectives were given. */
  readonly outcome: 'met' | 'missed' | 'undecided' | 'none';
  /** The answer in one sentence. */
  readonly sentence: string;
  /** Name of the cheapest eligible design that meets every fail objective. */
  readonly design: string | null;
}

export interface StoreResult {
  /** Name under `stores:`. */
  readonly name: string;
  readonly kind: string;
  readonly eligible: boolean;
  readonly points: readonly PointResult[];
}

export interface PointResult {
  /** Unique name of the design, such as `cks hsms=3`. */
  readonly design: string;
  readonly coordinates: Readonly<Record<string, number | string>>;
  readonly load: number;
  readonly hsms: number;
  /** `a, b, a`: the zone of each HSM, those added in the run included. */
  readonly placement: readonly string[];
  readonly replications: number;
  /** False when calls in flight kept growing: there is then no latency to speak of. */
  readonly stable: boolean;
  /** Calls in flight added per second of the measured time; null where stable. */
  readonly growthPerSecond: Estimate | null;
  readonly settling: Settling;
  readonly fingerprint: string;
  readonly calls: CallCounts;
  readonly offeredPerSecond: Estimate;
  readonly throughputPerSecond: Estimate;
  /** Attempts that passed every request quota. */
  readonly acceptedAttemptsPerSecond: Estimate;
  readonly latencyMs: LatencySummary;
  /**
   * Round the curve of successful calls, before the first fault where there is one; null away from
   * the scenario's own load, and where there is no latency.
   */
  readonly latencyBand: LatencyBand | null;
  readonly latencyAllMs: LatencySummary;
  /** Latency above that of the same store without load, waiting and retries. */
  readonly addedLatencyMs: LatencySummary;
  readonly byOperation: Readonly<Record<string, GroupResult>>;
  readonly byWorkload: Readonly<Record<string, GroupResult>>;
  /** What users ask of AWS services, by workload and name: `uploads PutObject`. */
  readonly operations: Readonly<Record<string, UserOperationResult>>;
  /** By phase and fault, where the scenario has faults, and by time range that an objective names. */
  readonly phases: Readonly<Record<string, GroupResult>>;
  /** By fault name: seconds from the fault's start to recovery; null value where it never recovered. */
  readonly recoverySeconds: Readonly<Record<string, Estimate | null>>;
  readonly throttledShare: Estimate;
  readonly throttledAttemptsShare: Estimate;
  readonly successShare: Estimate;
  readonly failedShare: Estimate;
  readonly attemptsPerCall: Estimate;
  /** Final errors by name, all replications. */
  readonly errors: Readonly<Record<string, number>>;
  /** The same with what is behind each error, most frequent first. */
  readonly errorReasons: readonly ErrorReason[];
  readonly stations: Readonly<Record<string, StationResult>>;
  readonly limits: readonly LimitResult[];
  readonly crypto: CryptoResult;
  readonly cost: Bill;
  readonly theory: readonly TheoryRow[];
  readonly windows: WindowSeries;
  readonly faults: readonly FaultSpan[];
  /** Caches of data keys and table keys, by workload; only those that were asked. */
  readonly caches: Readonly<Record<string, CacheResult>>;
  readonly audit: AuditResult;
  readonly durability: DurabilityResult;
  /** What happened in the control plane in the first replication, in order. */
  readonly controlEvents: readonly ControlEventResult[];
  /** How many more there were after the last listed. */
  readonly controlEventsLeftOut: number;
  /** What somebody who chose this design should know. */
  readonly notes: readonly string[];
  readonly byReplication: ReplicationValues;
}

/**
 * One value for each replication, null where it has none: what it takes to pair this point with that
 * of another result. Latencies are of successful calls, before the first fault where there is one.
 */
export interface ReplicationValues {
  readonly meanLatencyMs: readonly (number | null)[];
  readonly p50LatencyMs: readonly (number | null)[];
  readonly p99LatencyMs: readonly (number | null)[];
  readonly p99AddedLatencyMs: readonly (number | null)[];
  readonly successShare: readonly (number | null)[];
  readonly throttledShare: readonly (number | null)[];
  readonly throughputPerSecond: readonly (number | null)[];
}

/** How long a point takes to forget its empty start. */
export interface Settling {
  /** Time left out before the measured time, the longest of all points of the same load. */
  readonly warmUpMs: number;
  /** Where MSER-5 cuts this point's own pilot run; null: the warm-up was given, or it never settled. */
  readonly cutMs: number | null;
  /** Length of the pilot run; null without one. */
  readonly pilotMs: number | null;
  /** False where the pilot found no steady state in its length. */
  readonly isSettled: boolean;
}

/** User operations of one workload and name; latency is what KMS adds, the service's own time is none. */
export interface UserOperationResult {
  readonly workload: string;
  readonly operation: string;
  /** Due in the measured time, all replications. */
  readonly count: number;
  readonly inProgress: number;
  readonly latencyMs: LatencySummary;
  readonly successShare: Estimate;
  readonly throttledShare: Estimate;
  readonly failedShare: Estimate;
  readonly throughputPerSecond: Estimate;
  /** KMS calls for each that ended. */
  readonly kmsCallsPerOperation: Estimate;
  /** Tries of the users' own clients for each that ended. */
  readonly triesPerOperation: Estimate;
  /** By phase and fault, where the scenario has faults, and by time range that an objective names. */
  readonly phases: Readonly<
    Record<
      string,
      {
        readonly count: number;
        readonly latencyMs: LatencySummary;
        readonly successShare: Estimate;
      }
    >
  >;
}

export interface CacheResult {
  /** Needs of an entry in the measured time, all replications. */
  readonly asked: number;
  readonly hits: number;
  readonly hitShare: Estimate;
}

export interface CallCounts {
  readonly offered: number;
  readonly succeeded: number;
  readonly throttled: number;
  readonly failed: number;
  readonly inFlight: number;
  readonly attempts: number;
}

/** Where calls in flight kept growing, or no call is meant, there is none: null, or empty. */
export interface LatencySummary {
  readonly count: number;
  /** Calls in flight added per second, in place of a latency; null where stable. */
  readonly growthPerSecond: Estimate | null;
  readonly mean: Estimate | null;
  /** Keys `p50`, `p90`, `p95`, `p99`, `p99.9`, and any that an objective asks for. */
  readonly percentiles: Readonly<Record<string, Estimate>>;
  readonly max: number | null;
  /** True when calls were still in flight at the end: high percentiles are lower bounds. */
  readonly tailIsLowerBound: boolean;
  /** The whole curve for charts: shares (0 to 1, ascending) and milliseconds, at most 60 points. */
  readonly curve: { readonly shares: readonly number[]; readonly ms: readonly number[] };
}

export interface GroupResult {
  readonly calls: CallCounts;
  readonly latencyMs: LatencySummary;
  readonly addedLatencyMs: LatencySummary;
  readonly successShare: Estimate;
  readonly throttledShare: Estimate;
  readonly failedShare: Estimate;
  readonly throughputPerSecond: Estimate;
}

export interface StationResult {
  readonly utilisationShare: Estimate;
  readonly meanQueue: Estimate;
  readonly meanWaitMs: Estimate;
  readonly meanServiceMs: Estimate;
  readonly completedPerSecond: Estimate;
}

export interface LimitResult {
  readonly name: string;
  readonly capacityPerSecond: number;
  /** Offered load of the calls it counts, first attempts only, over capacity; above 1 the wall is hit. */
  readonly usedShare: number;
  /** True for the most used: the one reached first as the load grows. */
  readonly binds: boolean;
  readonly confidence: string;
  readonly source: string;
  readonly remedy: string;
}

/**
 * Theory beside simulation. `exact`: a closed form must be met; `bound`: the value must lie between
 * two; `approximation`: shown beside it, judged by nobody; `none`: nothing is known, and why.
 */
export interface TheoryRow {
  readonly name: string;
  readonly kind: 'exact' | 'bound' | 'approximation' | 'none';
  /** The formula's value; null for bounds and where nothing is known. */
  readonly expected: number | null;
  /** Bounds; null where there is none on that side. */
  readonly low: number | null;
  readonly high: number | null;
  readonly observed: Estimate | null;
  readonly unit: string;
  /** Formula with its source; for `none`, which assumption fails. */
  readonly source: string;
  /** null where nothing is judged. */
  readonly holds: boolean | null;
  /** Allowed difference in the unit; null where nothing is judged. */
  readonly tolerance: number | null;
}

/** One-second windows averaged over the replications; times from the start of the measured part. */
export interface WindowSeries {
  readonly widthMs: number;
  readonly startMs: readonly number[];
  readonly offeredPerSecond: readonly number[];
  readonly throughputPerSecond: readonly number[];
  readonly throttledPerSecond: readonly number[];
  readonly failedPerSecond: readonly number[];
  readonly attemptsPerSecond: readonly number[];
  /** null where no call succeeded. */
  readonly p50Ms: readonly (number | null)[];
  readonly p99Ms: readonly (number | null)[];
}

export interface FaultSpan {
  readonly name: string;
  readonly kind: string;
  /** Start of the first occurrence in the first replication that had one. */
  readonly startMs: number;
  /** End of the last one; null: it lasted to the end of the run. */
  readonly endMs: number | null;
  /** How often it came in that replication; more than once only where faults are drawn. */
  readonly count: number;
  /** The first hundred occurrences. */
  readonly spans: readonly { readonly startMs: number; readonly endMs: number | null }[];
}

export interface ObjectiveResult {
  readonly expect: string;
  readonly store: string;
  readonly design: string;
  readonly coordinates: Readonly<Record<string, number | string>>;
  readonly load: number;
  readonly verdict: 'met' | 'missed' | 'undecided';
  readonly measured: Estimate;
  readonly unit: string;
  readonly limit: number;
  /** Distance to the limit as a share of it; positive: to spare. */
  readonly margin: number;
  readonly level: 'fail' | 'warn';
  /** Replications that would decide it; null when decided. */
  readonly replicationsToDecide: number | null;
}

export interface Check {
  readonly name: string;
  readonly design: string;
  readonly expected: number;
  readonly observed: number;
  readonly unit: string;
  /** Allowed difference in the unit, and where it comes from. */
  readonly tolerance: number;
  readonly rule: string;
  readonly holds: boolean;
}
