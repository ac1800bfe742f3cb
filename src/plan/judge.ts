import { NS_PER_MS, NS_PER_SECOND } from '../kernel/index.ts';
import { OPERATIONS } from '../model/index.ts';
import { asCalls, groupNames, selectGroup, selectUserOperations, type RunGroup } from './groups.ts';
import { hasHistory, recoverySeconds } from './recovery.ts';
import type { Estimate, ObjectiveResult, PointResult } from './result.ts';
import type { RunResult } from './run-result.ts';
import { utilisation } from './stations.ts';
import type { Design, Objective } from './study.ts';
import { estimate, latencyHistogram } from './summaries.ts';

/** An objective whose filter matches no call of a design: the question was wrong. */
export class EmptyObjective extends Error {
  override readonly name = 'EmptyObjective';
  readonly objective: Objective;

  constructor(objective: Objective, design: string) {
    super(
      `objective "${objective.expect}" matches no call of ${design}: ` +
        'check its operation, workload and phase, or leave the store out with stores: [...]',
    );
    this.objective = objective;
  }
}

/** Measures one objective for one design at one load and compares it with its limit. */
export function judge(
  objective: Objective,
  design: Design,
  point: PointResult,
  runs: readonly RunResult[],
  level: number,
): ObjectiveResult {
  const measured = measure(objective, design, point, runs, level);
  const verdict = verdictOf(objective, measured);
  const spare = isUpperBound(objective)
    ? objective.limit - measured.value
    : measured.value - objective.limit;
  return {
    expect: ruleInWords(objective),
    store: design.store,
    design: design.name,
    coordinates: design.coordinates,
    load: point.load,
    verdict,
    measured,
    unit: unitOf(objective),
    limit: objective.limit,
    margin: marginOf(spare, objective.limit),
    level: objective.level,
    replicationsToDecide:
      verdict === 'undecided' ? replicationsToDecide(measured, objective, runs.length) : null,
  };
}

/** Distance to the limit as a share of it; -1 where nothing could be measured. */
function marginOf(spare: number, limit: number): number {
  const margin = limit === 0 ? spare : spare / limit;
  return Math.abs(margin) < 1e300 ? margin : -1;
}

/** The rule as written, with its phase where that stands beside it. */
function ruleInWords({ expect, during }: Objective): string {
  return during === null || expect.includes('phase')
    ? expect
    : `${expect}, ${phaseInWords(during)}`;
}

function phaseInWords(during: string): string {
  if (during === 'before') return 'before faults';
  return during === 'after' ? 'after faults' : `during ${during}`;
}

const COMPARISONS: Readonly<
  Record<Objective['comparison'], (value: number, limit: number) => boolean>
