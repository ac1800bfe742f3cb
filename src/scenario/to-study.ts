import { requestClassOf, type RequestClass } from '../cost/index.ts';
import type { Design, Question, Study } from '../plan/index.ts';
import { readAssumptions } from './assume.ts';
import { AssumptionLog, type SetBy } from './assumption-log.ts';
import { isBelief } from './belief.ts';
import { buildAvailability } from './build-availability.ts';
import { buildDesign } from './build-design.ts';
import { buildObjectives } from './build-objectives.ts';
import { buildPlanInputs } from './build-plan.ts';
import { buildPricing } from './build-pricing.ts';
import { buildRunControl } from './build-run.ts';
import type { DesignContext } from './design-context.ts';
import { expand, type Variant } from './expand.ts';
import { FactBook, type FactOverride } from './fact-book.ts';
import { Findings } from './findings.ts';
import { factMover, movableFacts, uncertainFacts, withMoves, type Rebuild } from './move-facts.ts';
import { problemsOf } from './issues.ts';
import { ScenarioError } from './problems.ts';
import { resolve } from './resolved.ts';
import { scenario, type ScenarioInput } from './schema/scenario.ts';
import type { Path, Source } from './source.ts';
import { addWarnings, warnAboutIdleFacts } from './warnings.ts';

const DEFAULT_REGION = 'us-east-1';

/** A question before it is known how its scenario would be read again. */
export type ReadStudy = Omit<Question, 'rewrite'>;

/** The study that plain scenario data asks for, and how to build its designs from other facts. Throws ScenarioError with all its problems. */
export function toStudy(data: unknown, source: Source, findings: Findings): ReadStudy {
  const parsed = scenario.safeParse(data, { reportInput: true });
  if (!parsed.success) findings.take(problemsOf(parsed.error.issues, source));
  throwIfAny(findings);
  const input = parsed.data!;
  const region = input.region ?? DEFAULT_REGION;
  const log = new AssumptionLog();
  refuseVariedBeliefs(input, findings);
  const variants = expand(data, findings);
  throwIfAny(findings);
  const rebuilds = new Map<string, Rebuild>();
  const designs = variants.flatMap((variant) => {
    const rebuild = rebuildOf(variant, region, log, source, findings);
    if (rebuild === null) return [];
    rebuilds.set(variant.name, rebuild);
    return rebuild.build(rebuild.overrides) ?? [];
  });
  throwIfAny(findings);
  const setBy = (path: Path) => source.setBy(path);
  const overrides = readAssumptions(input.assume ?? {}, findings, setBy);
  const context: DesignContext = { facts: new FactBook(overrides, log), findings, setBy };
  const objectives = buildObjectives(input, designs[0]!.world.workloads, findings);
  const runsHsms = designs.some(({ billing }) => billing.hsms > 0);
  const requests = requestClassesOf(designs);
  const pricingFrom = (own: DesignContext) => buildPricing(input, region, runsHsms, requests, own);
  const pricing = pricingFrom(context);
  const availability = buildAvailability(input.availability, designs, context);
  const loads = loadsOf(input);
  throwIfAny(findings);
  addWarnings(input, region, designs, objectives, findings);
  const assumptions = log.list();
  warnAboutIdleFacts(input, assumptions, findings);
  const run = buildRunControl(input.run);
  const title = input.title ?? baseName(source.file);
  const seed = String(input.seed ?? baseName(source.file));
  const study: Study = {
    title,
    question: input.question ?? null,
    notes: typeof input.notes === 'string' ? [input.notes] : (input.notes ?? []),
    region,
    seed,
    designs,
    loads,
    objectives,
    run,
    pricing,
    assumptions,
    movable: movableFacts(assumptions, overrides),
    uncertain: uncertainFacts(assumptions, notVaried(overrides, input)),
    availability,
    plan: buildPlanInputs(input, data),
    growthPerMonth: input.growth ?? null,
    warnings: findings.warnings,
    resolved: resolve(input, {
      title,
      region,
      seed,
      designs,
      loads,
      run,
      pricing,
      availability,
    }),
  };
  return {
    study,
    moveFacts: factMover(rebuilds),
    movePricing: (moves) => {
      const facts = new FactBook(withMoves(overrides, moves));
      return pricingFrom({ facts, findings: new Findings(source), setBy });
    },
  };
}

/** What `vary:` sets design by design stands there, whatever `assume:` says. */
function notVaried(
  overrides: ReadonlyMap<string, FactOverride>,
  { vary }: ScenarioInput,
): ReadonlyMap<string, FactOverride> {
  const kept = [...overrides].filter(([name]) => vary?.[`assume.${name}`] === undefined);
  return new Map(kept);
}

/** Beliefs are drawn for all designs together: one design for each would compare luck. */
function refuseVariedBeliefs({ vary }: ScenarioInput, findings: Findings): void {
  for (const [key, values] of Object.entries(vary ?? {})) {
    if (!key.startsWith('assume.') || !Array.isArray(values)) continue;
    values.forEach((value, index) => {
      if (!isBelief(value)) return;
      const hint = 'write plain values here, or the range under assume: for all designs';
      findings.add(['vary', key, index], 'cannot be a range or law of belief', hint);
    });
  }
}

/** The kinds of KMS request that the designs make, by what they cost. */
function requestClassesOf(designs: readonly Design[]): ReadonlySet<RequestClass> {
  const workloads = designs.flatMap(({ world }) => world.workloads);
  return new Set(
    workloads.flatMap(({ operations, keySpec }) =>
      operations.map(({ operation }) => requestClassOf(operation, keySpec)),
    ),
  );
}

function throwIfAny(findings: Findings): void {
  if (findings.problems.length > 0) throw new ScenarioError(findings.sorted());
}

/**
 * How to build a variant's design. Reads the scenario again with this variant's values, since any
 * of them may be wrong. What it is first built from is noted; what it is built from later is not.
 */
function rebuildOf(
  variant: Variant,
  region: string,
  log: AssumptionLog,
  source: Source,
  findings: Findings,
): Rebuild | null {
  const parsed = scenario.safeParse(variant.data, { reportInput: true });
  if (!parsed.success) {
    findings.take(problemsOf(parsed.error.issues, source, variant.place));
    return null;
  }
  const { data } = parsed;
  const own = findings.placedBy(variant.place);
  const setBy = (path: Path): SetBy => source.setBy(variant.place(path));
  const overrides = readAssumptions(data.assume ?? {}, own, setBy);
  return {
    overrides,
    build: (facts) => {
      const isFirst = facts === overrides;
      const context: DesignContext = {
        facts: new FactBook(facts, isFirst ? log : new AssumptionLog()),
        // What is wrong with a moved fact is no problem of the scenario's.
        findings: isFirst ? own : new Findings(source),
        setBy,
      };
      const design = buildDesign(variant, data, region, context);
      return isFirst || context.findings.problems.length === 0 ? design : null;
    },
  };
}

/** Load 1, the scenario as written, is always among them: objectives are judged there. */
function loadsOf(input: ScenarioInput): readonly number[] {
  return [...new Set([...(input.vary?.load ?? []), 1])].sort((a, b) => a - b);
}

/** `04-az-loss` for `scenarios/04-az-loss.yaml`. */
function baseName(file: string): string {
  const name = file
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\.ya?ml$/i, '');
  return name === '' || name === '-' ? 'cksim' : name;
}
