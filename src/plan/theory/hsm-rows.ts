import type { ClusterConfig } from '../../model/index.ts';
import { keyStoresOf } from '../key-stores.ts';
import { dependent, notPoisson, unsteady } from './assumptions.ts';
import { commandMix, type CommandMix } from './command-mix.ts';
import { noFormula, type Comparison } from './comparison.ts';
import { limitedRows, REFUSED_BY_QUEUE } from './limited-rows.ts';
import { openRows } from './open-rows.ts';
import { limitsMet } from './queue-limits.ts';
import { isNegligible, quotaLoads } from './quota-loads.ts';
import { clusterOf, poissonPerMs, type Scene } from './scene.ts';

const NAME = 'waiting at the HSMs and latency';

/** Waiting at the HSMs under open load: what is known of it, or why nothing is. */
export function hsmRows(scene: Scene): readonly Comparison[] {
  const { world } = scene;
  const cluster = clusterOf(world);
  if (cluster === null) return [];
  const assumed = [...unsteady(world), ...notPoisson(world)];
  if (assumed.length > 0) return [noFormula(NAME, assumed.join(' '))];
  const mix = commandMix(world, cluster);
  if (mix === null) {
    return [noFormula(NAME, 'Calls ask for operations that these HSMs do not do.')];
  }
  const perMs = world.workloads.reduce((sum, workload) => sum + poissonPerMs(workload), 0);
  const structure = structuralReasons(scene, mix);
  if (structure.length > 0) return [noFormula(NAME, structure.join(' '))];
  return boundedQueue(scene, cluster, mix, perMs) ?? unboundedQueue(scene, cluster, mix, perMs);
}

/** What keeps the commands at the HSMs from being a Poisson process, whatever the load. */
function structuralReasons({ world }: Scene, mix: CommandMix): readonly string[] {
  const { store, workloads } = world;
  const library = 'dispatcherNs' in store ? store : null;
  const hasSignatures = workloads.some(({ keySpec }) => keySpec !== 'SYMMETRIC_DEFAULT');
  return [
    ...(mix.hasTwoCommands
      ? ['Operations of two commands come back to the HSMs when the first is done.']
      : []),
    ...(hasSignatures && library !== null && library.dispatcherNs !== null
      ? ['Signatures pass a dispatcher first, which spaces them out.']
      : []),
    ...(store.kind === 'cloudhsm' && workloads.some(({ via }) => via === 'pkcs11')
      ? [
          'A key store and an application share the HSMs, and neither sees the commands of the other.',
        ]
      : []),
    ...(keyStoresOf(store) > 1
      ? [
          'Several key stores share the calls by their keys, each before HSMs of its own that see more or fewer of them, or see them more regularly than chance would send them.',
        ]
      : []),
    ...(quotaLoads(world).every(isNegligible)
      ? []
      : [
          'A request quota refuses calls: what it lets pass to the HSMs is no Poisson process any more.',
        ]),
  ];
}

/** One HSM used directly whose full queue refuses commands, and nobody repeats them; else null. */
function boundedQueue(
  scene: Scene,
  cluster: ClusterConfig,
  mix: CommandMix,
  perMs: number,
): readonly Comparison[] | null {
  const { store, workloads } = scene.world;
  const isAlone = store.kind === 'cloudhsm-direct' && cluster.hsms === 1;
  const isPatient = workloads.every(
    ({ client }) =>
      client.retry.maxAttempts === 1 &&
      client.attemptTimeoutNs === null &&
      client.callTimeoutNs === null,
  );
  if (!isAlone || !isPatient || cluster.queueLimit === null) return null;
  const broken = dependent(scene, [REFUSED_BY_QUEUE]);
  if (broken.length > 0) return [noFormula(NAME, broken.join(' '))];
  return limitedRows(scene, cluster, mix, perMs);
}

function unboundedQueue(
  scene: Scene,
  cluster: ClusterConfig,
  mix: CommandMix,
  perMs: number,
): readonly Comparison[] {
  const utilisation = (perMs * mix.meanMs) / (cluster.hsms * cluster.slots);
  if (!(utilisation < 1)) {
    const load = `The load is ${Number(utilisation.toPrecision(3))} times what the HSMs can do:`;
    const end =
      cluster.queueLimit === null
        ? 'a queue without a bound grows for ever and has no steady state.'
        : 'their queues are full, they answer busy, and commands come again.';
    return [noFormula(NAME, `${load} ${end}`)];
  }
  const broken = [
    ...dependent(scene),
    ...limitsMet(scene.world, cluster, mix, perMs),
    ...(mix.laws.some(({ kind }) => kind === 'pareto') && !Number.isFinite(mix.cvSquared)
      ? ['The service time has no variance, and the wait no mean.']
      : []),
    ...(scene.runs.some(({ stations }) => stations.some(({ refused }) => refused > 0))
      ? ['HSMs answered busy, and the commands came again.']
      : []),
  ];
  if (broken.length > 0) return [noFormula(NAME, broken.join(' '))];
  return openRows(scene, cluster, mix, perMs);
}
