import {
  isThrottled,
  OPERATIONS,
  Outcome,
  type CallTable,
  type TimeRange,
} from '../../model/index.ts';
import { LogLinearHistogram } from '../../stats/index.ts';
import { FAULT_GROUPS } from '../groups.ts';
import type { CellCounts, CellData } from '../run-result.ts';
import type { PartClock } from './part-clock.ts';

interface Cell {
  readonly counts: CellCounts;
  readonly success: LogLinearHistogram;
  readonly failure: LogLinearHistogram;
  readonly added: LogLinearHistogram;
}

/**
 * Calls by workload, operation and group. A call is recorded once in the cell of its phase, and
 * again for each fault and time range it fell into; all wider groups are merged from cells later.
 */
export class CallCells {
  readonly #ranges: readonly TimeRange[];
  /** Group of the first time range: they come after the faults. */
  readonly #firstRange: number;
  readonly #groups: number;
  readonly #cells: (Cell | undefined)[];

  constructor(workloads: number, faults: number, ranges: readonly TimeRange[]) {
    this.#ranges = ranges;
    this.#firstRange = FAULT_GROUPS + faults;
    this.#groups = this.#firstRange + ranges.length;
    this.#cells = Array.from({ length: workloads * OPERATIONS.length * this.#groups });
  }

  due(calls: CallTable, call: number): void {
    this.#cellOf(calls, call, calls.phase[call]!).counts.offered++;
    let active = calls.activeFaults[call]!;
    for (let fault = 0; active !== 0; fault++, active >>>= 1) {
      if (active & 1) this.#cellOf(calls, call, FAULT_GROUPS + fault).counts.offered++;
    }
    for (let range = 0; range < this.#ranges.length; range++) {
      if (this.#covers(range, calls.dueNs[call]!)) {
        this.#cellOf(calls, call, this.#firstRange + range).counts.offered++;
      }
    }
  }

  ended(calls: CallTable, call: number, outcome: number, latencyNs: number, addedNs: number): void {
    this.#endIn(calls, call, calls.phase[call]!, outcome, latencyNs, addedNs);
    let active = calls.activeFaults[call]!;
    for (let fault = 0; active !== 0; fault++, active >>>= 1) {
      if (active & 1) {
        this.#endIn(calls, call, FAULT_GROUPS + fault, outcome, latencyNs, addedNs);
      }
    }
    for (let range = 0; range < this.#ranges.length; range++) {
      if (this.#covers(range, calls.dueNs[call]!)) {
        this.#endIn(calls, call, this.#firstRange + range, outcome, latencyNs, addedNs);
      }
    }
  }

  /** The call was answered with success at `nowNs`, within the measured time, whenever it was due. */
  answered(calls: CallTable, call: number, nowNs: number, parts: PartClock): void {
    this.#cellOf(calls, call, parts.phase).counts.answered++;
    let active = parts.activeFaults;
    for (let fault = 0; active !== 0; fault++, active >>>= 1) {
      if (active & 1) this.#cellOf(calls, call, FAULT_GROUPS + fault).counts.answered++;
    }
    for (let range = 0; range < this.#ranges.length; range++) {
      if (this.#covers(range, nowNs)) {
        this.#cellOf(calls, call, this.#firstRange + range).counts.answered++;
      }
    }
  }

  data(): CellData[] {
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

  #covers(range: number, timeNs: number): boolean {
    const { fromNs, toNs } = this.#ranges[range]!;
    return timeNs >= fromNs && timeNs < toNs;
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
      answered: 0,
    },
    success: new LogLinearHistogram(),
    failure: new LogLinearHistogram(),
    added: new LogLinearHistogram(),
  };
}
