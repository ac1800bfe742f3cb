import { NS_PER_MS } from '../kernel/index.ts';
import { OPERATIONS } from '../model/index.ts';
import {
  asCalls,
  namedGroups,
  selectGroup,
  selectUserOperations,
  type RunGroup,
} from './groups.ts';
import { worstRecovery } from './recovery.ts';
import type { Estimate, LatencySummary, ObjectiveResult, PointResult } from './result.ts';
import type { Bill } from './result-accounts.ts';
import type { RunResult } from './run-result.ts';
import { growthInWords } from './stability.ts';
import { utilisation } from './stations.ts';
import type { Design, Objective } from './study.ts';
import {
  estimate,
  latenciesOf,
  meanEstimate,
  percentileEstimate,
  perSecond,
  type LatencyKind,
} from './summaries.ts';
import { isUnmeasured, unmeasured } from './unmeasured.ts';

/** Why there is no latency where calls do not pile up. */
const NONE_SUCCEEDED = 'no call succeeded';

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

/** What an objective may want to know of a point beside its runs. */
export interface Judged extends Pick<PointResult, 'load' | 'growthPerSecond'> {
  readonly cost: Pick<Bill, 'monthUsd'>;
  readonly phases: Readonly<
    Record<string, { readonly latencyMs: Pick<LatencySummary, 'growthPerSecond'> }>
  >;
}

/** As `judge`; null where no call matches, as when a fault by chance came in none of these runs. */
export function judgeIfAny(...given: Parameters<typeof judge>): ObjectiveResult | null {
  try {
    return judge(...given);
  } catch (error) {
    if (error instanceof EmptyObjective) return null;
    throw error;
  }
}

