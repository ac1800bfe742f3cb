import type { Path } from './source.ts';

/** Sections whose keys contain dots themselves. */
const DOTTED_KEYS = ['assume', 'vary'];

/** Steps of `stores.cks.hsms`; the name of a fact, as in `assume.hsm.rate.aes`, is one step. */
export function splitPath(text: string): readonly string[] {
  const steps = text.split('.');
  const [first = '', ...rest] = steps;
  return DOTTED_KEYS.includes(first) && rest.length > 0 ? [first, rest.join('.')] : steps;
}

/** A map or a list, whose entries can be reached by name or position. */
export function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The value at a path; undefined where the data does not go that far. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const step of path) {
    if (!isContainer(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** A copy of plain data with another value at `path`; null where something on the way is no map. */
export function withValueAt(data: unknown, path: Path, value: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(data));
  let container: unknown = copy;
  for (const step of path.slice(0, -1)) {
    if (!isContainer(container)) return null;
    const record = container;
    if (!Object.hasOwn(record, step) || record[step] === null) record[step] = {};
    container = record[step];
  }
  if (!isContainer(container)) return null;
  container[path.at(-1)!] = value;
  return copy;
}

/** A copy of plain data without what stands at `path`; null where something on the way is no map. */
export function withoutValueAt(data: unknown, path: Path): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(data));
  const container = valueAt(copy, path.slice(0, -1));
  if (container === undefined) return copy;
  if (!isContainer(container)) return null;
  delete container[path.at(-1)!];
  return copy;
}
