import type { SettingChange } from '../plan/index.ts';
import { isMap } from './layers.ts';
import { pathName, type Path } from './source.ts';

/** A value longer than this is cut: the whole of it stands in the scenario. */
const LONGEST_VALUE = 120;

/** What of a scenario is set otherwise in another, by path, as both write it. */
export function changesBetween(before: unknown, after: unknown): readonly SettingChange[] {
  return compare(before, after, []);
}

function compare(before: unknown, after: unknown, path: Path): readonly SettingChange[] {
  if (isSame(before, after)) return [];
  const name = pathName(path);
  if (before === undefined) return [{ sign: '+', path: name, before: null, after: write(after) }];
  if (after === undefined) return [{ sign: '-', path: name, before: write(before), after: null }];
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => compare(before[key], after[key], [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path);
  return [{ sign: '~', path: name, before: write(before), after: write(after) }];
}

/** Entries that both hold are left out; the others are taken for changed in turn, as far as they go. */
function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: Path,
): readonly SettingChange[] {
  if (![...before, ...after].some(isMap)) {
    return [{ sign: '~', path: pathName(path), before: write(before), after: write(after) }];
  }
  const gone = without(before, after);
  const come = without(after, before);
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, i) => i).flatMap((i) => {
    const [old, own] = [gone[i], come[i]];
    return compare(old?.value, own?.value, [...path, (own ?? old)!.index]);
  });
}

function without(list: readonly unknown[], other: readonly unknown[]) {
  const left = other.map((value) => JSON.stringify(value));
  return list.flatMap((value, index) => {
    const position = left.indexOf(JSON.stringify(value));
    if (position < 0) return [{ value, index }];
    left.splice(position, 1);
    return [];
  });
}

function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** `3`, `900/s`, `{ poisson: 100/s }`. */
function write(value: unknown): string {
  const text = flow(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, own]) => `${key}: ${flow(own)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
