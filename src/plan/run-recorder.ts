import { RollingHash, type EventLoop } from '../kernel/index.ts';
import {
  isThrottled,
  OPERATIONS,
  Outcome,
  OUTCOMES,
  type CallTable,
  type Recorder,
  type WorldConfig,
} from '../model/index.ts';
import { LogLinearHistogram } from '../stats/index.ts';
import type { CellCounts, CellData, FaultData, SystemAccount, WindowData } from './run-result.ts';
import { WindowRecorder } from './window-recorder.ts';

/** First group of the named faults; 0 to 2 are the phases. */
const FAULT_GROUPS = 3;

interface Cell {
  readonly counts: CellCounts;
  readonly success: LogLinearHistogram;
  readonly failure: LogLinearHistogram;
  readonly added: LogLinearHistogram;
}

/**
 * The one recorder of a run. A call is recorded once, in the cell of its workload, operation and
 * phase (and again for each fault it fell into); all wider groups are merged from cells later.
 */
export class RunRecorder implements Recorder {
  readonly #loop: EventLoop;
  readonly #config: WorldConfig;
  readonly #startNs: number;
  readonly #endNs: number;
  readonly #groups: number;
  readonly #cells: (Cell | undefined)[];
  readonly #errors = new Float64Array(OUTCOMES.length);
  readonly #windows: WindowRecorder;
  readonly #faultStartNs: (number | null)[];
  readonly #faultEndNs: (number | null)[];
  readonly #outcomes = new RollingHash();

  // The system's accounts: calls present as an integral over time, and call by call.
  #present = 0;
  #changedAtNs = 0;
  #presentAreaNs = 0;
  #endedTimeNs = 0;
  #presentSinceNs = 0;
  #presentAtStart = 0;
  #presentHalfWay = 0;
  #isWarmingUp = true;
  #presentAtEnd = 0;
  #arrived = 0;
  #ended = 0;
  #timeInSystemNs = 0;
  #outsideNs = 0;
  #olderEnded = 0;
  #timePresentNs = 0;

