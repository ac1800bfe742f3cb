import type { StationAccount } from '../kernel/index.ts';
import type { ControlEvent, DurabilityReport } from '../model/index.ts';
import type { HistogramData } from '../stats/index.ts';

/**
 * What one simulated run yields: mergeable histograms and counters, JSON-safe. Intervals are
 * computed over several of these. Times in nanoseconds; latencies in nanoseconds.
 */
export interface RunResult extends RunRecord {
  readonly seed: string;
  readonly fingerprint: string;
  readonly events: number;
  readonly measuredNs: number;
  /** Calls and user operations present, averaged over each bin of the warm-up that the job asked for. */
  readonly meanPresentInWarmUp: readonly number[];
  readonly stations: readonly StationAccount[];
  /** Zone of each HSM at the end of the run, those added meanwhile included. */
  readonly hsmZones: readonly number[];
  readonly crypto: {
    readonly operations: number;
    readonly verified: number;
    /** Decrypts that were really tried and really refused. */
    readonly refused: number;
  };
  /** Keys and data at the end of the run. */
  readonly durability: DurabilityReport;
  /** User operations that had not ended at the end of the run, as the services count them. */
  readonly userOperationsInProgress: number;
  /** The bound that stopped the run early; null when it ran to its end. */
  readonly stoppedBy: string | null;
}

/** How calls beyond a percentile cluster in time: variance over mean of their number, 1 if they do not. */
export interface TailDispersion {
  readonly share: number;
  readonly dispersion: number;
  /** Successful calls that it was measured on. */
  readonly calls: number;
}

/** What the recorder of a run has kept. */
export interface RunRecord {
  /** One cell per workload, operation and group; only cells with calls. */
  readonly cells: readonly CellData[];
  /** One cell per workload, kind of user operation and group; only cells with operations. */
  readonly userOperations: readonly UserOperationCell[];
  /** Final errors of calls due in the measured time, by what the client sees and what is behind it. */
  readonly reasons: readonly ErrorReason[];
  /** Caches by workload; only those that were asked. */
  readonly caches: readonly CacheCounts[];
  /** Empty where faults or operators make parts of the run differ. */
  readonly tailDispersion: readonly TailDispersion[];
  /** Latencies of successful calls in equal parts of the measured time; only where the job asked for them. */
  readonly latencyBatches: readonly HistogramData[];
  readonly system: SystemAccount;
  readonly userOperationSystem: SystemAccount;
  readonly windows: WindowData;
  /** null without faults, where nobody asks. */
  readonly dueWindows: DueWindows | null;
  /** Measured time that each group lasted, in the order of the groups. */
  readonly groupLengthsNs: readonly number[];
  readonly faults: readonly FaultData[];
  /** In order; times from the start of the measured time, negative before it. */
  readonly controlEvents: readonly ControlEvent[];
  /** How many more there were after the last that was kept. */
  readonly controlEventsLeftOut: number;
}

export interface ErrorReason {
  /** What the client sees, such as KMSInvalidStateException. */
  readonly error: string;
  readonly reason: string;
  readonly count: number;
}

interface CacheCounts {
  readonly workload: number;
  readonly hits: number;
  readonly misses: number;
}

/** User operations of one workload and kind that were due in one group; groups as of calls. */
export interface UserOperationCell {
  readonly workload: number;
  /** Position in USER_OPERATIONS of the workload's service. */
  readonly kind: number;
  readonly group: number;
  readonly counts: UserOperationCounts;
  readonly success: HistogramData;
  readonly failure: HistogramData;
}

/** What is due and has not ended is still in progress. */
export interface UserOperationCounts {
  due: number;
  succeeded: number;
  throttled: number;
  failed: number;
  /** KMS calls of those that ended. */
  calls: number;
  /** Tries of the users' own clients, of those that ended. */
  tries: number;
  /** Those that succeeded within the measured time and while the group lasted, whenever due. */
  answered: number;
}

/**
 * Calls of one workload and operation that were due in one group. Groups 0, 1 and 2 (before,
 * faults, after) part all calls among them; group 3 + i holds again those due during fault i, and
 * the groups after those of the faults hold again those due in each time range.
 */
export interface CellData {
  readonly workload: number;
  readonly operation: number;
  readonly group: number;
  readonly counts: CellCounts;
  readonly success: HistogramData;
  readonly failure: HistogramData;
  readonly added: HistogramData;
}

export interface CellCounts {
  offered: number;
  succeeded: number;
  throttled: number;
  failed: number;
  attempts: number;
  throttledAttempts: number;
  /** Attempts that no quota refused: what is billed. */
  admittedAttempts: number;
  /** Successful answers given within the measured time and while the group lasted, whenever due. */
  answered: number;
}

/** Number of calls present, accounted in two independent ways over the measured time. */
export interface SystemAccount {
  /** Integral of the number present, call-nanoseconds. */
  readonly presentAreaNs: number;
  /** Sum over calls of their time present within the measured time. */
  readonly timePresentNs: number;
  /** Calls due in the measured time. */
  readonly arrived: number;
  /** Sum of the full times in system of those of them that ended. */
  readonly timeInSystemNs: number;
  readonly ended: number;
  /**
   * What of these times lies after the measured time, less what of older calls' times lies within
   * it: the difference between the two sides of Little's law.
   */
  readonly outsideNs: number;
  /** Whether all calls that were present at the start have ended. */
  readonly olderAllEnded: boolean;
  /** Calls present at the start and at the end of the measured time. */
  readonly presentAtStart: number;
  readonly presentAtEnd: number;
}

/** Per second of the measured time, by when it happened. */
export interface WindowData {
  readonly widthNs: number;
  readonly offered: readonly number[];
  readonly succeeded: readonly number[];
  readonly throttled: readonly number[];
  readonly failed: readonly number[];
  readonly attempts: readonly number[];
  readonly admitted: readonly number[];
  /** null where no call succeeded in the window. */
  readonly p50Ns: readonly (number | null)[];
  readonly p99Ns: readonly (number | null)[];
}

/** What became of the calls that were due in each second of the measured time. */
export interface DueWindows {
  /** How many of them succeeded in the end. */
  readonly succeeded: readonly number[];
  /**
   * The 99th percentile of their latency, calls that had not ended long after or at the end of the
   * run counting as the slowest; null where none succeeded.
   */
  readonly p99Ns: readonly (number | null)[];
}

export interface FaultData {
  readonly name: string;
  readonly kind: string;
  /** Start of the first occurrence, from the start of the measured time. */
  readonly startNs: number;
  /** End of the last occurrence; null: it lasted to the end of the run. */
  readonly endNs: number | null;
  /** How often it came. */
  readonly count: number;
  /** The first hundred occurrences. */
  readonly spans: readonly { readonly startNs: number; readonly endNs: number | null }[];
}
