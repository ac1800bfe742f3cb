import type { AttemptTable } from './attempts.ts';
import type { CallTable } from './calls.ts';

/**
 * What a run tells. One concrete recorder a run; slots and scalars only, no object per event. The
 * model computes no statistics: whoever implements this does.
 */
export interface Recorder {
  /** A call became due; its row is filled in, its first attempt follows at once. */
  callDue(calls: CallTable, call: number): void;
  /** An attempt starts. */
  attemptStarted(): void;
  /** An attempt passed every request quota. */
  attemptAdmitted(): void;
  /** A call ended; `addedNs` is its latency beyond what it would have had without any load. */
  callEnded(calls: CallTable, call: number, outcome: number, addedNs: number): void;
  /** What a user asked of a service became due. */
  userOperationDue(operation: UserOperation): void;
  /** `outcome` is that of the KMS call which decided it, success where none was needed. */
  userOperationEnded(operation: UserOperation, outcome: number): void;
  /** A cache of `workload` was asked: by user operations that found an entry, or did not. */
  cacheAsked(workload: number, isHit: boolean): void;
  faultStarted(fault: number): void;
  faultEnded(fault: number): void;
  controlEvent(event: ControlEvent): void;
}

/** One user operation, as the recorder is told of it; the object is the service's and is reused. */
export interface UserOperation {
  readonly workload: number;
  /** Position in USER_OPERATIONS of the workload's service. */
  readonly kind: number;
  readonly dueNs: number;
  /** KMS calls made for it so far. */
  readonly calls: number;
  /** Tries of the user's own client, the first included. */
  readonly tries: number;
  readonly phase: number;
  readonly activeFaults: number;
}

/** Something that happened in the control plane; rare, so an object each. */
export interface ControlEvent {
  readonly atNs: number;
  /** AWS's name of the action, or what happened by itself: `Backup`, `KeySync`, `HsmReplaced`. */
  readonly action: string;
  /** What it happened to: a key store, a cluster, `hsm-2`, a key. */
  readonly subject: string;
  /**
   * `ok`, `started`, or the name of the error that refused it; `does not apply` to this design; of
   * what happens by itself also `failed`, and of a deletion that leaves key material `FAILURE`.
   */
  readonly result: string;
  /** A sentence; empty where there is nothing to add. */
  readonly detail: string;
}

/** Told of every request that KMS answers, for a log; only where somebody asked for one. */
export interface RequestLog {
  requestAnswered(attempts: AttemptTable, attempt: number, outcome: number): void;
}