> = {
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** Met or missed when the whole interval lies on one side of the limit. */
function verdictOf(objective: Objective, measured: Estimate): ObjectiveResult['verdict'] {
  // Without an interval (one replication) nothing is decided, except by figures without noise.
  const low = measured.low ?? -Infinity;
  const high = measured.high ?? Infinity;
  const holds = (value: number) => COMPARISONS[objective.comparison](value, objective.limit);
  if (holds(low) && holds(high)) return 'met';
  return holds(low) || holds(high) ? 'undecided' : 'missed';
}

/** Intervals narrow with the root of the number of replications; null where one gives no interval. */
function replicationsToDecide(
  { value, low, high }: Estimate,
  { limit }: Objective,
  replications: number,
): number | null {
  if (low === null || high === null || value === limit) return null;
  const ratio = (high - low) / 2 / Math.abs(value - limit);
  return Math.ceil(replications * ratio * ratio) + 1;
}

function isUpperBound({ comparison }: Objective): boolean {
  return comparison === '<' || comparison === '<=';
}

function unitOf({ metric }: Objective): string {
  if (typeof metric === 'object') return 'ms';
  switch (metric) {
    case 'mean':
    case 'max':
      return 'ms';
    case 'throughput':
      return 'calls/s';
    case 'cost':
      return 'USD/month';
    case 'recovery':
      return 's';
    default:
      return 'share';
  }
}

function measure(
  objective: Objective,
  design: Design,
  point: PointResult,
  runs: readonly RunResult[],
  level: number,
): Estimate {
  const { metric } = objective;
  const exactly = (value: number, method: string): Estimate => ({
    value,
    low: value,
    high: value,
    level,
    method,
  });
  switch (metric) {
    case 'cost':
      return exactly(point.cost.monthUsd, 'the bill');
    case 'utilisation':
      return estimate(
        runs.map((run) => Math.max(0, ...run.stations.map(utilisation))),
        level,
      );
    case 'recovery':
      return worstRecovery(objective, runs, level);
  }
  const groups = runs.map((run) => groupOf(objective, design, run));
  if (groups.every(({ counts }) => counts.offered === 0)) {
    throw new EmptyObjective(objective, design.name);
  }
  if (typeof metric === 'object') {
    return overLatencies(objective, groups, level, (histogram) =>
      histogram.percentile(metric.percentile),
    );
  }
  const share = (of: (group: RunGroup) => number) =>
    estimate(
      groups
        .filter(({ counts }) => counts.offered > 0)
        .map((group) => of(group) / group.counts.offered),
      level,
    );
  switch (metric) {
    case 'mean':
      return overLatencies(objective, groups, level, (histogram) => histogram.mean);
    case 'max': {
      const counted = groups.map((group) => latencyOf(objective, group));
      if (counted.every(({ count }) => count === 0)) return neverSucceeded(level);
      const highest = Math.max(...counted.map(({ max }) => max));
      return exactly(highest / NS_PER_MS, 'highest of all replications');
    }
    case 'success':
      return share(({ counts }) => counts.succeeded);
    case 'throttled':
      return share(({ counts }) => counts.throttled);
    case 'failed':
      return share(({ counts }) => counts.failed);
    default:
      return estimate(
        groups.map(({ counts, measuredNs }) => (counts.succeeded * NS_PER_SECOND) / measuredNs),
        level,
      );
  }
}

/** A group in which no call succeeded has no latency: its objective is missed, at infinity. */
function overLatencies(
  objective: Objective,
  groups: readonly RunGroup[],
  level: number,
  of: (histogram: RunGroup['success']) => number,
): Estimate {
  const values = groups
    .map((group) => latencyOf(objective, group))
    .filter((histogram) => histogram.count > 0)
    .map((histogram) => of(histogram) / NS_PER_MS);
  if (values.length > 0) return estimate(values, level);
  return neverSucceeded(level);
}

function neverSucceeded(level: number): Estimate {
  const never = Number.MAX_VALUE;
  return { value: never, low: never, high: never, level, method: 'no call succeeded' };
}

function latencyOf(objective: Objective, group: RunGroup): RunGroup['success'] {
  return latencyHistogram(group, objective.of === 'addedLatency' ? 'added' : 'success');
}

/** Longest recovery of the faults meant; a run that never recovered counts its whole length. */
function worstRecovery(objective: Objective, runs: readonly RunResult[], level: number): Estimate {
  const wholeSeconds = runs[0]!.measuredNs / NS_PER_SECOND;
  if (!runs.every(hasHistory)) {
    const method = 'unknown: fewer than three seconds before the first fault';
    return { value: wholeSeconds, low: 0, high: wholeSeconds, level, method };
  }
  return estimate(
    runs.map((run) => {
      const faults = run.faults.filter(
        ({ name }) =>
          objective.during === null || objective.during === name || objective.during === 'faults',
      );
      const seconds = faults.map(
        (fault) => recoverySeconds(run, fault) ?? run.measuredNs / NS_PER_SECOND,
      );
      return Math.max(0, ...seconds);
    }),
    level,
  );
}

/** The calls that an objective speaks of, or the user operations. */
function groupOf(objective: Objective, { world }: Design, run: RunResult): RunGroup {
  const { operation, userOperation, during } = objective;
  const position = world.workloads.findIndex(({ name }) => name === objective.workload);
  const workload = objective.workload === null ? null : position;
  const names = groupNames(world.faults.map(({ name }) => name));
  const group = during === null ? null : names.indexOf(during);
  if (userOperation !== null) {
    const filter = { workload, name: userOperation, group };
    return asCalls(selectUserOperations(run, world.workloads, filter));
  }
  const code = operation === null ? null : OPERATIONS.indexOf(operation);
  return selectGroup(run, { workload, operation: code, group });
}
