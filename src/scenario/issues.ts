import type { z } from 'zod';
import { isContainer } from './data-paths.ts';
import type { Problem } from './problems.ts';
import type { KnownKeys } from './schema/section.ts';
import { OTHER_KIND_NAMES } from './schema/store.ts';
import { pathName, type Aim, type Path, type Source } from './source.ts';
import { suggest } from './suggestions.ts';

type Issue = z.core.$ZodIssue;

/** The problems behind what zod found, as sentences of ours; `place` may move them elsewhere. */
export function problemsOf(
  issues: readonly Issue[],
  source: Source,
  place: (path: Path) => Path = (path) => path,
): Problem[] {
  return issues.flatMap((issue) => describe(flatten(issue), source, place));
}

/** A union's issue becomes that of the alternative which fits best. */
function flatten(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  let best: readonly Issue[] = issue.errors[0]!;
  let bestDepth = -1;
  for (const issues of issue.errors) {
    const depth = Math.max(...issues.map(depthOf));
    if (depth > bestDepth) [best, bestDepth] = [issues, depth];
  }
  return best.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** How far an alternative got before it failed: a wrong type at its top is no fit at all. */
function depthOf(issue: Issue): number {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const inner = issue.errors.map((issues) => Math.max(...issues.map(depthOf)));
    return issue.path.length * 2 + Math.max(...inner);
  }
  const isWrongType = issue.code === 'invalid_type' || issue.code === 'invalid_value';
  return issue.path.length * 2 + (isWrongType ? 0 : 1);
}

function describe(
  issues: readonly Issue[],
  source: Source,
  place: (path: Path) => Path,
): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path as Path;
    const at = (phrase: string, hint: string | null, aim: Aim = 'value', of: Path = path) =>
      source.problem(place(of), sentence(of, phrase), hint, aim);
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => {
          const { known, elsewhere } = JSON.parse(issue.message) as KnownKeys;
          const hint = Object.hasOwn(elsewhere, key) ? elsewhere[key]! : suggest(key, known);
          return at('is not a known setting', hint, 'key', [...path, key]);
        });
      case 'invalid_key':
        return [at(issue.issues[0]?.message ?? 'is not a name', null, 'key')];
      case 'invalid_union':
        return [at(...kindPhrase(issue))];
      case 'invalid_value': {
        const { input, values } = issue;
        const isWord = typeof input === 'string' && values.length > 1;
        const hint = isWord ? suggest(input, values.map(String)) : null;
        return [at(ours(issue) ?? `must be one of: ${values.join(', ')}`, hint)];
      }
      default:
        return [at(ours(issue) ?? generic(issue), varyHint(issue))];
    }
  });
}

/** Sections in which `vary:` reaches every setting, those too that take no list of their own. */
const VARIABLE: readonly unknown[] = ['stores', 'workloads', 'network'];

/** A list in place of one value is mostly meant to make a design for each. */
function varyHint(issue: Issue): string | null {
  const { input, path } = issue;
  const isMap = issue.code === 'invalid_type' && issue.expected === 'object';
  if (!Array.isArray(input) || isMap || !VARIABLE.includes(path[0])) return null;
  const values = input.map((value) => (isContainer(value) ? '…' : String(value))).join(', ');
  return `for a design for each value write vary: { ${pathName(path as Path)}: [${values}] }`;
}

function sentence(path: Path, phrase: string): string {
  return path.length === 0 ? `the scenario ${phrase}` : `${pathName(path)} ${phrase}`;
}

/** A message that a schema of ours gave; null for zod's own words. */
function ours({ message }: Issue): string | null {
  return /^(Invalid|Too|Unrecognized)/.test(message) ? null : message;
}

function generic(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'is missing';
    const words: Readonly<Record<string, string>> = {
      object: 'a map of settings',
      record: 'a map from names to settings',
      array: 'a list',
      string: 'text',
      number: 'a plain number',
      int: 'a whole number',
      boolean: 'true or false',
    };
    return `must be ${words[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'too_small' && issue.origin === 'array') return 'needs at least one entry';
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`;
  return 'is not valid';
}

/** A store without a known `kind`, or something that is no store at all. */
function kindPhrase(
  issue: Extract<Issue, { code: 'invalid_union' }>,
): readonly [phrase: string, hint: string | null] {
  const options = ('options' in issue ? (issue.options ?? []) : []).map(String);
  const kind = isContainer(issue.input) ? issue.input['kind'] : undefined;
  if (typeof kind !== 'string')
    return ['is missing', `write kind: with one of: ${options.join(', ')}`];
  const later = OTHER_KIND_NAMES[kind];
  if (later !== undefined) return [`cannot be ${kind}: ${later}`, `one of: ${options.join(', ')}`];
  return [`must be one of: ${options.join(', ')}`, suggest(kind, options)];
}
