import {
  isThrottled,
  Outcome,
  USER_OPERATIONS,
  type TimeRange,
  type UserOperation,
  type WorkloadConfig,
} from '../../model/index.ts';
import { LogLinearHistogram } from '../../stats/index.ts';
import { FAULT_GROUPS } from '../groups.ts';
import type { UserOperationCell, UserOperationCounts } from '../run-result.ts';
import type { PartClock } from './part-clock.ts';

interface Cell {
  readonly counts: UserOperationCounts;
  readonly success: LogLinearHistogram;
  readonly failure: LogLinearHistogram;
}

/** The most user operations that any service has. */
const MOST_KINDS = Object.values(USER_OPERATIONS).reduce(
  (most, names) => Math.max(most, names.length),
  0,
);

/** User operations by workload, kind and group, recorded as calls are. */
export class UserOperationCells {
  readonly #ranges: readonly TimeRange[];
  readonly #firstRange: number;
  readonly #groups: number;
  readonly #cells: (Cell | undefined)[];

  constructor(workloads: readonly WorkloadConfig[], faults: number, ranges: readonly TimeRange[]) {
    this.#ranges = ranges;
    this.#firstRange = FAULT_GROUPS + faults;
    this.#groups = this.#firstRange + ranges.length;
    this.#cells = Array.from({ length: workloads.length * MOST_KINDS * this.#groups });
  }

  due(operation: UserOperation): void {
    this.#cellOf(operation, operation.phase).counts.due++;
    let active = operation.activeFaults;
    for (let fault = 0; active !== 0; fault++, active >>>= 1) {
      if (active & 1) this.#cellOf(operation, FAULT_GROUPS + fault).counts.due++;
    }
    for (let range = 0; range < this.#ranges.length; range++) {
      if (this.#covers(range, operation.dueNs)) {
        this.#cellOf(operation, this.#firstRange + range).counts.due++;
      }
    }
  }

  ended(operation: UserOperation, outcome: number, latencyNs: number): void {
    this.#endIn(operation, operation.phase, outcome, latencyNs);
    let active = operation.activeFaults;
    for (let fault = 0; active !== 0; fault++, active >>>= 1) {
      if (active & 1) this.#endIn(operation, FAULT_GROUPS + fault, outcome, latencyNs);
    }
    for (let range = 0; range < this.#ranges.length; range++) {
      if (this.#covers(range, operation.dueNs)) {
        this.#endIn(operation, this.#firstRange + range, outcome, latencyNs);
      }
    }
  }

  /** It succeeded at `nowNs`, within the measured time, whenever it was due. */
  answered(operation: UserOperation, nowNs: number, parts: PartClock): void {
    this.#cellOf(operation, parts.phase).counts.answered++;
    let active = parts.activeFaults;
    for (let fault = 0; active !== 0; fault++, active >>>= 1) {
      if (active & 1) this.#cellOf(operation, FAULT_GROUPS + fault).counts.answered++;
    }
    for (let range = 0; range < this.#ranges.length; range++) {
      if (this.#covers(range, nowNs)) {
        this.#cellOf(operation, this.#firstRange + range).counts.answered++;
      }
    }
  }

  data(): UserOperationCell[] {
    const perWorkload = MOST_KINDS * this.#groups;
    return this.#cells.flatMap((cell, index) =>
      cell === undefined
        ? []
        : [
            {
              workload: Math.floor(index / perWorkload),
              kind: Math.floor((index % perWorkload) / this.#groups),
              group: index % this.#groups,
              counts: cell.counts,
              success: cell.success.toJSON(),
              failure: cell.failure.toJSON(),
            },
          ],
    );
  }

  #covers(range: number, timeNs: number): boolean {
    const { fromNs, toNs } = this.#ranges[range]!;
    return timeNs >= fromNs && timeNs < toNs;
  }

  #endIn(operation: UserOperation, group: number, outcome: number, latencyNs: number): void {
    const { counts, success, failure } = this.#cellOf(operation, group);
    counts.calls += operation.calls;
    counts.tries += operation.tries;
    if (outcome === Outcome.success) {
      counts.succeeded++;
      success.record(latencyNs);
      return;
    }
    if (isThrottled(outcome) || outcome === Outcome.serviceThrottled) counts.throttled++;
    else counts.failed++;
    failure.record(latencyNs);
  }

  #cellOf({ workload, kind }: UserOperation, group: number): Cell {
    const index = (workload * MOST_KINDS + kind) * this.#groups + group;
    return (this.#cells[index] ??= newCell());
  }
}

function newCell(): Cell {
  return {
    counts: { due: 0, succeeded: 0, throttled: 0, failed: 0, calls: 0, tries: 0, answered: 0 },
    success: new LogLinearHistogram(),
    failure: new LogLinearHistogram(),
  };
}
