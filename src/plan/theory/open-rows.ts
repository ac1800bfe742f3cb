import { NS_PER_MS } from '../../kernel/index.ts';
import type { ClusterConfig } from '../../model/index.ts';
import { allenCunneenMeanWait } from '../../stats/index.ts';
import type { Estimate } from '../result.ts';
import { estimate } from '../summaries.ts';
import { exactEvidence, type Comparison, type Evidence } from './comparison.ts';
import type { CommandMix } from './command-mix.ts';
import { delaysOf, hasConnections, hopSpreadMs } from './delays.ts';
import {
  independentPieces,
  queueMemory,
  ROUNDING_MS,
  sourceWith,
  whyNotJudged,
  type Demands,
  type Scene,
} from './scene.ts';
import { percentileRows, waitsRow } from './distribution-rows.ts';
import { stationOf, waitKnowledge, type WaitKnowledge } from './waiting.ts';

/** Sums of a time over the calls or commands of one replication, ms. */
interface TimeSum {
  readonly sumMs: number;
  readonly count: number;
}

/** Rows of HSMs that Poisson commands reach, `perMs` a millisecond; below saturation. */
export function openRows(
  scene: Scene,
  cluster: ClusterConfig,
  mix: CommandMix,
  perMs: number,
): readonly Comparison[] {
  const { world, runs } = scene;
  const knowledge = waitKnowledge(world, cluster, mix, perMs);
  const commands = (perMs * world.durationNs) / NS_PER_MS;
  const demands: Demands = {
    memory: queueMemory(knowledge.relaxationMs),
    events: commands * knowledge.waitsShare,
    eventName: 'commands that wait',
    laws: mix.laws,
  };
  const waits = runs.map(({ stations }) => ({
    sumMs: stations.reduce((sum, { waitSumNs }) => sum + waitSumNs, 0) / NS_PER_MS,
    count: stations.reduce((sum, { started }) => sum + started, 0),
  }));
  const isTextbook = cluster.hsms === 1 && !hasConnections(scene.world);
  return [
    timeRow(
      scene,
      `mean wait at the HSM${cluster.hsms === 1 ? '' : 's'}`,
      knowledge,
      0,
      waits,
      demands,
    ),
    ...approximation(scene, cluster, mix, perMs, waits),
    ...latencyRows(scene, mix, knowledge, { ...demands, events: commands, eventName: 'calls' }),
    ...(isTextbook && knowledge.kind === 'exact' ? [waitsRow(scene, knowledge, demands)] : []),
    ...(isTextbook && mix.isExponential
      ? percentileRows(
          scene,
          stationOf(mix, perMs, cluster.slots),
          Math.min(commands, independentPieces(scene, knowledge.relaxationMs)),
          demands,
        )
      : []),
  ];
}

/** Mean latency of calls: the wait, and delays that do not queue. */
function latencyRows(
  scene: Scene,
  mix: CommandMix,
  knowledge: WaitKnowledge,
  demands: Demands,
): readonly Comparison[] {
  const { world, calls } = scene;
  const delays = delaysOf(world);
  if (delays === null) return [];
  const sums = calls.map(({ success }) => ({
    sumMs: success.sum / NS_PER_MS,
    count: success.count,
  }));
  const nominalMs = delays.meanMs + mix.meanMs;
  const isPooled = hasConnections(scene.world);
  // Connections of one zone may find the HSMs of that zone more often than others do.
  const restMs = isPooled ? nominalMs - hopSpreadMs(world) : nominalMs;
  const known = isPooled
    ? {
        ...knowledge,
        kind: 'bound' as const,
        highMs: null,
        formula: `${knowledge.formula}; connections that have to be opened come on top`,
      }
    : knowledge;
  return [
    timeRow(scene, 'mean latency', known, restMs, sums, {
      ...demands,
      delays: delays.laws,
    }),
  ];
}

/** A mean time that is the wait and `restMs` more. */
function timeRow(
  scene: Scene,
  name: string,
  { kind, model, lowMs, highMs, formula, roundingShare }: WaitKnowledge,
  restMs: number,
  sums: readonly TimeSum[],
  demands: Demands,
): Comparison {
  const isPooled = hasConnections(scene.world);
  const reason =
    isPooled && restMs === 0
      ? 'not judged, since connections that have to be opened make arrivals not quite Poisson'
      : whyNotJudged(scene, demands);
  const low = lowMs + restMs;
  const high = highMs === null ? null : highMs + restMs;
  // A call is made of a handful of times, each rounded by itself.
  const rounding = (restMs > 0 ? 10 * ROUNDING_MS : 0) + roundingShare * lowMs;
  const rest =
    restMs > 0 ? `; ${Number(restMs.toPrecision(4))} ms of delays and service come on top` : '';
  return {
    name: `${name}, ${model}`,
    kind,
    expected: kind === 'exact' ? low : null,
    low: kind === 'exact' ? null : low,
    high: kind === 'exact' ? null : high,
    observed: meanOf(sums, scene.level),
    unit: 'ms',
    source: sourceWith(`${formula}${rest}`, reason),
    evidence: reason === null ? evidenceOf(sums, low, high, rounding) : null,
  };
}

/** Differences of sums, not of ratios, so that their means are 0 and not nearly 0. */
function evidenceOf(
  sums: readonly TimeSum[],
  low: number,
  high: number | null,
  allowance: number,
): Evidence {
  const mean = sums.reduce((total, { count }) => total + count, 0) / sums.length;
  const above = (limit: number) => sums.map(({ sumMs, count }) => (sumMs - limit * count) / mean);
  if (high === low) return exactEvidence(above(low), allowance);
  return {
    aboveLow: above(low),
    belowHigh: high === null ? [] : above(high).map((value) => -value),
    allowance,
  };
}

function meanOf(sums: readonly TimeSum[], level: number): Estimate {
  return estimate(
    sums.map(({ sumMs, count }) => (count === 0 ? 0 : sumMs / count)),
    level,
  );
}

/** One HSM of several slots with a service that is not exponential: there is a good guess. */
function approximation(
  { level }: Scene,
  { hsms, slots }: ClusterConfig,
  mix: CommandMix,
  perMs: number,
  waits: readonly TimeSum[],
): readonly Comparison[] {
  if (hsms > 1 || slots === 1 || mix.isExponential) return [];
  return [
    {
      name: `mean wait at the HSM, M/G/${slots} approximately`,
      kind: 'approximation',
      expected: allenCunneenMeanWait(stationOf(mix, perMs, slots)),
      low: null,
      high: null,
      observed: meanOf(waits, level),
      unit: 'ms',
      source: 'A. O. Allen and J. Cunneen: the wait of M/M/c times (1 + cv²) / 2',
      evidence: null,
    },
  ];
}
