import { NS_PER_MS, NS_PER_SECOND } from '../kernel/index.ts';
import { OPERATIONS, type WorldConfig } from '../model/index.ts';
import { ALL_CALLS, countCalls } from './groups.ts';
import type { LimitResult } from './result.ts';
import type { RunResult } from './run-result.ts';
import type { LimitInput } from './study.ts';

/** Connections that are used less than this are no limit worth a row. */
const LEAST_USED = 0.05;

type Row = Omit<LimitResult, 'binds'>;

/**
 * The walls of a design against its offered load, the most used first. That one binds: as the load
 * grows, it is reached first, whether or not this load reaches it. Each limit is set against the
 * calls that it counts. `world`: at the load of the runs.
 */
export function limitTable(
  limits: readonly LimitInput[],
  world: WorldConfig,
  runs: readonly RunResult[],
): readonly LimitResult[] {
  const seconds = runs.reduce((sum, { measuredNs }) => sum + measuredNs, 0) / NS_PER_SECOND;
  const rows = [
    ...limits.map(({ counts, ...limit }): Row => {
      const calls = counts.reduce(
        (sum, { workload, operations }) =>
          sum + operations.reduce((own, name) => own + offered(runs, workload, name), 0),
        0,
      );
      return { ...limit, usedShare: calls / seconds / limit.capacityPerSecond };
    }),
    ...connectionRows(world, runs, seconds),
  ];
  return rows
    .sort((a, b) => b.usedShare - a.usedShare || a.capacityPerSecond - b.capacityPerSecond)
    .map((row, position) => ({ ...row, binds: position === 0 }));
}

function offered(
  runs: readonly RunResult[],
  workload: number,
  name: (typeof OPERATIONS)[number],
): number {
  const filter = { ...ALL_CALLS, workload, operation: OPERATIONS.indexOf(name) };
  return runs.reduce((sum, run) => sum + countCalls(run, filter).offered, 0);
}

/**
 * Little's law: n connections that each call holds for W on average carry n / W calls a second. W
 * is the mean latency without load, the shortest that a call holds one: the limit is never lower
 * than this because of an idle system, and is lower once calls have to wait or to be repeated.
 */
function connectionRows(world: WorldConfig, runs: readonly RunResult[], seconds: number): Row[] {
  if (world.store.kind === 'cloudhsm-direct') return [];
  return world.workloads.flatMap(({ name, via, client }, workload): Row[] => {
    if (client.connections === null || via !== 'kms') return [];
    const unloadedNs = meanUnloadedNs(runs, workload);
    if (unloadedNs === 0) return [];
    const { instances } = client;
    const { most } = client.connections;
    const capacity = (instances * most * NS_PER_SECOND) / unloadedNs;
    const calls = runs.reduce(
      (sum, run) => sum + countCalls(run, { ...ALL_CALLS, workload }).offered,
      0,
    );
    const usedShare = calls / seconds / capacity;
    if (usedShare < LEAST_USED) return [];
    return [
      {
        name: `client connections of ${name}`,
        capacityPerSecond: Number(capacity.toPrecision(3)),
        usedShare,
        confidence: 'inferred',
        source: `Little’s law: ${instances} clients with ${most} connections each, over ${(unloadedNs / NS_PER_MS).toPrecision(3)} ms, the mean latency of a call without load`,
        remedy: 'Allow each client more connections, or run more clients.',
      },
    ];
  });
}

/** Of the successful calls of a workload, all replications; 0 where there are none. */
function meanUnloadedNs(runs: readonly RunResult[], workload: number): number {
  let sumNs = 0;
  let count = 0;
  for (const { cells } of runs) {
    for (const cell of cells) {
      if (cell.workload !== workload || cell.group > 2) continue;
      sumNs += cell.success.sum - cell.added.sum;
      count += cell.success.count;
    }
  }
  return count === 0 ? 0 : sumNs / count;
}
