import type { UserOperation } from '../../recorder.ts';
import type { Step } from './step.ts';

/** Kind of what a service does by itself: no user operation, and nobody is told of it. */
export const BACKGROUND = -1;

/**
 * A user operation in progress, or an idle row to be used again. What it is about is the service's
 * choice, made once when it becomes due: a retry is about the same things.
 */
export class Operation implements UserOperation {
  readonly workload: number;
  /** Position in the pool; the `owner` of its KMS calls. */
  readonly slot: number;
  kind = 0;
  dueNs = 0;
  calls = 0;
  tries = 0;
  phase = 0;
  activeFaults = 0;
  /** Who asked: an instance in turn, or one of the closed clients. */
  client = 0;
  principal = 0;
  /** The bucket, table, queue, secret … by number; decides the KMS key. */
  thing = 0;
  /** What else tells entries apart: a host, a process, a bucket key. */
  detail = 0;
  /** Client instance of the service whose KMS client calls. */
  instance = 0;
  steps: readonly Step[] = [];
  step = 0;
  /** KMS calls of this step that have succeeded. */
  callsOfStep = 0;
  /** The entry that this step needs. */
  entry = 0;
  /** Counts the operations that have had this row. */
  stamp = 0;
  /** Its user still waits for it; the service finishes a try for nobody too. */
  hasUser = false;
  /** What the last retry took from the user's retry budget. */
  retryCost = 0;

  constructor(workload: number, slot: number) {
    this.workload = workload;
    this.slot = slot;
  }

  /** A new operation of `kind`, due now; what it is about follows. */
  reuse(kind: number, client: number, dueNs: number, phase: number, activeFaults: number): void {
    this.stamp++;
    this.hasUser = true;
    this.kind = kind;
    this.client = client;
    this.dueNs = dueNs;
    this.phase = phase;
    this.activeFaults = activeFaults;
    this.calls = 0;
    this.tries = 0;
    this.principal = 0;
    this.thing = 0;
    this.detail = 0;
    this.instance = 0;
    this.retryCost = 0;
  }
}
