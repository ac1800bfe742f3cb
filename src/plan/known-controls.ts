import { lawVariance, NS_PER_MS, NS_PER_SECOND } from '../kernel/index.ts';
import type { WorldConfig } from '../model/index.ts';
import type { Control } from '../stats/index.ts';
import { ALL_CALLS, countCalls, selectUserOperations } from './groups.ts';
import type { RunResult } from './run-result.ts';
import { commandMix } from './theory/command-mix.ts';
import { clusterOf } from './theory/scene.ts';

/** Figures of the runs whose expected values follow from the world alone; named for the reader. */
export interface KnownControl extends Control {
  readonly name: 'arrivals' | 'service';
}

/**
 * What came in over what was to be expected, where calls arrive as a Poisson process; and how long
 * the HSMs' services really were, where all have one law. Both move every latency, and chance moves
 * them. Which of them there are follows from the world and never from what was simulated, but that
 * a run stopped early has none; nor has one with faults or operators, which change both. `world` is
 * at its load.
 */
export function knownControls(
  world: WorldConfig,
  runs: readonly RunResult[],
): readonly KnownControl[] {
  if (world.faults.length > 0 || world.timeline.length > 0) return [];
  if (runs.some(({ stoppedBy }) => stoppedBy !== null)) return [];
  return [...arrivals(world, runs), ...service(world, runs)];
}

function arrivals({ workloads }: WorldConfig, runs: readonly RunResult[]): readonly KnownControl[] {
  const open = workloads.flatMap(({ arrivals: own, service: kind }, workload) =>
    own.kind === 'poisson' ? [{ workload, isService: kind !== null, rate: own.ratePerSecond }] : [],
  );
  if (open.length === 0) return [];
  const expected = open.reduce((sum, { rate }) => sum + rate, 0);
  const values = runs.map((run) => {
    const due = open.map(({ workload, isService }) =>
      isService
        ? selectUserOperations(run, workloads, { workload, name: null, group: null }).counts.due
        : countCalls(run, { ...ALL_CALLS, workload }).offered,
    );
    return (due.reduce((sum, count) => sum + count, 0) * NS_PER_SECOND) / run.measuredNs;
  });
  return [{ name: 'arrivals', values, mean: expected }];
}

function service(world: WorldConfig, runs: readonly RunResult[]): readonly KnownControl[] {
  const cluster = clusterOf(world);
  const mix = cluster === null ? null : commandMix(world, cluster);
  if (mix === null || !mix.hasOneMean) return [];
  // Without a variance its mean is far from normal, and without variation it tells nothing.
  const variances = mix.laws.map(lawVariance);
  if (!variances.every(Number.isFinite) || variances.every((own) => own === 0)) return [];
  const values = runs.map(({ stations }) => {
    const sum = (of: 'serviceSumNs' | 'completed') =>
      stations.reduce((total, station) => total + station[of], 0);
    return sum('serviceSumNs') / sum('completed') / NS_PER_MS;
  });
  // A replication in which the HSMs did nothing has no mean service.
  return values.every(Number.isFinite) ? [{ name: 'service', values, mean: mix.meanMs }] : [];
}
