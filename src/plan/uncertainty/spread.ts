import { NS_PER_MS } from '../../kernel/index.ts';
import { REFERENCE_LOAD, seedOf, type Point } from '../point.ts';
import type { Result } from '../result.ts';
import type { UncertainDesign } from '../result-analysis.ts';
import type { OnProgress, RunMany } from '../run-many.ts';
import type { Job } from '../run-once.ts';
import type { RunResult } from '../run-result.ts';
import { pointOf } from '../sensitivity/moved-design.ts';
import type { Design, FactMove, MoveFacts, MovePricing, PricingRules, Study } from '../study.ts';
import { drawFigures, isMetByValue } from './draw-figures.ts';
import { latinHypercube } from './latin-hypercube.ts';
import { spreadOfDraws } from './spread-of-draws.ts';

/** Of each design with each draw: enough to tell chance from inputs. */
const REPLICATIONS = 2;

const STOPPED = 'The run was stopped early: the spread from uncertain inputs is left out.';

/** Who makes a study's parts anew from facts that are drawn. */
interface Movers {
  readonly moveFacts: MoveFacts;
  readonly movePricing: MovePricing;
}

/**
 * The result with the spread that uncertain inputs give it: all of them drawn together, again and
 * again, and every design made anew from each draw and simulated at load 1. The same draw has the
 * same seeds in all designs, another draw others: so chance and inputs can be told apart, and the
 * luck of a seed does not shift all draws the same way.
 */
export async function spreadOfInputs(
  study: Study,
  result: Result,
  { moveFacts, movePricing }: Movers,
  runMany: RunMany,
  onProgress: OnProgress,
): Promise<Result> {
  if (result.run.isPartial) return withWarnings(result, [STOPPED]);
  const draws = latinHypercube(study.uncertain, study.run.inputDraws, study.seed).map(
    (moves): Draw => ({ moves, pricing: movePricing(moves) }),
  );
  const plans = study.designs.map((design) => planOf(design, draws, study, result, moveFacts));
  const trials = plans.flatMap((plan) => plan.trials);
  const jobs = trials.flatMap(({ point, draw }) => jobsOf(study, point, draw));
  const runs = await runMany(jobs, onProgress);
  if (runs.length < jobs.length) return withWarnings(result, [STOPPED]);
  const runsOf = new Map<Trial, readonly RunResult[]>(
    trials.map((trial, index) => [
      trial,
      runs.slice(index * REPLICATIONS, (index + 1) * REPLICATIONS),
    ]),
  );
  const designs = plans.map((plan): UncertainDesign => {
    if (!plan.isMoved) return unmoved(plan.design, result, draws.length);
    const figures = plan.trials.map((trial) =>
      drawFigures(
        { ...study, pricing: draws[trial.draw]!.pricing },
        trial.point,
        runsOf.get(trial)!,
      ),
    );
    return spreadOfDraws(plan.design.name, figures);
  });
  return withWarnings(
    {
      ...result,
      uncertainty: {
        draws: draws.length,
        replicationsPerDraw: REPLICATIONS,
        inputs: study.uncertain.map(({ name, title, text }) => ({ fact: name, title, text })),
        designs,
      },
    },
    plans.flatMap(({ design, isMoved, trials: own }) =>
      isMoved && own.length < draws.length
        ? [
            `${design.name}: the scenario makes no sense with ${draws.length - own.length} of the ${draws.length} draws of its uncertain inputs; these are left out.`,
          ]
        : [],
    ),
  );
}

interface Draw {
  readonly moves: readonly FactMove[];
  readonly pricing: PricingRules;
}

/** A design made anew from a draw, by its position. */
interface Trial {
  readonly draw: number;
  readonly point: Point;
}

interface Plan {
  readonly design: Design;
  /** Whether any draw changes it; if not, there is nothing to try. */
  readonly isMoved: boolean;
  readonly trials: readonly Trial[];
}

function planOf(
  design: Design,
  draws: readonly Draw[],
  study: Study,
  result: Result,
  moveFacts: MoveFacts,
): Plan {
  const unchanged = essence(design, study.pricing);
  const warmUpMs = warmUpOf(design, result);
  let isMoved = false;
  const trials = draws.flatMap(({ moves, pricing }, draw): readonly Trial[] => {
    const moved = moveFacts(design.name, moves);
    isMoved ||= moved === null || essence(moved, pricing) !== unchanged;
    return moved === null ? [] : [{ draw, point: pointOf(moved, warmUpMs) }];
  });
  return { design, isMoved, trials: isMoved ? trials : [] };
}

/** What a design's figures follow from. */
function essence({ world, limits, billing }: Design, pricing: PricingRules): string {
  return JSON.stringify([world, limits, billing, pricing]);
}

/** The warm-up that the design was measured after. */
function warmUpOf({ name, world }: Design, { stores }: Result): number {
  const points = stores.flatMap((store) => store.points);
  const own = points.find(({ design, load }) => design === name && load === REFERENCE_LOAD);
  return own?.settling.warmUpMs ?? world.warmUpNs / NS_PER_MS;
}

function jobsOf(study: Study, { world }: Point, draw: number): Job[] {
  return Array.from({ length: REPLICATIONS }, (_, replication) => ({
    config: world,
    seed: seedOf(study, draw * REPLICATIONS + replication + 1),
  }));
}

/** Whatever the inputs are, the design stays where the comparison has it. */
function unmoved({ name }: Design, { objectives }: Result, draws: number): UncertainDesign {
  const binding = objectives.filter(({ design, level }) => design === name && level === 'fail');
  return {
    design: name,
    isMoved: false,
    draws,
    metShare: binding.length === 0 ? null : Number(binding.every(isMetByValue)),
    metrics: [],
  };
}

function withWarnings(result: Result, warnings: readonly string[]): Result {
  return { ...result, warnings: [...result.warnings, ...warnings] };
}
