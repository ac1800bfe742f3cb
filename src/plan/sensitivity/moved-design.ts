import { NS_PER_MS } from '../../kernel/index.ts';
import { groupsToShow } from '../groups.ts';
import { judgeIfAny, type Judged } from '../judge.ts';
import { monthlyVolumes } from '../monthly-volume.ts';
import { appliesTo } from '../objectives.ts';
import { pointAt, REFERENCE_LOAD, seedOf, type Point } from '../point.ts';
import { billPoint } from '../point-bill.ts';
import type { Estimate, ObjectiveResult } from '../result.ts';
import type { Job } from '../run-once.ts';
import type { RunResult } from '../run-result.ts';
import { growthPerSecond } from '../stability.ts';
import type { OnProgress, RunMany } from '../run-many.ts';
import type { Design, MoveFacts, Study } from '../study.ts';
import { withWarmUp } from '../warm-up.ts';

/** Where a design stands: the `fail` objective with the smallest margin decides. */
export interface Standing {
  readonly outcome: ObjectiveResult['verdict'];
  /** As a share of the limit, or of what may fail; negative: beyond it. */
  readonly margin: number;
  readonly expect: string;
  readonly measured: Estimate;
  readonly unit: string;
}

/** What it takes to try other values of facts in one design. */
export interface Trial {
  readonly study: Study;
  readonly design: string;
  readonly warmUpMs: number;
  readonly replications: number;
  readonly moveFacts: MoveFacts;
  readonly runMany: RunMany;
  readonly onProgress: OnProgress;
}

/** What a design's `fail` objectives say together; null where none applies to it. */
export function standingOf(judged: readonly ObjectiveResult[]): Standing | null {
  const deciding = judged.filter(({ level }) => level === 'fail');
  const [closest] = [...deciding].sort((a, b) => roomOf(a) - roomOf(b));
  if (closest === undefined) return null;
  const has = (verdict: ObjectiveResult['verdict']) =>
    deciding.some((objective) => objective.verdict === verdict);
  const outcome = has('missed') ? 'missed' : has('undecided') ? 'undecided' : 'met';
  const { expect, measured, unit } = closest;
  return { outcome, margin: roomOf(closest), expect, measured, unit };
}

/** Of a limit such as success > 99.9 %, the room is what may fail: 0.1 %. */
const MOSTLY = 0.5;

/** Distance to the limit as a share of the room there is, so that objectives can be compared. */
function roomOf({ margin, measured, unit, limit }: ObjectiveResult): number {
  const isOfFailures = unit === 'share' && limit > MOSTLY && limit < 1;
  if (!isOfFailures || margin === -1) return margin;
  const room = Math.abs(measured.value - limit) / (1 - limit);
  return margin > 0 ? room : -room;
}

/** The design at load 1 after a warm-up of so many milliseconds. */
export function pointOf(design: Design, warmUpMs: number): Point {
  const world = withWarmUp(design.world, Math.round(warmUpMs * NS_PER_MS));
  return pointAt({ ...design, world }, REFERENCE_LOAD);
}

/**
 * Replications of a point, from the one after `from` to `to`, on the seeds of the comparison: paired
 * with its runs.
 */
export function jobsOf({ study, replications }: Trial, { world }: Point, from: number, to: number) {
  return Array.from({ length: to - from }, (_, index): Job => ({
    config: world,
    seed: seedOf(study, from + index + 1),
    // One run alone has to give its intervals from within.
    keepsBatches: replications === 1,
  }));
}

/** Judges a point by its runs. */
export function standingAfter(
  study: Study,
  point: Point,
  runs: readonly RunResult[],
): Standing | null {
  const { design } = point;
  const judged = judgedOf(study, point, runs);
  return standingOf(
    study.objectives
      .filter((objective) => objective.level === 'fail' && appliesTo(objective, design))
      .flatMap(
        (objective) => judgeIfAny(objective, design, judged, runs, study.run.confidence) ?? [],
      ),
  );
}

/** Only what objectives ask for: a whole point result takes longer than some runs. */
function judgedOf(study: Study, { design, load }: Point, runs: readonly RunResult[]): Judged {
  const { world } = design;
  const growth = (group: number | null) =>
    growthPerSecond(world, runs, group, study.run.confidence);
  const cost = billPoint(study, design, monthlyVolumes(study, design, load, runs));
  const phases = groupsToShow(world).map(
    ({ name, group }) => [name, { latencyMs: { growthPerSecond: growth(group) } }] as const,
  );
  return { load, cost, growthPerSecond: growth(null), phases: Object.fromEntries(phases) };
}
