import type { Design, Lever, PlanInputs, PlanTemplate } from '../plan/index.ts';
import { isEligible } from './build-design.ts';
import { splitPath, valueAt } from './data-paths.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import { rangeEnds } from './schema/section.ts';

type Kind = Design['kind'];

const KINDS: readonly Kind[] = ['standard', 'cloudhsm', 'cloudhsm-direct', 'external'];

/** What the planner sets itself. */
const CHOSEN_BY_THE_PLANNER = ['hsms', 'zones', 'keyStores'];

const DEFAULTS = { hsms: [2, 28], zones: [2, 3], keyStores: [1, 10] } as const;

/** Where the planner looks: `plan:` as far as the scenario says, and every admitted kind otherwise. */
export function buildPlanInputs(input: ScenarioInput, data: unknown): PlanInputs {
  const { plan = {} } = input;
  const written = valueAt(data, ['stores']) as Readonly<Record<string, unknown>>;
  const kinds = plan.kinds ?? KINDS.filter((kind) => isLookedAt(kind, input));
  return {
    templates: kinds.flatMap((kind) => templateOf(kind, input, written)),
    hsms: valuesOf(valueAt(data, ['plan', 'hsms']), DEFAULTS.hsms),
    zones: valuesOf(valueAt(data, ['plan', 'zones']), DEFAULTS.zones),
    keyStores: valuesOf(valueAt(data, ['plan', 'keyStores']), DEFAULTS.keyStores),
    levers: leversOf(input),
    survive: plan.survive === 'none' ? [] : (plan.survive ?? ['hsm', 'zone']),
  };
}

/** Kinds that nobody has to write down: the others need decisions of their own. */
const USUAL: readonly Kind[] = ['standard', 'cloudhsm'];

/** What require: admits, of the kinds that the scenario has and the usual ones. */
function isLookedAt(kind: Kind, { stores, require: required }: ScenarioInput): boolean {
  const isThere = Object.values(stores).some((store) => store.kind === kind);
  return isEligible(kind, required) && (isThere || USUAL.includes(kind));
}

/** The scenario's first store of a kind; without one a plain store, which an external one cannot be. */
function templateOf(
  kind: Kind,
  { stores }: ScenarioInput,
  written: Readonly<Record<string, unknown>>,
): readonly PlanTemplate[] {
  const [name] = Object.entries(stores).find(([, store]) => store.kind === kind) ?? [];
  if (name === undefined)
    return kind === 'external' ? [] : [{ kind, store: kind, settings: { kind } }];
  const settings = Object.entries(written[name] as Readonly<Record<string, unknown>>)
    .filter(([setting]) => !CHOSEN_BY_THE_PLANNER.includes(setting))
    .map(([setting, value]) => [setting, firstOf(value)]);
  return [{ kind, store: name, settings: Object.fromEntries(settings) }];
}

/** Of a list or range, the first value: the planner varies what it says it does, and nothing else. */
function firstOf(value: unknown): unknown {
  if (Array.isArray(value)) return value[0];
  return rangeEnds(value)?.[0] ?? value;
}

/** The whole numbers of a value, a list or a range, as written. */
function valuesOf(written: unknown, byDefault: readonly [number, number]): readonly number[] {
  if (written === undefined) return upTo(...byDefault);
  const ends = rangeEnds(written);
  if (ends !== null) return upTo(...ends);
  const values = (Array.isArray(written) ? written : [written]).map(Number);
  return [...new Set(values)].sort((a, b) => a - b);
}

function upTo(low: number, high: number): readonly number[] {
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}

function leversOf({ plan, vary, workloads }: ScenarioInput): readonly Lever[] {
  if (plan?.levers === 'none') return [];
  const given = Object.entries(plan?.levers ?? vary ?? {}).flatMap(([key, values]): Lever[] => {
    const path = splitPath(key);
    if (path[0] !== 'workloads' || !Array.isArray(values) || values.length < 2) return [];
    return [{ path, title: `${path.slice(2).join('.')} of ${path[1]}`, values }];
  });
  if (plan?.levers !== undefined) return given;
  const bucketKeys = Object.entries(workloads).flatMap(([name, workload]): Lever[] => {
    if (!('service' in workload) || workload.service !== 's3') return [];
    if ('bucketKeys' in workload && workload.bucketKeys !== undefined) return [];
    const path = ['workloads', name, 'bucketKeys'];
    return [{ path, title: `Bucket Keys of ${name}`, values: [false, true] }];
  });
  return [...given, ...bucketKeys];
}
