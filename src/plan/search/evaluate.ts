import { assemble, measure, type Measured } from '../compare.ts';
import { NS_PER_MS, NS_PER_SECOND } from '../../kernel/index.ts';
import { pointAt, REFERENCE_LOAD } from '../point.ts';
import type { PlanCandidate, PlanCondition } from '../result-plan.ts';
import type { LatencySummary, ObjectiveResult, PointResult, Result } from '../result.ts';
import type { OnProgress, RunMany } from '../run-many.ts';
import type { Design, Study } from '../study.ts';
import { withWarmUp } from '../warm-up.ts';
import { buildCandidate, leverWords, type Candidate } from './candidates.ts';
import {
  conditionsOf,
  lastsInWords,
  STEADY,
  studyInCondition,
  type ConditionName,
} from './conditions.ts';

/** A candidate with what its simulations say. */
export interface Evaluated {
  readonly candidate: Candidate;
  readonly plan: PlanCandidate;
  /** As asked, with its runs, for the comparison of the shortlist. */
  readonly measured: Measured;
  readonly result: Result;
}

export interface EvaluateTools {
  readonly runMany: RunMany;
  readonly onProgress: OnProgress;
  readonly toolVersion: string;
}

/** Replications of the first look; more only where it leaves an objective open. */
const FIRST_LOOK = 3;
const MOST_REPLICATIONS = 24;

/** Measured time of what can only fail, and is simulated to be seen failing. */
const FAILING_NS = 10 * NS_PER_SECOND;

/** Simulates a candidate that arithmetic rules out, twice and shortly: what happens is seen at once. */
export async function evaluateFailing(
  base: Study,
  candidate: Candidate,
  tools: EvaluateTools,
): Promise<Evaluated> {
  const { world } = candidate.design;
  const durationNs = Math.min(world.durationNs, FAILING_NS);
  const design = { ...candidate.design, world: { ...world, durationNs, faults: [], ranges: [] } };
  const objectives = ownObjectives(base, design).filter(({ during }) => during === null);
  const looked = lookedAt({ ...candidate.question.study, objectives, designs: [design] });
  const study = { ...looked, run: { ...looked.run, replications: 2, stopping: null } };
  const measured = await measureOne(study, tools);
  const result = assemble(study, measured, tools.toolVersion);
  const { cost } = pointOf(result);
  const conditions = [conditionOf('as asked', result, design)];
  return { candidate, plan: planOf(candidate, cost.monthUsd, conditions), measured, result };
}

/**
 * Simulates a candidate as the scenario asks and, if it holds, in every condition that it must
 * survive; the first that it fails is the last.
 */
export async function evaluate(
  base: Study,
  candidate: Candidate,
  tools: EvaluateTools,
): Promise<Evaluated> {
  const objectives = ownObjectives(base, candidate.design);
  const study = lookedAt({ ...candidate.question.study, objectives, designs: [candidate.design] });
  const measured = await measureOne(study, tools);
  const result = assemble(study, measured, tools.toolVersion);
  const conditions = [conditionOf('as asked', result, candidate.design)];
  const { warmUpMs } = pointOf(result).settling;
  for (const condition of conditionsOf(candidate.family, base.plan)) {
    if (conditions.some(({ verdict }) => verdict === 'missed')) break;
    const down = buildCandidate(
      candidate.question,
      candidate.family,
      candidate.hsms,
      condition.changes,
    );
    if (typeof down === 'string') throw new Error(`${condition.name}: ${down}`);
    const settled = withWarmUp(down.design.world, Math.round(warmUpMs * NS_PER_MS));
    const own = studyInCondition(
      { ...down, design: { ...down.design, world: settled } },
      objectives,
    );
    const steady = lookedAt({ ...own, run: { ...own.run, warmUp: 'given' } });
    const found = assemble(steady, await measureOne(steady, tools), tools.toolVersion);
    conditions.push(conditionOf(condition.name, found, down.design));
  }
  const { cost } = pointOf(result);
  return { candidate, plan: planOf(candidate, cost.monthUsd, conditions), measured, result };
}

/** Objectives of the scenario that speak of the template's store, or of all. */
function ownObjectives({ objectives }: Study, { store }: Design): Study['objectives'] {
  return objectives.filter(({ stores }) => stores === null || stores.includes(store));
}

/** Few replications first, more where they decide; real cryptography would decide nothing. */
function lookedAt(study: Study): Study {
  const { replications } = study.run;
  const first = Math.max(2, Math.min(FIRST_LOOK, replications));
  return {
    ...study,
    run: {
      ...study.run,
      replications: first,
      stopping: { until: { kind: 'decided' }, maxReplications: MOST_REPLICATIONS },
    },
    designs: study.designs.map((design) => ({
      ...design,
      world: { ...design.world, crypto: { ...design.world.crypto, mode: 'off' } },
    })),
  };
}

function measureOne(study: Study, { runMany, onProgress }: EvaluateTools): Promise<Measured> {
  const points = study.designs.map((design) => pointAt(design, REFERENCE_LOAD));
  return measure(study, points, runMany, onProgress);
}

function pointOf({ stores }: Result): PointResult {
  return stores[0]!.points[0]!;
}

function conditionOf(name: ConditionName, result: Result, { world }: Design): PlanCondition {
  const point = pointOf(result);
  const { phases } = point;
  const part = name === 'as asked' ? (phases['before'] ?? point) : (phases[STEADY] ?? point);
  const busiest = Object.values(point.stations)
    .map(({ utilisationShare }) => utilisationShare)
    .sort((a, b) => b.value - a.value)[0];
  return {
    name,
    verdict: verdictOf(result.objectives),
    lasts: lastsInWords(name, world),
    // That a condition is judged in its steady part is said by the condition.
    objectives: result.objectives.map((own) => ({
      ...own,
      expect: own.expect.replace(`, during ${STEADY}`, ''),
    })),
    p99Ms: p99Of(part.latencyMs),
    p99AddedMs: p99Of(part.addedLatencyMs),
    successShare: part.successShare,
    busiestShare: busiest ?? null,
  };
}

function p99Of({ percentiles }: LatencySummary) {
  return percentiles['p99'] ?? null;
}

function verdictOf(objectives: readonly ObjectiveResult[]): PlanCondition['verdict'] {
  const deciding = objectives.filter(({ level }) => level === 'fail');
  if (deciding.some(({ verdict }) => verdict === 'missed')) return 'missed';
  return deciding.some(({ verdict }) => verdict === 'undecided') ? 'undecided' : 'met';
}

function planOf(
  { name, family, hsms, design }: Candidate,
  monthUsd: number,
  conditions: readonly PlanCondition[],
): PlanCandidate {
  const verdicts = conditions.map(({ verdict }) => verdict);
  return {
    name,
    kind: design.kind,
    keyStores: family.keyStores,
    hsms,
    zones: family.zones,
    levers: leverWords(family.levers),
    monthUsd,
    verdict: verdicts.includes('missed')
      ? 'missed'
      : verdicts.includes('undecided')
        ? 'undecided'
        : 'met',
    conditions,
  };
}