  constructor(config: WorldConfig, loop: EventLoop) {
    this.#loop = loop;
    this.#config = config;
    this.#startNs = config.warmUpNs;
    this.#endNs = config.warmUpNs + config.durationNs;
    this.#groups = FAULT_GROUPS + config.faults.length;
    this.#cells = Array.from({
      length: config.workloads.length * OPERATIONS.length * this.#groups,
    });
    this.#windows = new WindowRecorder(this.#startNs, config.durationNs);
    this.#faultStartNs = config.faults.map(() => null);
    this.#faultEndNs = config.faults.map(() => null);
  }

  callDue(calls: CallTable, call: number): void {
    this.#account();
    this.#present++;
    const dueNs = calls.dueNs[call]!;
    if (dueNs < this.#startNs) return;
    this.#presentSinceNs += dueNs - this.#startNs;
    this.#arrived++;
    this.#windows.offered(dueNs);
    this.#cellOf(calls, call, calls.phase[call]!).counts.offered++;
    let active = calls.activeFaults[call]!;
    for (let fault = 0; active !== 0; fault++, active >>>= 1) {
      if (active & 1) this.#cellOf(calls, call, FAULT_GROUPS + fault).counts.offered++;
    }
  }

  attemptStarted(): void {
    this.#windows.attempted(this.#loop.now);
  }

  attemptAdmitted(): void {
    this.#windows.admitted(this.#loop.now);
  }

  callEnded(calls: CallTable, call: number, outcome: number, addedNs: number): void {
    this.#account();
    const now = this.#loop.now;
    const dueNs = calls.dueNs[call]!;
    const latencyNs = now - dueNs;
    this.#present--;
    const since = Math.max(dueNs, this.#startNs);
    this.#presentSinceNs -= since - this.#startNs;
    if (now >= this.#startNs && now <= this.#endNs) this.#endedTimeNs += now - since;
    this.#outcomes.fold(calls.number[call]!);
    this.#outcomes.fold(outcome);
    this.#outcomes.fold(latencyNs);
    if (outcome === Outcome.success) this.#windows.succeeded(now, latencyNs);
    else this.#windows.failed(now, isThrottled(outcome));
    if (dueNs < this.#startNs) {
      if (now < this.#startNs || this.#isWarmingUp) return;
      this.#olderEnded++;
      this.#outsideNs -= Math.min(now, this.#endNs) - this.#startNs;
      return;
    }
    this.#ended++;
    this.#timeInSystemNs += latencyNs;
    this.#outsideNs += Math.max(0, now - this.#endNs);
    this.#errors[outcome]!++;
    this.#endIn(calls, call, calls.phase[call]!, outcome, latencyNs, addedNs);
    let active = calls.activeFaults[call]!;
    for (let fault = 0; active !== 0; fault++, active >>>= 1) {
      if (active & 1) {
        this.#endIn(calls, call, FAULT_GROUPS + fault, outcome, latencyNs, addedNs);
      }
    }
  }

  faultStarted(fault: number): void {
    this.#faultStartNs[fault] = this.#loop.now;
  }

  faultEnded(fault: number): void {
    this.#faultEndNs[fault] = this.#loop.now;
  }

  /** The warm-up is over, now: the accounts start anew. */
  beginMeasure(): void {
    this.#account();
    this.#isWarmingUp = false;
    this.#presentAreaNs = 0;
    this.#endedTimeNs = 0;
    this.#presentSinceNs = 0; // those present count from now on
    this.#presentAtStart = this.#present;
  }

  /** Half of the measured time is over, now. */
  passHalfWay(): void {
    this.#presentHalfWay = this.#present;
  }

  /** The measured time is over, now: at its end, or where a bound stopped the run. */
  endMeasure(): void {
    this.#account();
    const elapsed = Math.max(0, this.#loop.now - this.#startNs);
    this.#presentAtEnd = this.#present;
    this.#timePresentNs = this.#endedTimeNs + this.#present * elapsed - this.#presentSinceNs;
    this.#areaAtEndNs = this.#presentAreaNs;
  }

  #areaAtEndNs = 0;

  outcomesDigest(): string {
    return this.#outcomes.digest();
  }

  cells(): CellData[] {
    const perWorkload = OPERATIONS.length * this.#groups;
    return this.#cells.flatMap((cell, index) =>
      cell === undefined
        ? []
        : [
            {
              workload: Math.floor(index / perWorkload),
              operation: Math.floor((index % perWorkload) / this.#groups),
              group: index % this.#groups,
              counts: cell.counts,
              success: cell.success.toJSON(),
              failure: cell.failure.toJSON(),
              added: cell.added.toJSON(),
            },
          ],
    );
  }

  errors(): Record<string, number> {
    const byName: Record<string, number> = {};
    for (const { code, error } of OUTCOMES) {
      const count = this.#errors[code]!;
      if (error !== null && count > 0) byName[error] = (byName[error] ?? 0) + count;
    }
    return byName;
  }

  system(): SystemAccount {
    return {
      presentAreaNs: this.#areaAtEndNs,
      timePresentNs: this.#timePresentNs,
      arrived: this.#arrived,
      timeInSystemNs: this.#timeInSystemNs,
      ended: this.#ended,
      outsideNs: this.#outsideNs,
      olderAllEnded: this.#olderEnded === this.#presentAtStart,
      presentAtStart: this.#presentAtStart,
      presentHalfWay: this.#presentHalfWay,
      presentAtEnd: this.#presentAtEnd,
    };
  }

  windows(): WindowData {
    return this.#windows.data();
  }

  faults(): FaultData[] {
    return this.#config.faults.flatMap(({ name, kind }, fault) => {
      const startNs = this.#faultStartNs[fault] ?? null;
      const endNs = this.#faultEndNs[fault] ?? null;
      return startNs === null
        ? []
        : [
            {
              name,
              kind,
              startNs: startNs - this.#startNs,
              endNs: endNs === null ? null : endNs - this.#startNs,
            },
          ];
    });
  }

  #endIn(
    calls: CallTable,
    call: number,
    group: number,
    outcome: number,
    latencyNs: number,
    addedNs: number,
  ): void {
    const cell = this.#cellOf(calls, call, group);
    const { counts } = cell;
    counts.attempts += calls.attempts[call]!;
    counts.admittedAttempts += calls.admitted[call]!;
    counts.throttledAttempts += calls.throttled[call]!;
    if (outcome === Outcome.success) {
      counts.succeeded++;
      cell.success.record(latencyNs);
      cell.added.record(addedNs);
    } else {
      if (isThrottled(outcome)) counts.throttled++;
      else counts.failed++;
      cell.failure.record(latencyNs);
    }
  }

  #cellOf(calls: CallTable, call: number, group: number): Cell {
    const row = calls.workload[call]! * OPERATIONS.length + calls.operation[call]!;
    const index = row * this.#groups + group;
    return (this.#cells[index] ??= newCell());
  }

  #account(): void {
    const now = this.#loop.now;
    this.#presentAreaNs += (now - this.#changedAtNs) * this.#present;
    this.#changedAtNs = now;
  }
}

function newCell(): Cell {
  return {
    counts: {
      offered: 0,
      succeeded: 0,
      throttled: 0,
      failed: 0,
      attempts: 0,
      throttledAttempts: 0,
      admittedAttempts: 0,
    },
    success: new LogLinearHistogram(),
    failure: new LogLinearHistogram(),
    added: new LogLinearHistogram(),
  };
}
