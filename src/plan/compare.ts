import { hashTexts, NS_PER_MS } from '../kernel/index.ts';
import { PERCENTILE_RULE } from '../stats/index.ts';
import { availabilityOf } from './availability/availability-of.ts';
import { checkPoint } from './checks.ts';
import { pairedDifferences } from './differences.ts';
import { judge } from './judge.ts';
import { appliesTo, percentilesOf } from './objectives.ts';
import { pointsOf, REFERENCE_LOAD, type Point } from './point.ts';
import { pointResult } from './point-result.ts';
import { replicate, type Replicated } from './replicate.ts';
import type { Check, ObjectiveResult, PointResult, Result, StoreResult } from './result.ts';
import type { OnProgress, RunMany } from './run-many.ts';
import type { RunResult } from './run-result.ts';
import { settle } from './settling.ts';
import type { Study } from './study.ts';
import { theoryChecks } from './theory/theory-checks.ts';
import { reachVerdict } from './verdict.ts';
import { topologyOf } from './topology.ts';

/** How the automatic warm-up comes about, for the report. */
const WARM_UP_RULE =
  'MSER-5 on three pilot runs of each point; all designs at one load get the longest cut, at least 1 s';

/**
 * Answers a study: every design at every load, each with the same seeds, so that all designs see
 * the same arrivals and the same draws (common random numbers). Pilot runs find the warm-up first,
 * where it is not given; then comes as many replications as it takes.
 *
 * `toolVersion` is stamped into the result. Throws StoppedTooEarly.
 */
export async function compare(
  study: Study,
  runMany: RunMany,
  onProgress: OnProgress,
  toolVersion: string,
): Promise<Result> {
  const measured = await measure(study, pointsOf(study), runMany, onProgress);
  return assemble(study, measured, toolVersion);
}

/** Points with the runs of their replications. */
export interface Measured extends Replicated {
  readonly points: readonly Point[];
}

/**
 * Settles points and replicates them, all with the same seeds: whatever studies they come from, as
 * long as these share seed and run control, their runs are paired. Throws StoppedTooEarly.
 */
export async function measure(
  study: Study,
  points: readonly Point[],
  runMany: RunMany,
  onProgress: OnProgress,
): Promise<Measured> {
  const settled = await settle(study, points, runMany, onProgress);
  if (settled === null) throw new StoppedTooEarly();
  const replicated = await replicate(study, settled, runMany, onProgress);
  if (replicated === null) throw new StoppedTooEarly();
  return { points: settled, ...replicated };
}

/** Stopped before every design had been simulated once: there is nothing to compare. */
export class StoppedTooEarly extends Error {
  override readonly name = 'StoppedTooEarly';

  constructor(message = 'stopped before every design had been simulated once') {
    super(message);
  }
}

/**
 * The result of a study whose points are measured. `baseline`: the design that the others are
 * compared with; by default that of the verdict.
 */
