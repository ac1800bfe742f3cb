import { NS_PER_SECOND } from '../kernel/index.ts';
import { OPERATIONS } from '../model/index.ts';
import { checkLittlesLaw } from '../stats/index.ts';
import { ALL_CALLS, countCalls, FAULT_GROUPS } from './groups.ts';
import { keyStoresOf } from './key-stores.ts';
import type { Check } from './result.ts';
import type { RunResult } from './run-result.ts';
import { stationNames } from './stations.ts';
import type { Design } from './study.ts';

/** Level of the interval named beside Little's law. */
const LITTLE_LEVEL = 0.99;

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
    ...userOperations(place, runs),
    ...losses(place, runs),
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

/** What users asked for is conserved as calls are: due = ended + in progress, and both accounts agree. */
function userOperations(design: string, runs: readonly RunResult[]): Check[] {
  const arrived = runs.reduce((sum, run) => sum + run.userOperationSystem.arrived, 0);
  if (arrived === 0) return [];
  let accounted = 0;
  for (const { userOperations: cells, userOperationsInProgress } of runs) {
    accounted += userOperationsInProgress;
    for (const { group, counts } of cells) {
      if (group < FAULT_GROUPS) accounted += counts.succeeded + counts.throttled + counts.failed;
    }
  }
  const byTime = runs.reduce((sum, run) => sum + run.userOperationSystem.presentAreaNs, 0);
  const byOperation = runs.reduce((sum, run) => sum + run.userOperationSystem.timePresentNs, 0);
  const accounts = agreement(
    'user operations present: integral over time against sum over operations',
    design,
    byTime,
    byOperation,
  );
  // One that was due in the warm-up and is still in progress belongs to neither side.
  if (!runs.every(({ userOperationSystem }) => userOperationSystem.olderAllEnded)) {
    return [accounts];
  }
  return [
    {
      name: 'every user operation is accounted for',
      design,
      expected: arrived,
      observed: accounted,
      unit: 'user operations',
      tolerance: 0,
      rule: 'exact',
      holds: arrived === accounted,
    },
    accounts,
  ];
}

/**
 * Loss is real: at the end of a run every kept ciphertext is tried with whatever still holds its
 * key. Where all were kept, those that do not open are the ones that the bookkeeping calls lost, or
 * deleted on purpose; where some were kept, their keys are.
 */
function losses(design: string, runs: readonly RunResult[]): Check[] {
  const sum = (of: (durability: RunResult['durability']) => number) =>
    runs.reduce((total, { durability }) => total + of(durability), 0);
  const made = sum(({ ciphertexts }) => Object.values(ciphertexts).reduce((a, b) => a + b, 0));
  const isWhole = made === sum(({ audit }) => audit.tried);
  const expected = isWhole
    ? sum(({ ciphertexts }) => gone(ciphertexts))
    : sum(({ keys }) => gone(keys));
  const observed = isWhole
    ? sum(({ audit }) => audit.failed)
    : sum(({ audit }) => audit.failedKeys.length);
  return [
    {
      name: isWhole
        ? 'ciphertexts lost or deleted are those that really do not open'
        : 'keys whose ciphertexts really do not open are lost or deleted',
      design,
      expected,
      observed,
      unit: isWhole ? 'ciphertexts' : 'keys',
      tolerance: 0,
      rule: isWhole ? 'exact' : 'upper bound',
      holds: isWhole ? observed === expected : observed <= expected,
    },
  ];
}

/** What cannot be opened any more: lost, or deleted on purpose. */
function gone({ lost, orphaned, deleted }: RunResult['durability']['keys']): number {
  return lost + orphaned + deleted;
}

function stationAccounts(design: string, runs: readonly RunResult[]): Check[] {
  return stationNames(runs).map((name) => {
    const accounts = runs.flatMap(({ stations }) => stations.filter((own) => own.name === name));
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
 * L = lambda W: the number present, by its integral over time, against the arrival rate times the
 * mean time in system. In a finite run they differ by the parts of stays that lie outside the
 * measured time; with these taken off the law is exact. The interval of the uncorrected difference
 * is named beside it. Calls that never ended have no time in system: no check then.
 */
function littlesLaw(design: string, runs: readonly RunResult[]): Check[] {
  const isWhole = runs.every(
    ({ system }) => system.ended === system.arrived && system.olderAllEnded,
  );
  if (!isWhole) return [];
  const flows = runs.map(({ system, measuredNs }) => ({
    meanInside: system.presentAreaNs / measuredNs,
    arrivalRate: system.arrived / measuredNs,
    meanTime: system.ended === 0 ? 0 : system.timeInSystemNs / system.ended,
  }));
  const { difference } = checkLittlesLaw(flows, LITTLE_LEVEL);
  const { value, low, high } = difference;
  const mean = (of: (run: RunResult) => number) =>
    runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const expected = mean(({ system, measuredNs }) => system.presentAreaNs / measuredNs);
  const observed = mean(
    ({ system, measuredNs }) => (system.timeInSystemNs - system.outsideNs) / measuredNs,
  );
  const interval = low === null || high === null ? '' : ` ± ${((high - low) / 2).toPrecision(2)}`;
  const tolerance = ROUNDING * Math.max(expected, 1);
  return [
    {
      name: "Little's law: number present against arrival rate times time in system",
      design,
      expected,
      observed,
      unit: 'calls',
      tolerance,
      rule: `exact but for rounding, the parts of stays outside the measured time taken off; with them the difference is ${value.toPrecision(2)}${interval} (${LITTLE_LEVEL * 100} % interval)`,
      holds: Math.abs(expected - observed) <= tolerance,
    },
  ];
}

function quotaWindows(place: string, { world }: Design, runs: readonly RunResult[]): Check[] {
  const { store } = world;
  if (!('quota' in store)) return [];
  // CreateGrant passes the account's quota only, and is counted among the admitted.
  const filter = { ...ALL_CALLS, operation: OPERATIONS.indexOf('CreateGrant') };
  if (runs.some((run) => countCalls(run, filter).offered > 0)) return [];
  // A second of the report overlaps two windows of the quota; a bucket may be full when it begins.
  let most = 0;
  for (const { windows } of runs) {
    for (const admitted of windows.admitted) most = Math.max(most, admitted);
  }
  const keyStores = keyStoresOf(store);
  const allowed = 2 * keyStores * store.quota.ratePerSecond;
  return [
    {
      name:
        keyStores === 1
          ? 'attempts admitted in any second, at most two windows of the key store quota'
          : `attempts admitted in any second, at most two windows of the quotas of ${keyStores} key stores`,
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
