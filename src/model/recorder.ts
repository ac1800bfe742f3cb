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
  faultStarted(fault: number): void;
  faultEnded(fault: number): void;
}
