import { Phase } from '../model/index.ts';
import { LogLinearHistogram } from '../stats/index.ts';
import type { CellCounts, CellData, RunResult } from './run-result.ts';

/** Which calls a figure is about; null means all. */
export interface GroupFilter {
  /** Position in the study's workloads. */
  readonly workload: number | null;
  /** Position in OPERATIONS. */
  readonly operation: number | null;
  /** A phase or, from 3 on, a fault; null: the whole run. */
  readonly group: number | null;
}

export const ALL_CALLS: GroupFilter = { workload: null, operation: null, group: null };

/** The selected calls of one replication, merged. */
export interface RunGroup {
  readonly counts: CellCounts;
  readonly success: LogLinearHistogram;
  readonly failure: LogLinearHistogram;
  readonly added: LogLinearHistogram;
  readonly measuredNs: number;
}

/** Merges the cells of one run that match. Phases part the calls, so all groups are phases 0 to 2. */
export function selectGroup(run: RunResult, filter: GroupFilter): RunGroup {
  const counts: CellCounts = {
    offered: 0,
    succeeded: 0,
    throttled: 0,
    failed: 0,
    attempts: 0,
    throttledAttempts: 0,
    admittedAttempts: 0,
  };
  const success = new LogLinearHistogram();
  const failure = new LogLinearHistogram();
  const added = new LogLinearHistogram();
  for (const cell of run.cells) {
    if (!matches(cell, filter)) continue;
    for (const name of Object.keys(counts) as (keyof CellCounts)[]) {
      counts[name] += cell.counts[name];
    }
    success.merge(LogLinearHistogram.fromJSON(cell.success));
    failure.merge(LogLinearHistogram.fromJSON(cell.failure));
    added.merge(LogLinearHistogram.fromJSON(cell.added));
  }
  return { counts, success, failure, added, measuredNs: run.measuredNs };
}

function matches(cell: CellData, { workload, operation, group }: GroupFilter): boolean {
  return (
    (workload === null || cell.workload === workload) &&
    (operation === null || cell.operation === operation) &&
    (group === null ? cell.group <= Phase.after : cell.group === group)
  );
}

/** Names of the groups in the order of their numbers. */
export function groupNames(faultNames: readonly string[]): readonly string[] {
  return ['before', 'faults', 'after', ...faultNames];
}
