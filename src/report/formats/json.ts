import type { Result } from '../../plan/index.ts';

/**
 * Maps whose keys are names that the scenario gives, or places of a run in their order: they stay
 * as they were made, so that the page of a result that was read back lists them as the first did.
 */
const IN_THEIR_OWN_ORDER: ReadonlySet<string> = new Set([
  'scenario',
  'live',
  'coordinates',
  'levers',
  'byOperation',
  'byWorkload',
  'operations',
  'phases',
  'recoverySeconds',
  'percentiles',
  'stations',
  'errors',
  'caches',
]);

/**
 * The result as JSON for machines and for diffs: keys in alphabetical order behind `format` and
 * `version`, names of the scenario in its own order, two spaces of indentation, lists of plain
 * values on one line, a newline at the end. `parseResult` gives back the same result.
 *
 * A figure that there is none of (see isUnmeasured) is null. Throws when a number is not finite: JSON would turn it into null without a word.
 */
export function renderJson(result: Result): string {
  const { format, version, ...rest } = result;
  const entries = [['format', format], ['version', version], ...byName(Object.entries(rest))];
  return `${writeMap(entries as readonly Entry[], { indent: '', path: '', isSorted: true })}\n`;
}

type Entry = readonly [key: string, value: unknown];

interface Place {
  readonly indent: string;
  readonly path: string;
  /** False inside what stays as it was made. */
  readonly isSorted: boolean;
}

function byName(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
}

function write(value: unknown, place: Place, key: string): string {
  const { indent, path } = place;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`${path.slice(1)} is ${value}, which JSON cannot hold`);
  }
  if (value === Number.MAX_VALUE) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const inner = `${indent}  `;
    const written = items.map((item, index) =>
      write(item, { ...place, indent: inner, path: `${path}.${index}` }, ''),
    );
    if (items.every((item) => typeof item !== 'object' || item === null)) {
      return `[${written.join(', ')}]`;
    }
    return `[\n${written.map((item) => inner + item).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value);
  const isOwn = !place.isSorted || IN_THEIR_OWN_ORDER.has(key);
  return writeMap(isOwn ? entries : byName(entries), place, key);
}

/** What is inside of a scenario or of a live part stays as it was made at every depth. */
function writeMap(entries: readonly Entry[], { indent, path, isSorted }: Place, key = ''): string {
  const inner: Place = {
    indent: `${indent}  `,
    path,
    isSorted: isSorted && key !== 'scenario' && key !== 'live',
  };
  const lines = entries
    .filter(([, item]) => item !== undefined)
    .map(
      ([name, item]) =>
        `${inner.indent}${JSON.stringify(name)}: ${write(item, { ...inner, path: `${path}.${name}` }, name)}`,
    );
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}
