import { assemble, type Measured } from '../compare.ts';
import { headroomOf } from '../headroom/headroom-of.ts';
import { limitsPyramid } from '../limits-pyramid.ts';
import { withLivePart } from '../live/live-part.ts';
import type { PlanResult } from '../result-plan.ts';
import type { Result } from '../result.ts';
import type { OnProgress, RunMany } from '../run-many.ts';
import type { Design, Question } from '../study.ts';
import { familiesOf, leverSettings } from './candidates.ts';
import { measureDemand, type Demand } from './demand.ts';
import { economicsOf } from './economics.ts';
import type { Evaluated } from './evaluate.ts';
import { frontierOf } from './frontier.ts';
import { increasesFor } from './increases.ts';
import { lookForCheapest, type Looked } from './look.ts';
import { simulateNearest } from './nearest.ts';
import { isOpen, preScreenAll, type Open, type RuledOut } from './pre-screen.ts';
import { screenedOut } from './screened.ts';
import { failingSmaller } from './smaller.ts';
import { planSentence, reasonsFor } from './words.ts';
import { waysOut } from './ways-out.ts';

export interface PlanTools {
  readonly runMany: RunMany;
  readonly onProgress: OnProgress;
}

/** Designs of which the report shows everything: the chosen one and those that say why. */
const SHORTLIST = 5;

/**
 * Looks for the cheapest design that meets the objectives, with everything up and with an HSM or a
 * zone down. Arithmetic rules out what cannot work; the rest is simulated, the cheapest first.
 * Throws StoppedTooEarly.
 */
export async function answerPlan(
  question: Question,
  tools: PlanTools,
  toolVersion: string,
): Promise<Result> {
  const settings = leverSettings(question.study.plan.levers);
  const demands: Demand[] = [];
  for (const levers of settings) {
    const demand = await measureDemand(question, levers, tools);
    if (typeof demand !== 'string') demands.push(demand);
  }
  const screened = demands.flatMap((demand) =>
    preScreenAll(question, familiesOf(question, [demand.levers]), demand),
  );
  const evaluateTools = { ...tools, toolVersion };
  const looked = await lookForCheapest(question, screened.filter(isOpen), evaluateTools);
  const nearest =
    looked.evaluated.length === 0 ? await simulateNearest(question, screened, evaluateTools) : null;
  const shown = nearest === null ? shortlistOf(looked) : [nearest];
  if (shown.length === 0) throw new NoDesign(screened);
  const made = resultOf(question, { demands, screened, looked }, shown, toolVersion);
  const { plan } = made;
  // A candidate may have settings, such as a quota to ask for, that the scenario does not know.
  const result = withLivePart(shown[0]!.candidate.question, made.result);
  const { chosen } = looked;
  if (chosen === null) return { ...result, plan };
  const headroom = await headroomOf(question.study, bestOfKinds(shown), result, tools);
  const economics = economicsOf(question, { ...looked, chosen }, result);
  return { ...result, plan: { ...plan, headroom, economics } };
}

/** The cheapest design of each kind that meets everything; the chosen one is among them. */
function bestOfKinds(shown: readonly Evaluated[]): readonly Design[] {
  const met = shown.filter(({ plan }) => plan.verdict === 'met');
  return met
    .filter(({ plan }, index) => met.findIndex((other) => other.plan.kind === plan.kind) === index)
    .map(({ candidate }) => candidate.design);
}

/** Not even a design that fails can be built: the scenario's plan is at fault. */
export class NoDesign extends Error {
  override readonly name = 'NoDesign';

  constructor(screened: readonly (Open | RuledOut)[]) {
    const reasons = screened.flatMap((found) => (isOpen(found) ? [] : found.ruling.reason));
    super(
      `there is no design to plan with: ${[...new Set(reasons)].join('; ') || 'no kind of store is admitted'}`,
    );
  }
}

interface Search {
  readonly demands: readonly Demand[];
  readonly screened: readonly (Open | RuledOut)[];
  readonly looked: Looked;
}

