import type { Fate } from '../model/index.ts';
import type { ErrorReason } from './run-result.ts';
import type { Assumption } from './study.ts';

/** An estimate with its confidence interval. `low` and `high` are null where one replication gives none. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  readonly method: string;
}

/** The result of a run; reports/NAME.json is this object. Within version 1 fields are only added. */
export interface Result {
  readonly format: 'cksim-result';
  readonly version: 1;
  readonly tool: string;
  readonly seed: string;
  readonly fingerprint: string;
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
  readonly differences: readonly never[];
  readonly sensitivity: readonly never[];
  readonly plan: Readonly<Record<string, never>>;
  readonly assumptions: readonly Assumption[];
  readonly checks: readonly Check[];
}

export interface RunFacts {
  readonly replications: number;
  readonly confidence: number;
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
  /** False when calls in flight kept growing: latencies are then those of a run cut off. */
  readonly stable: boolean;
  readonly fingerprint: string;
  readonly calls: CallCounts;
  readonly offeredPerSecond: Estimate;
  readonly throughputPerSecond: Estimate;
  /** Attempts that passed every request quota. */
  readonly acceptedAttemptsPerSecond: Estimate;
  readonly latencyMs: LatencySummary;
  readonly latencyAllMs: LatencySummary;
  /** Latency above that of the same store without load, waiting and retries. */
  readonly addedLatencyMs: LatencySummary;
  readonly byOperation: Readonly<Record<string, GroupResult>>;
  readonly byWorkload: Readonly<Record<string, GroupResult>>;
  /** What users ask of AWS services, by workload and name: `uploads PutObject`. */
  readonly operations: Readonly<Record<string, UserOperationResult>>;
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
  readonly theory: readonly TheoryCheck[];
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
  /** By phase and fault, where the scenario has faults. */
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

/** Events of AWS CloudTrail in a month. */
export interface AuditResult {
  /** Requests that reached KMS, each one a management event. */
  readonly eventsPerMonth: number;
  readonly byOperation: Readonly<Record<string, number>>;
  /** Requests that KMS refused for going too fast; whether all of them are logged is undocumented. */
  readonly throttledPerMonth: number;
  /** What a second copy of the events costs a month; the first is free. */
  readonly trailCopyUsd: number;
  /** False where KMS is not used: CloudHSM writes no event for an operation with a key. */
  readonly isLogged: boolean;
}

/**
 * Keys and data at the end of the replication that lost most. `waiting`: only on HSMs out of reach
 * or in a backup, or the store is not connected; `lost`: nowhere, for good. Of keys that were
 * deleted on purpose, `orphaned`: material is left on an HSM; else `deleted`.
 */
export interface DurabilityResult {
  readonly keys: Readonly<Record<Fate, number>>;
  /** Ciphertexts made under such keys. */
  readonly ciphertexts: Readonly<Record<Fate, number>>;
  /** Age of the newest backup at the end: keys made since are on HSMs only. null: no backup. */
  readonly newestBackupAgeMs: number | null;
  /** Longest time that a key was on fewer than two HSMs. */
  readonly longestUnderTwoHsmsMs: number;
  /** Ciphertexts really tried at the end, and those that really did not open. */
  readonly tried: number;
  readonly failed: number;
  /** Keys of which a ciphertext did not open. */
  readonly keysFailed: number;
}

export interface ControlEventResult {
  /** From the start of the measured time; negative before it. */
  readonly atMs: number;
  readonly action: string;
  readonly subject: string;
  readonly result: string;
  readonly detail: string;
}

export interface CallCounts {
  readonly offered: number;
  readonly succeeded: number;
  readonly throttled: number;
  readonly failed: number;
  readonly inFlight: number;
  readonly attempts: number;
}

export interface LatencySummary {
  readonly count: number;
  readonly mean: Estimate;
  /** Keys `p50`, `p90`, `p95`, `p99`, `p99.9`, and any that an objective asks for. */
  readonly percentiles: Readonly<Record<string, Estimate>>;
  readonly max: number;
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
  /** Offered load, first attempts only, over capacity; above 1 the wall is hit. */
  readonly usedShare: number;
  /** True for the lowest wall: the one reached first as the load grows. */
  readonly binds: boolean;
  readonly confidence: string;
  readonly source: string;
  readonly remedy: string;
}

export interface CryptoResult {
  readonly mode: 'every' | 'sampled' | 'off';
  readonly sampleOneIn: number;
  /** AES-256-GCM operations really done. */
  readonly operations: number;
  /** Of these, decrypts whose plaintext was compared with what had been encrypted. */
  readonly verified: number;
  /** Decrypts that were really tried and really refused. */
  readonly refused: number;
  /** Of the replication that lost most. */
  readonly keysLost: number;
  readonly ciphertextsLost: number;
}

export interface Bill {
  readonly monthUsd: number;
  readonly perMillionCallsUsd: number;
  readonly callsPerMonth: number;
  /** `given` by the scenario or `extrapolated` from the simulated mean rate. */
  readonly volume: 'given' | 'extrapolated';
  readonly hoursPerMonth: number;
  readonly lines: readonly BillLine[];
  readonly volumes: readonly VolumeResult[];
}

/** What the bill takes one workload to do in a month. */
export interface VolumeResult {
  readonly workload: string;
  /** What `perMonth` counts. */
  readonly of: 'calls' | 'user operations';
  readonly perMonth: number;
  readonly volume: 'given' | 'extrapolated';
  /** Requests that reach KMS for it, as measured for each call or user operation. */
  readonly requestsPerMonth: number;
}

export interface BillLine {
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  readonly unitPriceUsd: number;
  readonly amountUsd: number;
  readonly source: string;
  readonly asOf: string;
}

export interface TheoryCheck {
  readonly name: string;
  readonly expected: number;
  readonly observed: Estimate;
  readonly unit: string;
  readonly holds: boolean;
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
