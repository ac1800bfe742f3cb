import { RollingHash, type EventLoop } from '../../kernel/index.ts';
import {
  isThrottled,
  Outcome,
  OUTCOMES,
  type CallTable,
  type ControlEvent,
  type Recorder,
  type UserOperation,
  type WorldConfig,
} from '../../model/index.ts';
import type { RunRecord } from '../run-result.ts';
import { CallCells } from './call-cells.ts';
import { FaultLog } from './fault-log.ts';
import { Presence } from './presence.ts';
import { UserOperationCells } from './user-operation-cells.ts';
import { WindowRecorder } from './window-recorder.ts';

/** Events of the control plane that are kept; a key sync a minute fills it in sixteen hours. */
const MOST_CONTROL_EVENTS = 1000;

/** The one recorder of a run: it hears of everything once and hands it to who keeps it. */
export class RunRecorder implements Recorder {
  readonly #loop: EventLoop;
  readonly #startNs: number;
  readonly #endNs: number;
  readonly #calls: Presence;
  readonly #cells: CallCells;
  readonly #windows: WindowRecorder;
  readonly #outcomes = new RollingHash();
  readonly #outcomeCounts = new Float64Array(OUTCOMES.length);
  readonly #userOperations: Presence;
  readonly #userOperationCells: UserOperationCells;
  readonly #cacheHits: Float64Array;
  readonly #cacheMisses: Float64Array;
  readonly #faults: FaultLog;
  readonly #controlEvents: ControlEvent[] = [];
  #controlEventsLeftOut = 0;

  constructor(config: WorldConfig, loop: EventLoop) {
    const { workloads, faults, warmUpNs, durationNs } = config;
    this.#loop = loop;
    this.#startNs = warmUpNs;
    this.#endNs = warmUpNs + durationNs;
    this.#calls = new Presence(loop, this.#startNs, this.#endNs);
    this.#cells = new CallCells(workloads.length, faults.length);
    this.#windows = new WindowRecorder(this.#startNs, durationNs);
    this.#userOperations = new Presence(loop, this.#startNs, this.#endNs);
    this.#userOperationCells = new UserOperationCells(workloads, faults.length);
    this.#cacheHits = new Float64Array(workloads.length);
    this.#cacheMisses = new Float64Array(workloads.length);
    this.#faults = new FaultLog(faults, this.#startNs);
  }

  callDue(calls: CallTable, call: number): void {
    const dueNs = calls.dueNs[call]!;
    if (!this.#calls.due(dueNs)) return;
    this.#windows.offered(dueNs);
    this.#cells.due(calls, call);
  }

  attemptStarted(): void {
    this.#windows.attempted(this.#loop.now);
  }

  attemptAdmitted(): void {
    this.#windows.admitted(this.#loop.now);
  }

  callEnded(calls: CallTable, call: number, outcome: number, addedNs: number): void {
    const now = this.#loop.now;
    const dueNs = calls.dueNs[call]!;
    const latencyNs = now - dueNs;
    const isCounted = this.#calls.ended(dueNs);
    this.#outcomes.fold(calls.number[call]!);
    this.#outcomes.fold(outcome);
    this.#outcomes.fold(latencyNs);
    if (outcome === Outcome.success) this.#windows.succeeded(now, latencyNs);
    else this.#windows.failed(now, isThrottled(outcome));
    if (!isCounted) return;
    this.#outcomeCounts[outcome]!++;
    this.#cells.ended(calls, call, outcome, latencyNs, addedNs);
  }

  userOperationDue(operation: UserOperation): void {
    if (this.#userOperations.due(operation.dueNs)) this.#userOperationCells.due(operation);
  }

  userOperationEnded(operation: UserOperation, outcome: number): void {
    const { dueNs } = operation;
    const latencyNs = this.#loop.now - dueNs;
    const isCounted = this.#userOperations.ended(dueNs);
    this.#outcomes.fold(operation.kind);
    this.#outcomes.fold(outcome);
    this.#outcomes.fold(latencyNs);
    if (isCounted) this.#userOperationCells.ended(operation, outcome, latencyNs);
  }

  cacheAsked(workload: number, isHit: boolean): void {
    const now = this.#loop.now;
    if (now < this.#startNs || now >= this.#endNs) return;
    const counts = isHit ? this.#cacheHits : this.#cacheMisses;
    counts[workload]!++;
  }

  faultStarted(fault: number): void {
    this.#faults.started(fault, this.#loop.now);
  }

  faultEnded(fault: number): void {
    this.#faults.ended(fault, this.#loop.now);
  }

  controlEvent(event: ControlEvent): void {
    if (this.#controlEvents.length === MOST_CONTROL_EVENTS) {
      this.#controlEventsLeftOut++;
      return;
    }
    this.#controlEvents.push({ ...event, atNs: event.atNs - this.#startNs });
  }

  /** The warm-up is over, now. */
  beginMeasure(): void {
    this.#calls.beginMeasure();
    this.#userOperations.beginMeasure();
  }

  /** Half of the measured time is over, now. */
  passHalfWay(): void {
    this.#calls.passHalfWay();
    this.#userOperations.passHalfWay();
  }

  /** The measured time is over, now: at its end, or where a bound stopped the run. */
  endMeasure(): void {
    this.#calls.endMeasure();
    this.#userOperations.endMeasure();
  }

  outcomesDigest(): string {
    return this.#outcomes.digest();
  }

  /** Everything that was recorded. */
  record(): RunRecord {
    return {
      cells: this.#cells.data(),
      userOperations: this.#userOperationCells.data(),
      reasons: OUTCOMES.flatMap(({ code, error, reason }) => {
        const count = this.#outcomeCounts[code]!;
        return error === null || count === 0 ? [] : [{ error, reason, count }];
      }),
      caches: Array.from(this.#cacheHits, (hits, workload) => ({
        workload,
        hits,
        misses: this.#cacheMisses[workload]!,
      })).filter(({ hits, misses }) => hits + misses > 0),
      system: this.#calls.account(),
      userOperationSystem: this.#userOperations.account(),
      windows: this.#windows.data(),
      faults: this.#faults.data(),
      controlEvents: this.#controlEvents,
      controlEventsLeftOut: this.#controlEventsLeftOut,
    };
  }
}
