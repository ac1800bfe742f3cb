import { isContainer, splitPath, valueAt, withValueAt } from './data-paths.ts';
import type { Findings } from './findings.ts';
import { rangeEnds } from './schema/section.ts';
import { startsWith, type Path } from './source.ts';
import { suggest } from './suggestions.ts';

/** Most designs of one study; more is a search, not a comparison. */
const MAX_DESIGNS = 200;

/** Sections that `vary:` can reach into; the others are the same for all designs. */
const VARIABLE: readonly string[] = ['stores', 'workloads', 'network', 'assume'];

/** Lists that are one value, not several. */
const PLAIN_LISTS: readonly string[] = ['values', 'branches'];

/** One setting with the values that it takes in turn. */
interface Choice {
  readonly path: Path;
  /** Where the list stands in the scenario. */
  readonly place: Path;
  readonly values: readonly unknown[];
}

/** The scenario's data with one value chosen from every list that concerns one store. */
export interface Variant {
  readonly store: string;
  /** Unique: the store's name and the values that tell it apart. */
  readonly name: string;
  readonly coordinates: Readonly<Record<string, number | string>>;
  readonly data: unknown;
  /** Where a value of this variant was written. */
  readonly place: (path: Path) => Path;
}

/** One variant for each combination of values, store by store. */
export function expand(data: unknown, findings: Findings): Variant[] {
  const scenario = data as {
    readonly stores: Readonly<Record<string, unknown>>;
    readonly workloads: Readonly<Record<string, unknown>>;
    readonly vary?: Readonly<Record<string, unknown>>;
  };
  const varied = choicesOfVary(scenario.vary ?? {}, scenario, findings);
  const choicesByStore = Object.entries(scenario.stores).map(([store, settings]) => {
    const concerning = varied.filter(({ path }) => path[0] !== 'stores' || path[1] === store);
    const own = choicesWithin(settings, ['stores', store]).filter(
      ({ path }) => !concerning.some((other) => startsWith(path, other.path)),
    );
    return { store, choices: [...concerning, ...own] };
  });
  const total = choicesByStore.reduce(
    (sum, { choices }) => sum + choices.reduce((product, { values }) => product * values.length, 1),
    0,
  );
  if (total > MAX_DESIGNS) {
    findings.add(
      ['stores'],
      `make ${total} designs, which is more than ${MAX_DESIGNS}`,
      'shorten the ranges and lists',
      'key',
    );
    return [];
  }
  return choicesByStore.flatMap(({ store, choices }) => variantsOf(data, store, choices));
}

function choicesOfVary(
  vary: Readonly<Record<string, unknown>>,
  scenario: { readonly stores: object; readonly workloads: object },
  findings: Findings,
): Choice[] {
  return Object.entries(vary).flatMap(([key, written]) => {
    if (key === 'load') return [];
    const place = ['vary', key];
    const path = splitPath(key);
    const [section = '', name = ''] = path;
    if (path.length < 2 || !VARIABLE.includes(section)) {
      const hint = `write load, or a path such as stores.cks.hsms (it starts with one of: ${VARIABLE.join(', ')})`;
      findings.add(place, 'is not a path that can be varied', hint, 'key');
      return [];
    }
    if (section === 'stores' || section === 'workloads') {
      const names = Object.keys(scenario[section]);
      if (!names.includes(name)) {
        findings.add(place, `names none of the ${section}: ${name}`, suggest(name, names), 'key');
        return [];
      }
    }
    const values = valuesOf(written);
    if (values === null || values.length === 0) {
      findings.add(place, 'must be a list of values, such as [2, 3, 4], or a range 2..6');
      return [];
    }
    if (section === 'stores' && values.some((value) => choicesWithin(value, []).length > 0)) {
      findings.add(
        place,
        'holds a list within a list',
        'write one list for each setting, under its whole path, such as stores.cks.hsm.serviceTime.exponential.mean: [1 ms, 2 ms]',
      );
      return [];
    }
    return [{ path, place, values }];
  });
}

/** Lists and ranges among the settings of one store. */
function choicesWithin(value: unknown, path: Path): Choice[] {
  const values = valuesOf(value);
  if (values !== null) return [{ path, place: path, values }];
  if (!isContainer(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    PLAIN_LISTS.includes(key) ? [] : choicesWithin(inner, [...path, key]),
  );
}

function valuesOf(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return withoutRepeats(value);
  const ends = rangeEnds(value);
  if (ends === null) return null;
  return Array.from({ length: ends[1] - ends[0] + 1 }, (_, i) => ends[0] + i);
}

/** A value given twice would make the same design twice. */
function withoutRepeats(values: readonly unknown[]): readonly unknown[] {
  const texts = values.map((value) => JSON.stringify(value));
  return values.filter((_, index) => texts.indexOf(texts[index]!) === index);
}

function variantsOf(data: unknown, store: string, choices: readonly Choice[]): Variant[] {
  const telling = choices.filter(({ values }) => values.length > 1);
  const labels = labelsOf(telling.map(({ path }) => path));
  return combinations(choices).map((chosen) => {
    const coordinates: Record<string, number | string> = {};
    const words: string[] = [];
    let own: unknown = data;
    choices.forEach((choice, index) => {
      const value = choice.values[chosen[index]!];
      own = withValueAt(own, choice.path, value);
      const position = telling.indexOf(choice);
      if (position < 0) return;
      const shown = coordinateOf(value);
      coordinates[choice.path.join('.')] = shown;
      words.push(
        `${labels[position]}=${typeof shown === 'string' ? shown.replaceAll(' ', '') : shown}`,
      );
    });
    const place = (path: Path): Path => {
      const index = choices.findIndex((choice) => startsWith(path, choice.path));
      if (index < 0) return path;
      const choice = choices[index]!;
      const below = path.slice(choice.path.length);
      const list = valueAt(data, choice.place);
      if (!Array.isArray(list)) return choice.place;
      const text = JSON.stringify(choice.values[chosen[index]!]);
      const position = list.findIndex((value) => JSON.stringify(value) === text);
      return [...choice.place, position, ...below];
    };
    return { store, name: [store, ...words].join(' '), coordinates, data: own, place };
  });
}

/** Positions in each choice's values, the last choice running fastest. */
function combinations(choices: readonly Choice[]): number[][] {
  return choices.reduce<number[][]>(
    (rows, { values }) => rows.flatMap((row) => values.map((_, index) => [...row, index])),
    [[]],
  );
}

function coordinateOf(value: unknown): number | string {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return JSON.stringify(value).replaceAll('"', '');
}

/** The last words of the paths, as few as tell them apart. */
function labelsOf(paths: readonly Path[]): readonly string[] {
  return paths.map((path) => {
    for (let words = 1; words < path.length; words++) {
      const label = tail(path, words);
      if (paths.filter((other) => tail(other, words) === label).length === 1) return label;
    }
    return path.join('.');
  });
}

function tail(path: Path, words: number): string {
  return path.slice(-words).join('.');
}
