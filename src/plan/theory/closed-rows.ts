import { lawMean, NS_PER_MS, NS_PER_SECOND } from '../../kernel/index.ts';
import type { WorkloadConfig } from '../../model/index.ts';
import { finiteSource } from '../../stats/index.ts';
import { keyStoresOf } from '../key-stores.ts';
import { estimate } from '../summaries.ts';
import { dependent, unsteady } from './assumptions.ts';
import { commandMix, type CommandMix } from './command-mix.ts';
import { exactEvidence, exactRow, noFormula, type Comparison } from './comparison.ts';
import { delaysOf, hasConnections } from './delays.ts';
import {
  clusterOf,
  queueMemory,
  sourceWith,
  whyNotJudged,
  type Demands,
  type Scene,
} from './scene.ts';

/** A closed load: so many clients, each of which thinks, calls, and waits for the answer. */
interface ClosedLoad {
  readonly clients: number;
  readonly thinkMs: number;
  readonly workload: WorkloadConfig;
}

/** What theory knows of one closed workload alone in its world; null where there is none such. */
export function closedRows(scene: Scene): readonly Comparison[] | null {
  const { workloads } = scene.world;
  const [workload] = workloads;
  if (workloads.length !== 1 || workload === undefined) return null;
  const { arrivals, service } = workload;
  if (arrivals.kind !== 'closed' || service !== null) return null;
  const broken = unsteady(scene.world);
  if (broken.length > 0) return [noFormula('throughput and latency', broken.join(' '))];
  const thinkMs = lawMean(arrivals.thinkNs) / NS_PER_MS;
  const load = { clients: arrivals.clients, thinkMs, workload };
  return [responseTimeLaw(scene, load), ...stationRows(scene, load)];
}

/**
 * The response time law (P. J. Denning and J. P. Buzen, ACM Computing Surveys 10, 1978, 225–261):
 * clients = throughput × (think time + response time), whatever happens in between: a cycle of each
 * client follows the other without a gap. It may miss one cycle of each at the ends.
 */
function responseTimeLaw(scene: Scene, { clients, thinkMs, workload }: ClosedLoad): Comparison {
  const { calls, level, world } = scene;
  const durationMs = world.durationNs / NS_PER_MS;
  const inUse = calls.map(({ counts, success, failure }) => {
    const latencyMs = (success.sum + failure.sum) / NS_PER_MS;
    return (latencyMs + counts.offered * thinkMs) / durationMs;
  });
  const cycleMs =
    (clients * durationMs * calls.length) / total(calls.map(({ counts }) => counts.offered));
  const reason = whyNotJudged(scene, demandsOf(scene, workload, cycleMs));
  const isWhole = calls.every(
    ({ counts }) => counts.offered === counts.succeeded + counts.throttled + counts.failed,
  );
  return exactRow(
    'clients, by throughput × (think time + latency)',
    clients,
    estimate(inUse, level),
    'clients',
    sourceWith('response time law (Denning and Buzen 1978)', reason),
    reason === null && isWhole
      ? exactEvidence(
          inUse.map((value) => value - clients),
          (clients * cycleMs) / durationMs,
        )
      : null,
  );
}

/** Rows of the station that the clients share. */
function stationRows(scene: Scene, load: ClosedLoad): readonly Comparison[] {
  const { world } = scene;
  const cluster = clusterOf(world);
  const mix = cluster === null ? null : commandMix(world, cluster);
  const delays = delaysOf(world);
  const name = 'throughput and latency under a closed load';
  const reasons = [
    ...dependent(scene),
    ...(hasConnections(world)
      ? ['Connections have to be opened, which delays calls in ways that depend on each other.']
      : []),
  ];
  if (reasons.length > 0) return [noFormula(name, reasons.join(' '))];
  if (delays === null) {
    return [noFormula(name, 'An external key store has no formula: connections and time-outs.')];
  }
  // Without HSMs of one's own nothing is shared: calls are delays, and clients independent.
  if (cluster === null) {
    const throughput = load.clients / (load.thinkMs + delays.meanMs);
    return [throughputRow(scene, load, throughput, 'clients / (think time + sum of delays)')];
  }
  const { hsms, slots, queueLimit } = cluster;
  const keyStores = keyStoresOf(world.store);
  const servers = keyStores * hsms * slots;
  const canQueue = queueLimit === null || queueLimit >= load.clients;
  if (mix === null || mix.hasTwoCommands || !canQueue) {
    return [noFormula(name, 'Commands come back to the HSMs, or find their queue full.')];
  }
  const isSaturated =
    load.thinkMs === 0 &&
    delays.meanMs === 0 &&
    load.clients >= servers &&
    // The keys that are asked for decide which HSMs have work.
    keyStores === 1 &&
    (hsms === 1 || cluster.balancing === 'least-outstanding');
  if (isSaturated) {
    const throughput = servers / mix.meanMs;
    return [
      throughputRow(
        scene,
        load,
        throughput,
        'all slots are always busy: slots / mean service time',
      ),
    ];
  }
  if (keyStores > 1 || hsms > 1 || !mix.isExponential)
    return [asymptoticRow(scene, load, mix, delays.meanMs, servers)];
  const { throughput, meanResponse } = finiteSource({
    clients: load.clients,
    meanThink: load.thinkMs + delays.meanMs,
    meanService: mix.meanMs,
    servers,
  });
  const formula = `machine repair, M/M/${servers}//${load.clients} (Gross et al., section 2.7; any law of the think time)`;
  return [
    throughputRow(scene, load, throughput, formula),
    latencyRow(scene, load, meanResponse + delays.meanMs, throughput, formula),
  ];
}

