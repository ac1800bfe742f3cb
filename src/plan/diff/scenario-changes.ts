import type { Result } from '../result.ts';
import type { SettingChange } from '../result-what-if.ts';

/** More changes than this are two different scenarios. */
const MOST_CHANGES = 40;
const LONGEST_VALUE = 120;

/** What two results resolved differently: settings by path, and facts with their values. */
export function changesOfScenario(before: Result, after: Result): readonly SettingChange[] {
  const settings = compare(before.scenario, after.scenario, []);
  const facts = compare(factsIn(before), factsIn(after), ['assume']);
  const all = [...settings, ...facts.filter(({ path }) => !isTold(path, settings))];
  const rest = all.length - MOST_CHANGES;
  return rest <= 0
    ? all
    : [
        ...all.slice(0, MOST_CHANGES),
        { sign: '~', path: `and ${rest} more settings`, before: null, after: null },
      ];
}

/** A fact set in the scenario stands among its settings too. */
function isTold(path: string, settings: readonly SettingChange[]): boolean {
  return settings.some((own) => own.path === path);
}

function factsIn({ assumptions }: Result): Readonly<Record<string, string>> {
  return Object.fromEntries(assumptions.map(({ name, value }) => [name, value]));
}

type Tree = Readonly<Record<string, unknown>>;

function compare(
  before: unknown,
  after: unknown,
  path: readonly string[],
): readonly SettingChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const name = path.join('.');
  if (before === undefined) return [{ sign: '+', path: name, before: null, after: write(after) }];
  if (after === undefined) return [{ sign: '-', path: name, before: write(before), after: null }];
  if (isTree(before) && isTree(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => compare(before[key], after[key], [...path, key]));
  }
  return [{ sign: '~', path: name, before: write(before), after: write(after) }];
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function write(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}