/** The chosen design first, then the next smaller ones, and the best of what else meets everything. */
function shortlistOf({ evaluated, chosen }: Looked): readonly Evaluated[] {
  const byPrice = [...evaluated].sort((a, b) => a.plan.monthUsd - b.plan.monthUsd);
  if (chosen === null) return byPrice.slice(0, SHORTLIST);
  const cheaper = byPrice.filter(({ plan }) => plan.monthUsd < chosen.plan.monthUsd).slice(-2);
  const others = byPrice.filter((one) => one !== chosen && one.plan.verdict === 'met');
  return [chosen, ...new Set([...cheaper, ...others])].slice(0, SHORTLIST);
}

/** The result of the shortlist, with what the plan says in front of it. */
function resultOf(
  question: Question,
  search: Search,
  shown: readonly Evaluated[],
  toolVersion: string,
): { readonly result: Result; readonly plan: PlanResult } {
  const plan = planOf(question, search, shown);
  const points = shown.flatMap(({ measured }) => measured.points);
  const base = assemble(
    { ...question.study, designs: points.map(({ design }) => design) },
    together(shown),
    toolVersion,
    plan.chosen,
  );
  const outcomes = { found: 'met', undecided: 'undecided', impossible: 'missed' } as const;
  const result: Result = {
    ...base,
    warnings: [
      ...new Set([
        ...shown[0]!.candidate.question.study.warnings,
        ...base.warnings.filter((warning) => !question.study.warnings.includes(warning)),
      ]),
    ],
    verdict: { outcome: outcomes[plan.outcome], design: plan.chosen, sentence: plan.sentence },
  };
  return { result, plan };
}

/** The runs of the shortlist as of one study: all have the same seeds. */
function together(shown: readonly Evaluated[]): Measured {
  const all = shown.map(({ measured }) => measured);
  return {
    points: all.flatMap(({ points }) => points),
    runs: all.flatMap(({ runs }) => runs),
    because: all.every(({ because }) => because === 'decided') ? 'decided' : 'bound reached',
    judgeLevel: Math.max(...all.map(({ judgeLevel }) => judgeLevel)),
  };
}

function planOf(
  { study }: Question,
  { demands, screened, looked }: Search,
  shown: readonly Evaluated[],
): PlanResult {
  const { chosen, evaluated } = looked;
  const ruledOut = screened.filter((found): found is RuledOut => !isOpen(found));
  const candidates = (evaluated.length === 0 ? shown : evaluated)
    .map(({ plan }) => plan)
    .sort((a, b) => a.monthUsd - b.monthUsd);
  const isUndecided = chosen === null && candidates.some(({ verdict }) => verdict === 'undecided');
  const first = chosen ?? shown[0]!;
  return {
    outcome: chosen !== null ? 'found' : isUndecided ? 'undecided' : 'impossible',
    sentence: planSentence(looked, ruledOut),
    reasons: reasonsFor(
      looked,
      study.designs.some(({ eligible }) => !eligible),
    ),
    chosen: chosen?.plan.name ?? null,
    demands: demands.map(({ words, callsPerSecond }) => ({ levers: words, callsPerSecond })),
    candidates,
    screened: screenedOut(screened, looked),
    smaller: chosen === null ? [] : failingSmaller(chosen, looked, screened),
    nextBest: candidates
      .filter(({ name, verdict }) => verdict === 'met' && name !== chosen?.plan.name)
      .map(({ name }) => name),
    frontier: frontierOf(candidates),
    increases: chosen === null ? [] : increasesFor(chosen.candidate, study.designs[0]!.limits),
    waysOut: evaluated.length === 0 ? waysOut(ruledOut, demands) : [],
    pyramid: limitsPyramid(
      first.plan,
      first.candidate.design.world.store,
      first.result.stores[0]!.points[0]!.limits,
    ),
    headroom: [],
    economics: null,
  };
}