function throughputRow(
  scene: Scene,
  { clients, workload }: ClosedLoad,
  perMs: number,
  formula: string,
): Comparison {
  const perSecond = throughputs(scene);
  const reason = whyNotJudged(scene, demandsOf(scene, workload, clients / perMs));
  const expected = perMs * 1000;
  return exactRow(
    'throughput',
    expected,
    estimate(perSecond, scene.level),
    '/s',
    sourceWith(formula, reason),
    reason === null
      ? exactEvidence(
          perSecond.map((value) => value - expected),
          // One call of each client may lie on either side of an end.
          (clients * NS_PER_SECOND) / scene.world.durationNs,
        )
      : null,
  );
}

function latencyRow(
  scene: Scene,
  { clients, workload }: ClosedLoad,
  expectedMs: number,
  perMs: number,
  formula: string,
): Comparison {
  const { calls, level } = scene;
  const reason = whyNotJudged(scene, demandsOf(scene, workload, clients / perMs));
  const mean = total(calls.map(({ success }) => success.count)) / calls.length;
  return exactRow(
    'mean latency',
    expectedMs,
    estimate(
      calls.map(({ success }) => success.mean / NS_PER_MS),
      level,
    ),
    'ms',
    sourceWith(formula, reason),
    reason === null
      ? exactEvidence(
          calls.map(({ success }) => (success.sum / NS_PER_MS - expectedMs * success.count) / mean),
        )
      : null,
  );
}

/** No system of these parts has a higher throughput. */
function asymptoticRow(
  scene: Scene,
  { clients, thinkMs, workload }: ClosedLoad,
  mix: CommandMix,
  delaysMs: number,
  servers: number,
): Comparison {
  const cycleMs = thinkMs + delaysMs + mix.meanMs;
  const high = Math.min(clients / cycleMs, servers / mix.meanMs) * 1000;
  const perSecond = throughputs(scene);
  const reason = whyNotJudged(scene, demandsOf(scene, workload, cycleMs));
  return {
    name: 'throughput',
    kind: 'bound',
    expected: null,
    low: null,
    high,
    observed: estimate(perSecond, scene.level),
    unit: '/s',
    source: sourceWith(
      'not above clients / (think time + latency without waiting), nor above slots / mean service time (asymptotic bounds; Denning and Buzen 1978)',
      reason,
    ),
    evidence:
      reason === null
        ? { aboveLow: [], belowHigh: perSecond.map((value) => high - value), allowance: 0 }
        : null,
  };
}

function throughputs({ calls, world }: Scene): readonly number[] {
  return calls.map(({ counts }) => (counts.succeeded * NS_PER_SECOND) / world.durationNs);
}

/** After a few cycles the clients have forgotten that they all began at once. */
function demandsOf(
  { calls, world }: Scene,
  { arrivals }: WorkloadConfig,
  cycleMs: number,
): Demands {
  const cluster = clusterOf(world);
  const mix = cluster === null ? null : commandMix(world, cluster);
  const think = arrivals.kind === 'closed' ? [arrivals.thinkNs] : [];
  return {
    memory: {
      ...queueMemory(cycleMs),
      because: `a cycle of a client takes ${cycleMs.toPrecision(2)} ms`,
    },
    events: total(calls.map(({ counts }) => counts.offered)) / calls.length,
    eventName: 'calls',
    laws: mix?.laws ?? [],
    delays: [...think, ...(delaysOf(world)?.laws ?? [])],
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
