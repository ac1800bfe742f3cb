import { parse } from 'yaml';
import { isContainer, splitPath, valueAt, withValueAt } from './data-paths.ts';
import { commandLineProblem, type Source } from './source.ts';
import type { Problem } from './problems.ts';
import { scenario } from './schema/scenario.ts';
import { suggest } from './suggestions.ts';

/** Sections in which an override can change what is named, but not add a name. */
const NAMED: readonly string[] = ['stores', 'workloads'];

/** Names that mean something to JavaScript objects. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

const EXAMPLE = 'write --set path=value, such as --set stores.cks.hsms=3';

/**
 * Applies overrides `path=value` in turn; a value is read as YAML. Settings that do not exist
 * are found by the schema later; names of stores and workloads are judged here.
 */
export function applyOverrides(
  data: unknown,
  overrides: readonly string[],
  source: Source,
): { readonly data: unknown; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  let current = data;
  for (const text of overrides) {
    const result = applyOne(current, text);
    if ('problem' in result) {
      problems.push(result.problem);
    } else {
      current = result.data;
      source.noteOverride(result.path, text);
    }
  }
  return { data: current, problems };
}

function applyOne(
  data: unknown,
  text: string,
): { readonly data: unknown; readonly path: readonly string[] } | { readonly problem: Problem } {
  const refuse = (message: string, hint: string) => ({
    problem: commandLineProblem(text, message, hint),
  });
  const [, name = '', written = ''] = /^\s*([^=]*?)\s*=(.*)$/s.exec(text) ?? [];
  const path = splitPath(name);
  if (name === '' || path.some((step) => step === '')) {
    return refuse(`${text} is not an override`, EXAMPLE);
  }
  if (path.some((step) => FORBIDDEN.includes(step))) {
    return refuse(`${name} cannot be a setting`, EXAMPLE);
  }
  const first = path[0]!;
  const sections = Object.keys(scenario.shape);
  if (!sections.includes(first)) {
    return refuse(`${name} is not a known setting`, suggest(first, sections));
  }
  if (NAMED.includes(first)) {
    const known = valueAt(data, [first]);
    const names = isContainer(known) ? Object.keys(known) : [];
    if (path.length < 2 || !names.includes(path[1]!)) {
      return refuse(`${name} names none of the ${first}`, suggest(path[1] ?? '', names));
    }
  }
  let value: unknown;
  try {
    value = parse(written, { maxAliasCount: 0 });
  } catch {
    return refuse(`the value of ${name} is not YAML`, EXAMPLE);
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return refuse(`the value of ${name} is not a finite number`, EXAMPLE);
  }
  const changed = withValueAt(data, path, value);
  if (changed === null) return refuse(`${name} is not a known setting`, EXAMPLE);
  return { data: changed, path };
}
