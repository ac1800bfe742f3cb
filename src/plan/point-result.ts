import { hashTexts, NS_PER_MS, NS_PER_SECOND } from '../kernel/index.ts';
import { OPERATIONS, zoneName } from '../model/index.ts';
import { ALL_CALLS, groupNames, selectGroup, type GroupFilter } from './groups.ts';
import { limitTable } from './limits.ts';
import { billPoint } from './point-bill.ts';
import { recoverySeconds } from './recovery.ts';
import type { Estimate, GroupResult, PointResult } from './result.ts';
import type { RunResult } from './run-result.ts';
import { isStable } from './stability.ts';
import { summariseStations } from './stations.ts';
import type { Design, Study } from './study.ts';
import {
  estimate,
  perSecond,
  shareOf,
  sumCounts,
  summariseGroup,
  summariseLatency,
} from './summaries.ts';
import { averageWindows } from './window-series.ts';

/** All figures of one design at one load, from the runs of its replications. */
export function pointResult(
  study: Study,
  design: Design,
  load: number,
  percentiles: readonly number[],
  runs: readonly RunResult[],
): PointResult {
  const level = study.run.confidence;
  const { world } = design;
  const all = runs.map((run) => selectGroup(run, ALL_CALLS));
  const group = (filter: Partial<GroupFilter>): GroupResult =>
    summariseGroup(
      runs.map((run) => selectGroup(run, { ...ALL_CALLS, ...filter })),
      percentiles,
      level,
    );
  const offered = perSecond(all, level, ({ counts }) => counts.offered);
  const cluster = world.store.kind === 'standard' ? null : world.store.cluster;
  const hsms = cluster?.hsms ?? 0;
  const operationsUsed = OPERATIONS.filter((name) =>
    world.workloads.some(({ operations }) =>
      operations.some(({ operation }) => operation === name),
    ),
  );
  const hasFaults = world.faults.length > 0;
  const phaseNames = hasFaults ? groupNames(world.faults.map(({ name }) => name)) : [];
  return {
    design: design.name,
    coordinates: { load, ...design.coordinates },
    load,
    hsms,
    placement: Array.from({ length: hsms }, (_, number) => zoneName(number % cluster!.zones)),
    replications: runs.length,
    stable: isStable(runs),
    fingerprint: hashTexts(runs.map(({ fingerprint }) => fingerprint)),
    calls: sumCounts(all),
    offeredPerSecond: offered,
    throughputPerSecond: perSecond(all, level, ({ counts }) => counts.succeeded),
    acceptedAttemptsPerSecond: estimate(
      runs.map(
        ({ windows, measuredNs }) =>
          (windows.admitted.reduce((a, b) => a + b, 0) * NS_PER_SECOND) / measuredNs,
      ),
      level,
    ),
    latencyMs: summariseLatency(all, 'success', percentiles, level),
    latencyAllMs: summariseLatency(all, 'all', percentiles, level),
    addedLatencyMs: summariseLatency(all, 'added', percentiles, level),
    byOperation: Object.fromEntries(
      operationsUsed.map((name) => [name, group({ operation: OPERATIONS.indexOf(name) })]),
    ),
    byWorkload: Object.fromEntries(
      world.workloads.map(({ name }, workload) => [name, group({ workload })]),
    ),
    operations: {},
    phases: Object.fromEntries(phaseNames.map((name, index) => [name, group({ group: index })])),
    recoverySeconds: recoveries(runs, level),
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
    errors: sumErrors(runs),
    stations: summariseStations(runs, level),
    limits: limitTable(design.limits, offered.value),
    crypto: {
      mode: world.crypto.mode,
      sampleOneIn: world.crypto.mode === 'every' ? 1 : world.crypto.sampleOneIn,
      operations: runs.reduce((sum, { crypto }) => sum + crypto.operations, 0),
      verified: runs.reduce((sum, { crypto }) => sum + crypto.verified, 0),
      refused: 0,
      keysLost: Math.max(...runs.map(({ crypto }) => crypto.keysLost)),
      ciphertextsLost: 0,
    },
    cost: billPoint(study, design, load, runs),
    theory: [],
    windows: averageWindows(runs),
    faults: (runs[0]?.faults ?? []).map(({ name, kind, startNs, endNs }) => ({
      name,
      kind,
      startMs: startNs / NS_PER_MS,
      endMs: endNs === null ? null : endNs / NS_PER_MS,
    })),
  };
}

/** A fault counts as recovered only if it was in every replication. */
function recoveries(runs: readonly RunResult[], level: number): Record<string, Estimate | null> {
  const faults = runs[0]?.faults ?? [];
  return Object.fromEntries(
    faults.map(({ name }) => {
      const seconds = runs.map((run) => {
        const fault = run.faults.find((other) => other.name === name);
        return fault === undefined ? null : recoverySeconds(run, fault);
      });
      const known = seconds.filter((value) => value !== null);
      return [name, known.length === runs.length ? estimate(known, level) : null];
    }),
  );
}

function sumErrors(runs: readonly RunResult[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const run of runs) {
    for (const [name, count] of Object.entries(run.errors)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}
