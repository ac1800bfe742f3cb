import { hashTexts, NS_PER_MS, NS_PER_SECOND } from '../kernel/index.ts';
import { OPERATIONS, zoneName, type WorldConfig } from '../model/index.ts';
import { auditOf } from './audit.ts';
import { errorReasons, errorsByName } from './errors.ts';
import { ALL_CALLS, countCalls, groupsToShow, selectGroup, type GroupFilter } from './groups.ts';
import { hsmsOf } from './key-stores.ts';
import { limitTable } from './limits.ts';
import { worstDurability } from './losses.ts';
import { monthlyVolumes } from './monthly-volume.ts';
import { billPoint } from './point-bill.ts';
import { latencyBand } from './latency-band.ts';
import { REFERENCE_LOAD, type Point } from './point.ts';
import { recoveriesByFault } from './recovery.ts';
import type { CacheResult, FaultSpan, GroupResult, PointResult } from './result.ts';
import { replicationFigures } from './replication-figures.ts';
import type { RunResult } from './run-result.ts';
import { growthPerSecond } from './stability.ts';
import { summariseStations } from './stations.ts';
import type { Study } from './study.ts';
import {
  estimate,
  latenciesOf,
  perSecond,
  shareOf,
  sumCounts,
  summariseGroup,
  summariseLatency,
} from './summaries.ts';
import { summariseUserOperations } from './user-operations.ts';
import { theoryOf } from './theory/theory-of.ts';
import { averageWindows } from './window-series.ts';

/** All figures of one design at one load, from the runs of its replications. */
export function pointResult(
  study: Study,
  { design, load, settling, world: loaded }: Point,
  percentiles: readonly number[],
  runs: readonly RunResult[],
): PointResult {
  const level = study.run.confidence;
  const { world } = design;
  const all = runs.map((run) => selectGroup(run, ALL_CALLS));
  const growth = growthPerSecond(world, runs, null, level);
  const group = (filter: Partial<GroupFilter>, growing = growth): GroupResult =>
    summariseGroup(
      runs.map((run) => selectGroup(run, { ...ALL_CALLS, ...filter })),
      percentiles,
      level,
      growing,
    );
  const offered = perSecond(all, level, ({ counts }) => counts.offered);
  const operationsUsed = OPERATIONS.filter(
    (name, operation) =>
      world.workloads.some(({ operations }) => operations.some((own) => own.operation === name)) ||
      runs.some((run) => countCalls(run, { ...ALL_CALLS, operation }).offered > 0),
  );
  const parts = groupsToShow(world).map((part) => ({
    ...part,
    growth: growthPerSecond(world, runs, part.group, level),
  }));
  const reasons = errorReasons(runs);
  const durability = worstDurability(runs);
  const volumes = monthlyVolumes(study, design, load, runs);
  const point: Omit<PointResult, 'byReplication'> = {
    design: design.name,
    coordinates: { load, ...design.coordinates },
    load,
    hsms: hsmsOf(world.store),
    placement: placementOf(runs),
    replications: runs.length,
    stable: growth === null,
    growthPerSecond: growth,
    settling,
    fingerprint: hashTexts(runs.map(({ fingerprint }) => fingerprint)),
    calls: sumCounts(all),
    offeredPerSecond: offered,
    throughputPerSecond: perSecond(all, level, ({ counts }) => counts.answered),
    acceptedAttemptsPerSecond: estimate(
      runs.map(
        ({ windows, measuredNs }) =>
          (windows.admitted.reduce((a, b) => a + b, 0) * NS_PER_SECOND) / measuredNs,
      ),
      level,
    ),
    latencyMs: summariseLatency(all, 'success', percentiles, level, growth),
    latencyBand: bandOf(),
    latencyAllMs: summariseLatency(all, 'all', percentiles, level, growth),
    addedLatencyMs: summariseLatency(all, 'added', percentiles, level, growth),
    byOperation: Object.fromEntries(
      operationsUsed.map((name) => [name, group({ operation: OPERATIONS.indexOf(name) })]),
    ),
    byWorkload: Object.fromEntries(
      world.workloads.map(({ name }, workload) => [name, group({ workload })]),
    ),
    operations: summariseUserOperations(world, parts, percentiles, level, runs, growth),
    phases: Object.fromEntries(
      parts.map((part) => [part.name, group({ group: part.group }, part.growth)]),
    ),
    recoverySeconds: recoveriesByFault(runs, level),
    throttledShare: shareOf(all, level, ({ counts }) => counts.throttled),
    throttledAttemptsShare: estimate(
      all.map(({ counts }) =>
        counts.attempts === 0 ? 0 : counts.throttledAttempts / counts.attempts,
      ),
      level,
    ),
    successShare: shareOf(all, level, ({ counts }) => counts.succeeded),
    failedShare: shareOf(all, level, ({ counts }) => counts.failed),
    attemptsPerCall: shareOf(all, level, ({ counts }) => counts.attempts),
    errors: errorsByName(reasons),
    errorReasons: reasons,
    stations: summariseStations(runs, level),
    limits: limitTable(design.limits, loaded, runs),
    crypto: {
      mode: world.crypto.mode,
      sampleOneIn: world.crypto.mode === 'every' ? 1 : world.crypto.sampleOneIn,
      operations: runs.reduce((sum, { crypto }) => sum + crypto.operations, 0),
      verified: runs.reduce((sum, { crypto }) => sum + crypto.verified, 0),
      refused: runs.reduce((sum, { crypto }) => sum + crypto.refused, 0),
      keysLost: durability.keys.lost,
      ciphertextsLost: durability.ciphertexts.lost,
    },
    cost: billPoint(study, design, volumes),
    theory: theoryOf(loaded, runs, level),
    windows: averageWindows(runs),
    faults: faultSpans(world, runs),
    caches: summariseCaches(world, runs, level),
    audit: auditOf(study, volumes),
    durability,
    controlEvents: (runs[0]?.controlEvents ?? []).map(({ atNs, ...event }) => ({
      atMs: atNs / NS_PER_MS,
      ...event,
    })),
    controlEventsLeftOut: runs[0]?.controlEventsLeftOut ?? 0,
    notes: design.notes,
  };
  return { ...point, byReplication: replicationValues(point, runs) };

  /** Of the calls whose curve the report draws. */
  function bandOf(): PointResult['latencyBand'] {
    const before = parts.find(({ name }) => name === 'before');
    const groups = runs.map((run) =>
      selectGroup(run, before === undefined ? ALL_CALLS : { ...ALL_CALLS, group: before.group }),
    );
    const drawn = sumCounts(groups).offered > 0 ? groups : all;
    const latencies = latenciesOf(drawn, 'success');
    const isDrawn = load === REFERENCE_LOAD && growth === null && latencies.length > 0;
    if (!isDrawn) return null;
    const { curve } = summariseLatency(drawn, 'success', [], level, null);
    return latencyBand(latencies, curve.shares, level);
  }
}

