/**
 * Plain data as an indented outline, close to YAML, for people to read. Texts that could be
 * mistaken for structure are quoted.
 */
export function outline(value: unknown): string {
  return `${linesOf(value, '').join('\n')}\n`;
}

function linesOf(value: unknown, indent: string): string[] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item) => {
      if (isScalar(item)) return [`${indent}- ${scalar(item)}`];
      const [first = '', ...rest] = linesOf(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
      if (isScalar(inner)) return [`${indent}${text(key)}: ${scalar(inner)}`];
      if (Array.isArray(inner) && inner.every(isScalar)) {
        return [`${indent}${text(key)}: [${inner.map(scalar).join(', ')}]`];
      }
      return [`${indent}${text(key)}:`, ...linesOf(inner, `${indent}  `)];
    });
  }
  return [`${indent}${scalar(value)}`];
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[]' : '{}';
  return value === undefined ? 'null' : JSON.stringify(value);
}

const PLAIN = /^[\p{L}\p{N}$][\p{L}\p{N}\p{Zs}$%/.,()×+–-]*$/u;
const MISTAKABLE = /^(?:true|false|null|~|-?\d[\d.]*(?:e\d+)?)$/i;

function text(value: string): string {
  return PLAIN.test(value) && !MISTAKABLE.test(value) && !value.endsWith(' ')
    ? value
    : JSON.stringify(value);
}
