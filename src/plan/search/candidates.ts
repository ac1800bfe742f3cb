import type { Change, Design, Lever, PlanTemplate, Question } from '../study.ts';

/** Designs that differ in the number of their HSMs alone. */
export interface Family {
  readonly template: PlanTemplate;
  readonly keyStores: number;
  /** Zones of a cluster; 1 without one. */
  readonly zones: number;
  readonly levers: readonly LeverSetting[];
  /** Account's request quota to ask for, requests per second; null where its own is enough. */
  readonly accountQuotaPerSecond: number | null;
}

export interface LeverSetting {
  readonly lever: Lever;
  readonly value: unknown;
}

/** A design that might be built: one study with one design. */
export interface Candidate {
  /** Unique: `cks hsms=3 zones=3 keyStores=2 maxMessages=20`. */
  readonly name: string;
  readonly family: Family;
  /** HSMs of one cluster; 0 without. */
  readonly hsms: number;
  readonly question: Question;
  readonly design: Design;
}

/** More combinations of levers are a study of their own; then each lever is tried alone. */
const MOST_COMBINATIONS = 16;

/** Every setting of the levers, the scenario's own first. */
export function leverSettings(levers: readonly Lever[]): readonly (readonly LeverSetting[])[] {
  const count = levers.reduce((product, { values }) => product * values.length, 1);
  if (count <= MOST_COMBINATIONS) {
    return levers.reduce<readonly (readonly LeverSetting[])[]>(
      (rows, lever) =>
        rows.flatMap((row) => lever.values.map((value) => [...row, { lever, value }])),
      [[]],
    );
  }
  const own = levers.map((lever) => ({ lever, value: lever.values[0] }));
  const alone = levers.flatMap((lever) =>
    lever.values
      .slice(1)
      .map((value) => own.map((setting) => (setting.lever === lever ? { lever, value } : setting))),
  );
  return [own, ...alone];
}

/** Every family of a scenario's plan: templates, key stores and zones as far as they apply. */
export function familiesOf(
  { study }: Question,
  settings: readonly (readonly LeverSetting[])[],
): readonly Family[] {
  const { templates, zones, keyStores } = study.plan;
  return templates.flatMap((template) => {
    const isCluster = hasCluster(template.kind);
    const stores = template.kind === 'cloudhsm' ? keyStores : [1];
    return settings.flatMap((levers) =>
      stores.flatMap((count) =>
        (isCluster ? zones : [1]).map((own): Family => ({
          template,
          keyStores: count,
          zones: own,
          levers,
          accountQuotaPerSecond: null,
        })),
      ),
    );
  });
}

export function hasCluster(kind: Design['kind']): boolean {
  return kind === 'cloudhsm' || kind === 'cloudhsm-direct';
}

/**
 * Builds a candidate, with further changes such as faults; a text where the scenario makes no sense
 * with it. The names of all stores stay, since faults and objectives may speak of them.
 */
export function buildCandidate(
  base: Question,
  family: Family,
  hsms: number,
  changes: readonly Change[] = [],
): Candidate | string {
  const { template } = family;
  const question = base.rewrite([...candidateChanges(base, family, hsms), ...changes]);
  if ('problem' in question) return question.problem;
  const design = question.study.designs.find(({ store }) => store === template.store);
  if (design === undefined) return `the scenario has no store ${template.store}`;
  const name = nameOf(family, hsms);
  return {
    name,
    family,
    hsms,
    question,
    design: { ...design, name, coordinates: coordinatesOf(family, hsms) },
  };
}

function candidateChanges(base: Question, family: Family, hsms: number): readonly Change[] {
  const { template, zones, keyStores, levers, accountQuotaPerSecond } = family;
  const others = Object.fromEntries(
    base.study.designs.map(({ store }) => [store, { kind: 'standard' }]),
  );
  const own = {
    ...template.settings,
    ...(hasCluster(template.kind) ? { hsms, zones } : {}),
    ...(keyStores > 1 ? { keyStores } : {}),
    ...(accountQuotaPerSecond === null ? {} : { accountQuota: `${accountQuotaPerSecond}/s` }),
  };
  return [
    { path: ['stores'], value: { ...others, [template.store]: own } },
    { path: ['vary'], value: undefined },
    ...levers.map(({ lever, value }) => ({ path: lever.path, value })),
  ];
}

/** `cks hsms=3 zones=3 keyStores=2 maxMessages=20`. */
export function nameOf({ template, zones, keyStores, levers }: Family, hsms: number): string {
  const words = [
    ...(hasCluster(template.kind) ? [`hsms=${hsms}`, `zones=${zones}`] : []),
    ...(keyStores > 1 ? [`keyStores=${keyStores}`] : []),
    ...Object.entries(leverWords(levers)).map(([name, value]) => `${name}=${value}`),
  ];
  return [template.store, ...words].join(' ');
}

function coordinatesOf(
  { template, zones, keyStores, levers }: Family,
  hsms: number,
): Readonly<Record<string, number | string>> {
  const store = `stores.${template.store}`;
  return {
    ...(hasCluster(template.kind) ? { [`${store}.hsms`]: hsms, [`${store}.zones`]: zones } : {}),
    ...(keyStores > 1 ? { [`${store}.keyStores`]: keyStores } : {}),
    ...Object.fromEntries(levers.map(({ lever, value }) => [lever.path.join('.'), labelOf(value)])),
  };
}

/** Settings of the levers by their last words; by workload too where several have the same. */
export function leverWords(levers: readonly LeverSetting[]): Readonly<Record<string, string>> {
  const lasts = levers.map(({ lever }) => lever.path.at(-1)!);
  return Object.fromEntries(
    levers.map(({ lever, value }, index) => {
      const last = lasts[index]!;
      const isAmbiguous = lasts.indexOf(last) !== lasts.lastIndexOf(last);
      return [isAmbiguous ? `${lever.path[1]}.${last}` : last, labelOf(value)];
    }),
  );
}

function labelOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
