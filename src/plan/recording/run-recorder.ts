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
import { DueWindowRecorder } from './due-windows.ts';
import { FaultLog } from './fault-log.ts';
import { LatencyBatches } from './latency-batches.ts';
import { PartClock } from './part-clock.ts';
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
  /** null without faults: nothing to recover from. */
  readonly #dueWindows: DueWindowRecorder | null;
  readonly #outcomes = new RollingHash();
  readonly #outcomeCounts = new Float64Array(OUTCOMES.length);
  readonly #userOperations: Presence;
  readonly #userOperationCells: UserOperationCells;
  readonly #cacheHits: Float64Array;
  readonly #cacheMisses: Float64Array;
  readonly #faults: FaultLog;
  readonly #parts: PartClock;
  #groupLengthsNs: readonly number[] = [];
  readonly #controlEvents: ControlEvent[] = [];
  #controlEventsLeftOut = 0;
  /** null where faults or operators make parts of the run differ. */
  readonly #batches: LatencyBatches | null;
  readonly #keepsBatches: boolean;

  /** `keepsBatches`: the latencies of equal parts of the run are wanted, not only how they cluster. */
  constructor(config: WorldConfig, loop: EventLoop, keepsBatches = false) {
    const { workloads, faults, ranges, warmUpNs, durationNs } = config;
    this.#loop = loop;
    const isEven = faults.length === 0 && config.timeline.length === 0;
    this.#batches = isEven ? new LatencyBatches(warmUpNs, durationNs) : null;
    this.#keepsBatches = keepsBatches;
    this.#startNs = warmUpNs;
    this.#endNs = warmUpNs + durationNs;
    this.#calls = new Presence(loop, this.#startNs, this.#endNs);
    this.#cells = new CallCells(workloads.length, faults.length, ranges);
    this.#windows = new WindowRecorder(this.#startNs, durationNs);
    this.#dueWindows =
      faults.length === 0 ? null : new DueWindowRecorder(this.#startNs, durationNs);
    this.#userOperations = new Presence(loop, this.#startNs, this.#endNs);
    this.#userOperationCells = new UserOperationCells(workloads, faults.length, ranges);
    this.#cacheHits = new Float64Array(workloads.length);
    this.#cacheMisses = new Float64Array(workloads.length);
    this.#faults = new FaultLog(faults, this.#startNs);
    this.#parts = new PartClock(faults, ranges, this.#startNs, this.#endNs);
  }

  callDue(calls: CallTable, call: number): void {
    const dueNs = calls.dueNs[call]!;
    if (!this.#calls.due(dueNs)) return;
    this.#windows.offered(dueNs);
    this.#dueWindows?.due(dueNs);
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
    if (outcome === Outcome.success) {
      this.#windows.succeeded(now, latencyNs);
      if (this.#isMeasured(now)) this.#cells.answered(calls, call, now, this.#parts);
    } else this.#windows.failed(now, isThrottled(outcome));
    if (!isCounted) return;
    if (this.#dueWindows !== null) {
      if (outcome === Outcome.success) this.#dueWindows.succeeded(dueNs, latencyNs);
      else this.#dueWindows.failed(dueNs);
    }
    this.#outcomeCounts[outcome]!++;
    this.#cells.ended(calls, call, outcome, latencyNs, addedNs);
    if (this.#batches !== null && outcome === Outcome.success) {
      this.#batches.record(dueNs, latencyNs);
    }
  }

  userOperationDue(operation: UserOperation): void {
    if (this.#userOperations.due(operation.dueNs)) this.#userOperationCells.due(operation);
  }

  userOperationEnded(operation: UserOperation, outcome: number): void {
    const { dueNs } = operation;
    const now = this.#loop.now;
    const latencyNs = now - dueNs;
    const isCounted = this.#userOperations.ended(dueNs);
    this.#outcomes.fold(operation.kind);
    this.#outcomes.fold(outcome);
    this.#outcomes.fold(latencyNs);
    if (outcome === Outcome.success && this.#isMeasured(now)) {
      this.#userOperationCells.answered(operation, now, this.#parts);
    }
    if (isCounted) this.#userOperationCells.ended(operation, outcome, latencyNs);
  }

  cacheAsked(workload: number, isHit: boolean): void {
    const now = this.#loop.now;
    if (!this.#isMeasured(now)) return;
    const counts = isHit ? this.#cacheHits : this.#cacheMisses;
    counts[workload]!++;
  }

  faultStarted(fault: number): void {
    this.#faults.started(fault, this.#loop.now);
    this.#parts.faultStarted(fault, this.#loop.now);
  }

  faultEnded(fault: number): void {
    this.#faults.ended(fault, this.#loop.now);
    this.#parts.faultEnded(fault, this.#loop.now);
  }

  controlEvent(event: ControlEvent): void {
    if (this.#controlEvents.length === MOST_CONTROL_EVENTS) {
      this.#controlEventsLeftOut++;
      return;
    }
    this.#controlEvents.push({ ...event, atNs: event.atNs - this.#startNs });
  }

  /** Integral of the calls and user operations present, up to now. */
  presentAreaNs(): number {
    return this.#calls.areaUntilNow() + this.#userOperations.areaUntilNow();
  }

  /** The warm-up is over, now. */
  beginMeasure(): void {
    this.#calls.beginMeasure();
    this.#userOperations.beginMeasure();
  }

  /** The measured time is over, now: at its end, or where a bound stopped the run. */
  endMeasure(): void {
    this.#calls.endMeasure();
    this.#userOperations.endMeasure();
    this.#groupLengthsNs = this.#parts.lengthsNs(this.#loop.now);
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
      tailDispersion: this.#batches?.tailDispersion() ?? [],
      latencyBatches: this.#keepsBatches ? (this.#batches?.data() ?? []) : [],
      system: this.#calls.account(),
      userOperationSystem: this.#userOperations.account(),
      windows: this.#windows.data(),
      dueWindows: this.#dueWindows?.data() ?? null,
      groupLengthsNs: this.#groupLengthsNs,
      faults: this.#faults.data(),
      controlEvents: this.#controlEvents,
      controlEventsLeftOut: this.#controlEventsLeftOut,
    };
  }

  #isMeasured(nowNs: number): boolean {
    return nowNs >= this.#startNs && nowNs < this.#endNs;
  }
}
