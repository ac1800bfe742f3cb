import { requestClassOf, type RequestClass } from '../cost/index.ts';
import type { Design, Study } from '../plan/index.ts';
import { readAssumptions } from './assume.ts';
import { AssumptionLog, type SetBy } from './assumption-log.ts';
import { buildDesign } from './build-design.ts';
import { buildObjectives } from './build-objectives.ts';
import { buildPricing } from './build-pricing.ts';
import { buildRunControl } from './build-run.ts';
import type { DesignContext } from './design-context.ts';
import { expand, type Variant } from './expand.ts';
import { FactBook } from './fact-book.ts';
import type { Findings } from './findings.ts';
import { problemsOf } from './issues.ts';
import { ScenarioError } from './problems.ts';
import { resolve } from './resolved.ts';
import { scenario, type ScenarioInput } from './schema/scenario.ts';
import type { Path, Source } from './source.ts';
import { addWarnings, warnAboutIdleFacts } from './warnings.ts';

const DEFAULT_REGION = 'us-east-1';

/** The study that plain scenario data asks for. Throws ScenarioError with all its problems. */
export function toStudy(data: unknown, source: Source, findings: Findings): Study {
  const parsed = scenario.safeParse(data, { reportInput: true });
  if (!parsed.success) findings.take(problemsOf(parsed.error.issues, source));
  throwIfAny(findings);
  const input = parsed.data!;
  const region = input.region ?? DEFAULT_REGION;
  const log = new AssumptionLog();
  const variants = expand(data, findings);
  throwIfAny(findings);
  const designs = variants.flatMap(
    (variant) => designOf(variant, region, log, source, findings) ?? [],
  );
  throwIfAny(findings);
  const setBy = (path: Path) => source.setBy(path);
  const overrides = readAssumptions(input.assume ?? {}, findings, setBy);
  const context: DesignContext = { facts: new FactBook(overrides, log), findings, setBy };
  const objectives = buildObjectives(input, designs[0]!.world.workloads, findings);
  const runsHsms = designs.some(({ billing }) => billing.hsms > 0);
  const pricing = buildPricing(input, region, runsHsms, requestClassesOf(designs), context);
  const loads = loadsOf(input);
  throwIfAny(findings);
  addWarnings(input, region, designs, objectives, findings);
  const assumptions = log.list();
  warnAboutIdleFacts(input, assumptions, findings);
  const run = buildRunControl(input.run);
  const title = input.title ?? baseName(source.file);
  const seed = String(input.seed ?? baseName(source.file));
  return {
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
    warnings: findings.warnings,
    resolved: resolve(input, { title, region, seed, designs, loads, run, pricing }),
  };
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

/** Reads the scenario again with this variant's values, since any of them may be wrong. */
function designOf(
  variant: Variant,
  region: string,
  log: AssumptionLog,
  source: Source,
  findings: Findings,
): Design | null {
  const parsed = scenario.safeParse(variant.data, { reportInput: true });
  if (!parsed.success) {
    findings.take(problemsOf(parsed.error.issues, source, variant.place));
    return null;
  }
  const own = findings.placedBy(variant.place);
  const setBy = (path: Path): SetBy => source.setBy(variant.place(path));
  const overrides = readAssumptions(parsed.data.assume ?? {}, own, setBy);
  const context = { facts: new FactBook(overrides, log), findings: own, setBy };
  return buildDesign(variant, parsed.data, region, context);
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
