/** One place of plain data that gets another value; undefined, or no value at all, takes it out. */
export interface Patch {
  readonly path: readonly (string | number)[];
  readonly value?: unknown;
}

type Container = Record<string | number, unknown>;

/**
 * What has to be set in `before` to make it `after`, both plain data. Lists of different length are
 * replaced as a whole; everything else as deep down as it differs.
 */
export function patchesBetween(before: unknown, after: unknown): readonly Patch[] {
  const patches: Patch[] = [];
  collect(before, after, [], patches);
  return patches;
}

function collect(before: unknown, after: unknown, path: Patch['path'], patches: Patch[]): void {
  if (before === after) return;
  if (!isContainer(before) || !isContainer(after) || !isAlike(before, after)) {
    patches.push({ path, value: after });
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const step = Array.isArray(before) ? Number(key) : key;
    collect(before[step], after[step], [...path, step], patches);
  }
}

/** Two maps, or two lists of the same length: worth a look inside. */
function isAlike(before: Container, after: Container): boolean {
  if (!Array.isArray(before) && !Array.isArray(after)) return true;
  return Array.isArray(before) && Array.isArray(after) && before.length === after.length;
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

/** A copy of plain data with patches applied, later ones last. */
export function patched<T>(data: T, patches: readonly Patch[]): T {
  let copy: unknown = data;
  for (const { path, value } of patches) copy = withValue(copy, path, value);
  // Patches of plain data of one type keep to it: they come from another value of that type.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return copy as T;
}

function withValue(data: unknown, path: Patch['path'], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(data)) {
    const items: readonly unknown[] = data;
    return items.map((item, index) => (index === step ? withValue(item, rest, value) : item));
  }
  const own = isContainer(data) ? data : {};
  // A patch that takes something out may have been through JSON, which leaves out what is undefined.
  if (rest.length === 0 && value === undefined) return without(own, step);
  return { ...own, [step]: withValue(own[step], rest, value) };
}

function without(data: Container, step: string | number): Container {
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== String(step)));
}

/** Whether two lists of patches set the same place, so that one would undo the other. */
export function collide(a: readonly Patch[], b: readonly Patch[]): boolean {
  return a.some(({ path }) => b.some((other) => isWithin(path, other.path)));
}

function isWithin(a: Patch['path'], b: Patch['path']): boolean {
  const shorter = Math.min(a.length, b.length);
  return a.slice(0, shorter).every((step, index) => step === b[index]);
}