/** Measures one objective for one design at one load and compares it with its limit. */
export function judge(
  objective: Objective,
  design: Design,
  point: Judged,
  runs: readonly RunResult[],
  level: number,
): ObjectiveResult {
  const measured = measure(objective, design, point, runs, level);
  const { verdict, replicationsToDecide } =
    measured.tooShort === undefined
      ? verdictOf(objective, measured, runs.length)
      : verdictByShare(objective, design, runs, level);
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
    replicationsToDecide,
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
  const [from, to] = during.split('..');
  if (to !== undefined) return `from ${from} to ${to}`;
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

type Decision = Pick<ObjectiveResult, 'verdict' | 'replicationsToDecide'>;

/**
 * Met or missed when the whole interval lies on one side of the limit. What could not be measured
 * is missed, unless all that is known of it may still be within the limit.
 */
function verdictOf(objective: Objective, measured: Estimate, replications: number): Decision {
  if (isUnmeasured(measured)) {
    const mayHold = isUpperBound(objective) && measured.low! < objective.limit;
    return { verdict: mayHold ? 'undecided' : 'missed', replicationsToDecide: null };
  }
  // Without an interval (one replication) nothing is decided, except by figures without noise.
  const low = measured.low ?? -Infinity;
  const high = measured.high ?? Infinity;
  const holds = (value: number) => COMPARISONS[objective.comparison](value, objective.limit);
  if (holds(low) && holds(high)) return { verdict: 'met', replicationsToDecide: null };
  return holds(low) || holds(high)
    ? open(measured, objective.limit, replications)
    : { verdict: 'missed', replicationsToDecide: null };
}

/** Of n calls none was beyond: the share beyond is below 3/n at 95 %, 5/n at 99 %. */
const NONE_BEYOND = 5;

/**
 * Of a percentile that the run is too short to place: a p99 is below its limit just when less than
 * 1 % of the calls exceed the limit, and that share is known much better than where p99 lies.
 */
function verdictByShare(
  objective: Objective,
  design: Design,
  runs: readonly RunResult[],
  level: number,
): Decision {
  const { metric, limit } = objective;
  if (typeof metric !== 'object') return { verdict: 'undecided', replicationsToDecide: null };
  const groups = runs.map((run) => groupOf(objective, design, run));
  const latencies = latenciesOf(groups, kindOf(objective));
  const calls = latencies.reduce((sum, { histogram }) => sum + histogram.count, 0);
  const share = estimate(
    latencies.map(({ histogram }) => histogram.countAbove(limit * NS_PER_MS) / histogram.count),
    level,
  );
  const allowed = 1 - metric.percentile;
  const isBelow = Math.max(share.high ?? 1, NONE_BEYOND / calls) < allowed;
  const isAbove = (share.low ?? 0) > allowed;
  if (!isBelow && !isAbove) return open(share, allowed, runs.length);
  const verdict = isBelow === isUpperBound(objective) ? 'met' : 'missed';
  return { verdict, replicationsToDecide: null };
}

/**
 * Not decided, and by how many replications it would be: intervals narrow with the root of their
 * number. null where one replication gives no interval.
 */
function open({ value, low, high }: Estimate, limit: number, replications: number): Decision {
  if (low === null || high === null || value === limit) {
    return { verdict: 'undecided', replicationsToDecide: null };
  }
  const ratio = (high - low) / 2 / Math.abs(value - limit);
  return {
    verdict: 'undecided',
    replicationsToDecide: Math.ceil(replications * Math.max(1, ratio * ratio)) + 1,
  };
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
  point: Judged,
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
      return worstRecovery(runs, objective.during, level);
  }
  const groups = runs.map((run) => groupOf(objective, design, run));
  if (groups.every(({ counts }) => counts.offered === 0)) {
    throw new EmptyObjective(objective, design.name);
  }
  if (typeof metric === 'object' || metric === 'mean' || metric === 'max') {
    const growth = growthDuring(point, objective.during);
    if (growth !== null) {
      return unmeasured(`unstable: calls in flight grow by ${growthInWords(growth)}`, level);
    }
  }
  const latencies = latenciesOf(groups, kindOf(objective));
  if (typeof metric === 'object') {
    if (latencies.length === 0) return unmeasured(NONE_SUCCEEDED, level);
    return percentileEstimate(latencies, metric.percentile, level);
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
      return latencies.length === 0
        ? unmeasured(NONE_SUCCEEDED, level)
        : meanEstimate(latencies, level);
    case 'max': {
      if (latencies.length === 0) return unmeasured(NONE_SUCCEEDED, level);
      const highest = Math.max(...latencies.map(({ histogram }) => histogram.max));
      return exactly(highest / NS_PER_MS, 'highest of all replications');
    }
    case 'success':
      return share(({ counts }) => counts.succeeded);
    case 'throttled':
      return share(({ counts }) => counts.throttled);
    case 'failed':
      return share(({ counts }) => counts.failed);
    default:
      return perSecond(groups, level, ({ counts }) => counts.answered);
  }
}

/** Of the calls in flight in the part of the run that an objective is about; null: stable there. */
function growthDuring(point: Judged, during: string | null): Estimate | null {
  return during === null
    ? point.growthPerSecond
    : (point.phases[during]?.latencyMs.growthPerSecond ?? null);
}

function kindOf(objective: Objective): LatencyKind {
  return objective.of === 'addedLatency' ? 'added' : 'success';
}

/** The calls that an objective speaks of, or the user operations. */
function groupOf(objective: Objective, { world }: Design, run: RunResult): RunGroup {
  const { operation, userOperation, during } = objective;
  const position = world.workloads.findIndex(({ name }) => name === objective.workload);
  const workload = objective.workload === null ? null : position;
  const part = namedGroups(world).find(({ name }) => name === during);
  // A fault that this design does not have holds no call.
  const group = during === null ? null : (part?.group ?? -1);
  if (userOperation !== null) {
    const filter = { workload, name: userOperation, group };
    return asCalls(selectUserOperations(run, world.workloads, filter));
  }
  const code = operation === null ? null : OPERATIONS.indexOf(operation);
  return selectGroup(run, { workload, operation: code, group });
}
