import type { Result } from '../../plan/index.ts';

/**
 * The result as JSON for machines and for diffs: keys in alphabetical order behind `format` and
 * `version`, two spaces of indentation, lists of plain values on one line, a newline at the end.
 *
 * A figure that there is none of (see isUnmeasured) is null. Throws when a number is not finite: JSON would turn it into null without a word.
 */
export function renderJson(result: Result): string {
  const { format, version, ...rest } = result;
  return `${write({ format, version, ...sorted(rest) }, '', '')}\n`;
}

function sorted(record: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => (a < b ? -1 : Number(a > b))),
  );
}

function write(value: unknown, indent: string, path: string): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new Error(`${path.slice(1)} is ${value}, which JSON cannot hold`);
  }
  if (value === Number.MAX_VALUE) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const written = items.map((item, index) => write(item, inner, `${path}.${index}`));
    if (items.every((item) => typeof item !== 'object' || item === null)) {
      return `[${written.join(', ')}]`;
    }
    return `[\n${written.map((item) => inner + item).join(',\n')}\n${indent}]`;
  }
  // The top level comes with its own order.
  const entries = Object.entries(path === '' ? value : sorted(value)).filter(
    ([, item]) => item !== undefined,
  );
  if (entries.length === 0) return '{}';
  const lines = entries.map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${write(item, inner, `${path}.${key}`)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