function replicationValues(
  point: Omit<PointResult, 'byReplication'>,
  runs: readonly RunResult[],
): PointResult['byReplication'] {
  const figures = replicationFigures(point, runs);
  const { latency, successShare, throttledShare, throughputPerSecond } = figures;
  return {
    meanLatencyMs: latency?.meanMs ?? [],
    p50LatencyMs: latency?.p50.ms ?? [],
    p99LatencyMs: latency?.p99.ms ?? [],
    p99AddedLatencyMs: latency?.p99Added.ms ?? [],
    successShare,
    throttledShare,
    throughputPerSecond,
  };
}

/** Of the replication with most HSMs: drawn faults may have made another one add some. */
function placementOf(runs: readonly RunResult[]): readonly string[] {
  const zones = runs.reduce<readonly number[]>(
    (most, { hsmZones }) => (hsmZones.length > most.length ? hsmZones : most),
    [],
  );
  return zones.map(zoneName);
}

/** Of each fault, the first replication in which it came. */
function faultSpans({ faults }: WorldConfig, runs: readonly RunResult[]): readonly FaultSpan[] {
  return faults.flatMap(({ name }) => {
    const found = runs.flatMap((run) => run.faults.filter((own) => own.name === name))[0];
    if (found === undefined) return [];
    const { kind, startNs, endNs, count, spans } = found;
    return [{ name, kind, ...times({ startNs, endNs }), count, spans: spans.map(times) }];
  });
}

function times({ startNs, endNs }: { readonly startNs: number; readonly endNs: number | null }) {
  return { startMs: startNs / NS_PER_MS, endMs: endNs === null ? null : endNs / NS_PER_MS };
}

function summariseCaches(
  { workloads }: WorldConfig,
  runs: readonly RunResult[],
  level: number,
): Record<string, CacheResult> {
  const entries = workloads.flatMap(({ name }, workload): [string, CacheResult][] => {
    const counts = runs.flatMap(({ caches }) => caches.filter((own) => own.workload === workload));
    if (counts.length === 0) return [];
    const hits = counts.reduce((sum, own) => sum + own.hits, 0);
    const misses = counts.reduce((sum, own) => sum + own.misses, 0);
    const hitShare = estimate(
      counts.map((own) => own.hits / (own.hits + own.misses)),
      level,
    );
    return [[name, { asked: hits + misses, hits, hitShare }]];
  });
  return Object.fromEntries(entries);
}
