import { Phase, USER_OPERATIONS, type WorkloadConfig, type WorldConfig } from '../model/index.ts';
import { LogLinearHistogram } from '../stats/index.ts';
import type {
  CellCounts,
  CellData,
  RunResult,
  TailDispersion,
  UserOperationCounts,
} from './run-result.ts';

/** First group of the named faults; the phases come before. */
export const FAULT_GROUPS = 3;

/** Which calls a figure is about; null means all. */
export interface GroupFilter {
  /** Position in the study's workloads. */
  readonly workload: number | null;
  /** Position in OPERATIONS. */
  readonly operation: number | null;
  /** A phase or, from 3 on, a fault, then a time range; null: the whole run. */
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
  /** Of all successful calls of the run; empty where it is not known. */
  readonly tailDispersion: readonly TailDispersion[];
  /** Latencies of successful calls in equal parts of the run; only of all calls, and where kept. */
  readonly batches: readonly LogLinearHistogram[];
}

/** Merges the cells of one run that match. Phases part the calls, so all groups are phases 0 to 2. */
export function selectGroup(run: RunResult, filter: GroupFilter): RunGroup {
  const success = new LogLinearHistogram();
  const failure = new LogLinearHistogram();
  const added = new LogLinearHistogram();
  for (const cell of run.cells) {
    if (!matches(cell, filter)) continue;
    success.mergeData(cell.success);
    failure.mergeData(cell.failure);
    added.mergeData(cell.added);
  }
  const isAll = filter.workload === null && filter.operation === null && filter.group === null;
  return {
    counts: countCalls(run, filter),
    success,
    failure,
    added,
    measuredNs: lengthNs(run, filter.group),
    tailDispersion: run.tailDispersion,
    batches: isAll ? run.latencyBatches.map((data) => LogLinearHistogram.fromJSON(data)) : [],
  };
}

/** Measured time of a group of calls; null: of the whole run. */
function lengthNs(run: RunResult, group: number | null): number {
  return group === null ? run.measuredNs : (run.groupLengthsNs[group] ?? 0);
}

/** The same without the latencies. */
export function countCalls(run: RunResult, filter: GroupFilter): CellCounts {
  const counts: CellCounts = {
    offered: 0,
    succeeded: 0,
    throttled: 0,
    failed: 0,
    attempts: 0,
    throttledAttempts: 0,
    admittedAttempts: 0,
    answered: 0,
  };
  for (const cell of run.cells) {
    if (!matches(cell, filter)) continue;
    for (const name of Object.keys(counts) as (keyof CellCounts)[]) {
      counts[name] += cell.counts[name];
    }
  }
  return counts;
}

/** Which user operations a figure is about; null means all. */
export interface UserOperationFilter {
  readonly workload: number | null;
  /** By name, whatever service has one of that name. */
  readonly name: string | null;
  readonly group: number | null;
}

/** The selected user operations of one replication, merged. */
export interface UserOperationGroup {
  readonly counts: UserOperationCounts;
  readonly success: LogLinearHistogram;
  readonly failure: LogLinearHistogram;
  readonly measuredNs: number;
}

/** Merges the user operations of one run that match. */
export function selectUserOperations(
  run: RunResult,
  workloads: readonly WorkloadConfig[],
  { workload, name, group }: UserOperationFilter,
): UserOperationGroup {
  const counts = { due: 0, succeeded: 0, throttled: 0, failed: 0, calls: 0, tries: 0, answered: 0 };
  const success = new LogLinearHistogram();
  const failure = new LogLinearHistogram();
  for (const cell of run.userOperations) {
    const isMeant =
      (workload === null || cell.workload === workload) &&
      (name === null || userOperationName(workloads[cell.workload]!, cell.kind) === name) &&
      isInGroup(cell.group, group);
    if (!isMeant) continue;
    for (const key of Object.keys(counts) as (keyof UserOperationCounts)[]) {
      counts[key] += cell.counts[key];
    }
    success.mergeData(cell.success);
    failure.mergeData(cell.failure);
  }
  return { counts, success, failure, measuredNs: lengthNs(run, group) };
}

/**
 * User operations as a group of calls, so that whatever is measured of calls can be measured of
 * them. The services' own time is not simulated, so all of their latency is added by KMS.
 */
export function asCalls({ counts, success, failure, measuredNs }: UserOperationGroup): RunGroup {
  const { due, succeeded, throttled, failed, tries, answered } = counts;
  return {
    counts: {
      offered: due,
      succeeded,
      throttled,
      failed,
      attempts: tries,
      throttledAttempts: 0,
      admittedAttempts: 0,
      answered,
    },
    success,
    failure,
    added: success,
    measuredNs,
    tailDispersion: [],
    batches: [],
  };
}

/** `PutObject` for kind 0 of a workload of S3. */
function userOperationName({ service }: WorkloadConfig, kind: number): string | undefined {
  return service === null ? undefined : USER_OPERATIONS[service.kind][kind];
}

/** Names of the user operations that a workload asks for, in the order of its service. */
export function userOperationsOf({ service }: WorkloadConfig): readonly string[] {
  if (service === null) return [];
  const asked = service.mix.filter(({ share }) => share > 0).map(({ name }) => name);
  return USER_OPERATIONS[service.kind].filter((name) => asked.includes(name));
}

function matches(cell: CellData, { workload, operation, group }: GroupFilter): boolean {
  return (
    (workload === null || cell.workload === workload) &&
    (operation === null || cell.operation === operation) &&
    isInGroup(cell.group, group)
  );
}

function isInGroup(own: number, group: number | null): boolean {
  return group === null ? own <= Phase.after : own === group;
}

/** A part of the run of which calls are counted apart. */
export interface NamedGroup {
  readonly name: string;
  readonly group: number;
}

/** Phases, faults and time ranges, in the order of their numbers. */
export function namedGroups({ faults, ranges }: WorldConfig): readonly NamedGroup[] {
  const names = ['before', 'faults', 'after', ...faults.map(({ name }) => name)];
  return [
    ...names.map((name, group) => ({ name, group })),
    ...ranges.map(({ name }, index) => ({
      name,
      group: FAULT_GROUPS + faults.length + index,
    })),
  ];
}

/** Those worth showing: without faults there are no phases. */
export function groupsToShow(world: WorldConfig): readonly NamedGroup[] {
  const groups = namedGroups(world);
  return world.faults.length > 0 ? groups : groups.slice(FAULT_GROUPS);
}
