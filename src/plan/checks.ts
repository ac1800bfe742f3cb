import { NS_PER_SECOND } from '../kernel/index.ts';
import { checkLittlesLaw } from '../stats/index.ts';

import { recoverySeconds } from './recovery.ts';
import type { Check } from './result.ts';
import type { RunResult } from './run-result.ts';
import { isStable } from './stability.ts';
import type { Design } from './study.ts';

/** One false alarm in a million: a run has dozens of these checks, and a failed one is called a bug. */
const LITTLE_LEVEL = 0.999999;

/** Two accumulators of the same number may differ by rounding only. */
const ROUNDING = 1e-9;

/**
 * What every run must satisfy, whatever the model: calls are conserved, the two accounts of the
 * number present agree, Little's law holds within its interval, and no window admitted more than
 * the quotas allow. A failed check is an error of ours.
 */
export function checkPoint(
  design: Design,
  load: number,
  runs: readonly RunResult[],
): readonly Check[] {
  const place = `${design.name} at load ${load}`;
  // A run that a bound stopped has no account of its whole time; it is marked as partial instead.
  if (runs.some(({ stoppedBy }) => stoppedBy !== null)) return [];
  return [
    conservation(place, runs),
    callAccounts(place, runs),
    ...stationAccounts(place, runs),
    ...littlesLaw(place, runs),
    ...quotaWindows(place, design, runs),
  ];
}

function conservation(design: string, runs: readonly RunResult[]): Check {
  let arrived = 0;
  let accounted = 0;
  for (const run of runs) {
    arrived += run.system.arrived;
    for (const { group, counts } of run.cells) if (group <= 2) accounted += counts.offered;
  }
  return {
    name: 'every call is accounted for',
    design,
    expected: arrived,
    observed: accounted,
    unit: 'calls',
    tolerance: 0,
    rule: 'exact',
    holds: arrived === accounted,
  };
}

function callAccounts(design: string, runs: readonly RunResult[]): Check {
  const byTime = runs.reduce((sum, { system }) => sum + system.presentAreaNs, 0);
  const byCall = runs.reduce((sum, { system }) => sum + system.timePresentNs, 0);
  return agreement(
    'calls present: integral over time against sum over calls',
    design,
    byTime,
    byCall,
  );
}

function stationAccounts(design: string, runs: readonly RunResult[]): Check[] {
  const names = runs[0]?.stations.map(({ name }) => name) ?? [];
  return names.map((name, position) => {
    const accounts = runs.map((run) => run.stations[position]!);
    const byTime = accounts.reduce((sum, { presentAreaNs }) => sum + presentAreaNs, 0);
    const byJob = accounts.reduce((sum, { timePresentNs }) => sum + timePresentNs, 0);
    return agreement(
      `commands present at ${name}: integral over time against sum over commands`,
      design,
      byTime,
      byJob,
    );
  });
}

function agreement(name: string, design: string, a: number, b: number): Check {
  const expected = a / NS_PER_SECOND;
  const observed = b / NS_PER_SECOND;
  const tolerance = ROUNDING * Math.max(Math.abs(expected), 1e-9);
  return {
    name,
    design,
    expected,
    observed,
    unit: 'seconds',
    tolerance,
    rule: 'rounding only, 1e-9 of the value',
    holds: Math.abs(expected - observed) <= tolerance,
  };
}

/**
 * L = lambda W over the measured time, where L counts all calls present and lambda W sums the whole
 * stays of those due within: the two differ by what crosses the borders, which has mean zero where
 * the run ends as it began. A backlog that grows, or a fault not recovered from, ends otherwise.
 */
function littlesLaw(design: string, runs: readonly RunResult[]): Check[] {
  const endsAsItBegan = runs.every((run) =>
    run.faults.every((fault) => recoverySeconds(run, fault) !== null),
  );
  if (!endsAsItBegan || runs.length < 2 || !isStable(runs)) return [];
  const flows = runs.map(({ system, measuredNs }) => ({
    meanInside: system.presentAreaNs / measuredNs,
    arrivalRate: system.arrived / measuredNs,
    meanTime: system.ended === 0 ? 0 : system.timeInSystemNs / system.ended,
  }));
  const { difference, holds } = checkLittlesLaw(flows, LITTLE_LEVEL);
  const expected = flows.reduce((sum, flow) => sum + flow.meanInside, 0) / flows.length;
  return [
    {
      name: "Little's law: number present against arrival rate times time in system",
      design,
      expected,
      observed: expected - difference.value,
      unit: 'calls',
      tolerance: (difference.high ?? 0) - difference.value,
      rule: `${LITTLE_LEVEL * 100} % interval of the paired difference over the replications`,
      holds: holds ?? true,
    },
  ];
}

function quotaWindows(place: string, design: Design, runs: readonly RunResult[]): Check[] {
  const { store } = design.world;
  if (store.kind !== 'cloudhsm' || store.quota.kind !== 'fixed-window') return [];
  // A second of the report overlaps two windows of the quota.
  const most = Math.max(...runs.flatMap(({ windows }) => windows.admitted));
  const allowed = 2 * store.quota.ratePerSecond;
  return [
    {
      name: 'attempts admitted in any second, at most two windows of the key store quota',
      design: place,
      expected: allowed,
      observed: most,
      unit: 'attempts',
      tolerance: 0,
      rule: 'upper bound',
      holds: most <= allowed,
    },
  ];
}
