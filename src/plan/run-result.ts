import type { StationAccount } from '../kernel/index.ts';
import type { HistogramData } from '../stats/index.ts';

/**
 * What one simulated run yields: mergeable histograms and counters, JSON-safe. Intervals are
 * computed over several of these. Times in nanoseconds; latencies in nanoseconds.
 */
export interface RunResult {
  readonly seed: string;
  readonly fingerprint: string;
  readonly events: number;
  readonly measuredNs: number;
  /** One cell per workload, operation and group; only cells with calls. */
  readonly cells: readonly CellData[];
  /** Final errors by name, of calls due in the measured time. */
  readonly errors: Readonly<Record<string, number>>;
  readonly stations: readonly StationAccount[];
  readonly system: SystemAccount;
  readonly windows: WindowData;
  readonly faults: readonly FaultData[];
  readonly crypto: {
    readonly operations: number;
    readonly verified: number;
    readonly keysLost: number;
  };
  /** The bound that stopped the run early; null when it ran to its end. */
  readonly stoppedBy: string | null;
}

/**
 * Calls of one workload and operation that were due in one group. Groups 0, 1 and 2 (before,
 * faults, after) part all calls among them; group 3 + i holds again those due during fault i.
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
  /** Attempts that passed every quota: what is billed and what reaches the store. */
  admittedAttempts: number;
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
  /** Calls present at the start, half-way and at the end of the measured time. */
  readonly presentAtStart: number;
  readonly presentHalfWay: number;
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

export interface FaultData {
  readonly name: string;
  readonly kind: string;
  /** From the start of the measured time. */
  readonly startNs: number;
  readonly endNs: number | null;
}
