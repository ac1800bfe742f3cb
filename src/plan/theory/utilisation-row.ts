import { lawMean, lawVariance, NS_PER_MS, NS_PER_SECOND } from '../../kernel/index.ts';
import type { FaultConfig } from '../../model/index.ts';
import { utilisation } from '../stations.ts';
import { estimate } from '../summaries.ts';
import { exactEvidence, exactRow, type Comparison } from './comparison.ts';
import { commandMix } from './command-mix.ts';
import { clusterOf, ROUNDING_MS, sourceWith, whyNotJudged, type Scene } from './scene.ts';

/** What leaves every HSM the services that it has begun, and their speed. */
const HARMLESS: readonly FaultConfig['kind'][] = [
  'link',
  'kms-degraded',
  'quota-lowered',
  'kmsuser',
  'store-disconnected',
];

const ALWAYS_BUSY = 0.999;

/**
 * The utilisation law (P. J. Denning and J. P. Buzen, "The operational analysis of queueing network
 * models", ACM Computing Surveys 10, 1978, 225–261): an HSM is busy for the commands it starts times their mean service time. It
 * needs no assumption on arrivals or routing, only that services are drawn as told and not cut
 * short. No row where that is not so.
 */
export function utilisationRows(scene: Scene): readonly Comparison[] {
  const { world, runs, level } = scene;
  const cluster = clusterOf(world);
  if (cluster === null || world.timeline.length > 0) return [];
  if (world.faults.some(({ kind }) => !HARMLESS.includes(kind))) return [];
  if (runs.some(({ stoppedBy }) => stoppedBy !== null)) return [];
  const mix = commandMix(world, cluster);
  if (mix === null || !mix.hasOneMean) return [];
  const shares = runs.map(({ stations }) => {
    const servers = stations.reduce((sum, station) => sum + station.servers, 0);
    const started = stations.reduce((sum, station) => sum + station.started, 0);
    const elapsedNs = stations[0]?.elapsedNs ?? 0;
    return {
      busy:
        stations.reduce((sum, station) => sum + utilisation(station) * station.servers, 0) /
        servers,
      expected: (started * mix.meanMs * NS_PER_MS) / (elapsedNs * servers),
      startedPerSecond: (started * NS_PER_SECOND) / elapsedNs,
    };
  });
  const mean = (of: (one: (typeof shares)[number]) => number) =>
    shares.reduce((sum, one) => sum + of(one), 0) / shares.length;
  // Where all slots are always busy there is nothing to compare.
  if (mean(({ busy }) => busy) > ALWAYS_BUSY) return [];
  const started = mean(({ startedPerSecond }) => startedPerSecond);
  const reason = whyNotJudged(scene, {
    memory: { warmUpMs: 0, measuredMs: 200 * mix.meanMs, because: 'two hundred service times' },
    events: (started * world.durationNs) / NS_PER_SECOND,
    eventName: 'commands',
    laws: mix.laws,
  });
  // Services that began before the measured time, or end after it.
  const longest = Math.max(
    ...mix.laws.map((law) => lawMean(law) + lawVariance(law) / lawMean(law)),
  );
  const evidence =
    reason === null
      ? exactEvidence(
          shares.map(({ busy, expected }) => busy - expected),
          longest / world.durationNs +
            (ROUNDING_MS / mix.meanMs) * mean(({ expected }) => expected),
        )
      : null;
  const formula = `utilisation law: commands started a second × mean service time ${Number(mix.meanMs.toPrecision(4))} ms / slots (Denning and Buzen 1978)`;
  return [
    exactRow(
      'utilisation of the HSMs',
      mean(({ expected }) => expected),
      estimate(
        shares.map(({ busy }) => busy),
        level,
      ),
      'share',
      sourceWith(formula, reason),
      evidence,
    ),
  ];
}