export function assemble(
  study: Study,
  { points, runs, because, judgeLevel }: Measured,
  toolVersion: string,
  baseline: string | null = null,
): Result {
  const level = study.run.confidence;
  const percentiles = percentilesOf(study);
  const pointResults: PointResult[] = [];
  const objectives: ObjectiveResult[] = [];
  const checks: Check[] = [];
  points.forEach((point, index) => {
    const { design, load } = point;
    const own = runs[index]!;
    const result = pointResult(study, point, percentiles, own);
    pointResults.push(result);
    checks.push(...checkPoint(design, load, own));
    checks.push(...theoryChecks(`${design.name} at load ${load}`, result.theory));
    if (load !== REFERENCE_LOAD) return;
    for (const objective of study.objectives) {
      if (appliesTo(objective, design)) {
        objectives.push(judge(objective, design, result, own, judgeLevel));
      }
    }
  });
  const stores = byStore(study, points, pointResults);
  const world = study.designs[0]!.world;
  const verdict = reachVerdict(study, objectives, pointResults);
  const stops = [...earlyStop(study, runs, because), ...boundWarnings(points, runs)];
  const unsettled = settlingWarnings(pointResults);
  return {
    format: 'cksim-result',
    version: 1,
    tool: toolVersion,
    seed: study.seed,
    fingerprint: hashTexts(pointResults.map(({ fingerprint }) => fingerprint)),
    command: null,
    title: study.title,
    question: study.question,
    notes: study.notes,
    warnings: [...study.warnings, ...stops, ...unsettled],
    region: study.region,
    scenario: study.resolved,
    run: {
      replications: Math.min(...runs.map((own) => own.length)),
      mostReplications: Math.max(...runs.map((own) => own.length)),
      stoppedBecause: because,
      confidence: level,
      warmUpMs: Math.max(...points.map(({ settling }) => settling.warmUpMs)),
      warmUpRule: study.run.warmUp === 'given' ? 'given' : WARM_UP_RULE,
      durationMs: world.durationNs / NS_PER_MS,
      events: runs.flat().reduce((sum, run) => sum + run.events, 0),
      percentileRule: PERCENTILE_RULE,
      isPartial: stops.length > 0,
    },
    verdict,
    stores,
    objectives,
    differences: pairedDifferences(
      study,
      baseline ?? verdict.design ?? study.designs[0]!.name,
      REFERENCE_LOAD,
      points.flatMap(({ design, load }, index) =>
        load === REFERENCE_LOAD
          ? [{ design, point: pointResults[index]!, runs: runs[index]! }]
          : [],
      ),
    ),
    sensitivity: [],
    sensitivitySummary: null,
    uncertainty: null,
    availability: availabilityOf(
      study,
      pointResults.filter(({ load }) => load === REFERENCE_LOAD),
    ),
    plan: {},
    whatIf: null,
    sweep: null,
    topology: study.designs.map(topologyOf),
    live: null,
    assumptions: study.assumptions,
    checks,
  };
}

function byStore(
  study: Study,
  points: readonly Point[],
  results: readonly PointResult[],
): readonly StoreResult[] {
  const names = [...new Set(study.designs.map(({ store }) => store))];
  return names.map((name) => {
    const design = study.designs.find(({ store }) => store === name)!;
    return {
      name,
      kind: design.kind,
      eligible: design.eligible,
      points: results.filter((_, index) => points[index]!.design.store === name),
    };
  });
}

function earlyStop(
  study: Study,
  runs: readonly (readonly RunResult[])[],
  because: Replicated['because'],
): readonly string[] {
  if (because !== 'stopped early') return [];
  const done = Math.min(...runs.map((own) => own.length));
  const { replications, stopping } = study.run;
  const wanted = stopping === null ? `${replications}` : `up to ${stopping.maxReplications}`;
  return [`Stopped early: ${done} of ${wanted} replications; these results are partial.`];
}

function boundWarnings(
  points: readonly Point[],
  runs: readonly (readonly RunResult[])[],
): readonly string[] {
  return points.flatMap(({ design, load }, index) => {
    const stopped = runs[index]!.find(({ stoppedBy }) => stoppedBy !== null);
    return stopped === undefined
      ? []
      : [`${design.name} at load ${load} was stopped early: ${stopped.stoppedBy}`];
  });
}

/** More points than this are not named each. */
const MOST_NAMED = 3;

/** Stable points that their pilots did not see settle still depend on how they began. */
export function settlingWarnings(points: readonly PointResult[]): readonly string[] {
  const unsettled = points.filter(({ stable, settling }) => stable && !settling.isSettled);
  if (unsettled.length === 0) return [];
  const named = unsettled.map(({ design, load }) => `${design} at load ${load}`);
  const rest = named.length - MOST_NAMED;
  const subject =
    rest > 0 ? `${named.slice(0, MOST_NAMED).join(', ')} and ${rest} more` : named.join(', ');
  const pilotMs = Math.max(...unsettled.map(({ settling }) => settling.pilotMs ?? 0));
  const figures = named.length === 1 ? 'its figures still depend' : 'their figures still depend';
  return [
    `${subject} did not settle within a pilot run of ${pilotMs / 1000} s: ${figures} on the empty start. Give a longer run.duration, or a run.warmUp of your own.`,
  ];
}
