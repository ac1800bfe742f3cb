/** Something that a sweep varies: a path of the scenario and the values it takes. */
export interface Axis {
  /** Steps from the top of the scenario; `load` alone is the load. */
  readonly path: readonly string[];
  /** As the scenario would write them; one or more. */
  readonly values: readonly unknown[];
  /** As whoever asked wrote it, such as `stores.cks.hsms=2..8`. */
  readonly text: string;
}

/** A sweep that the scenario makes no sense with; the message says why, the hint what to do. */
export class SenselessSweep extends Error {
  override readonly name = 'SenselessSweep';
  readonly hint: string | null;
  /** The text of the axis that is at fault; null where it is all of them together. */
  readonly axis: string | null;

  constructor(message: string, hint: string | null, axis: string | null = null) {
    super(message);
    this.hint = hint;
    this.axis = axis;
  }
}

/** Sections that `vary:` reaches; other settings make a study of their own for each value. */
const WITHIN_A_STUDY = ['load', 'stores', 'workloads', 'network', 'assume'];

export function isWithinStudies({ path }: Axis): boolean {
  return WITHIN_A_STUDY.includes(path[0]!);
}

/** `stores.cks.hsms`. */
export function pathOf({ path }: Axis): string {
  return path.join('.');
}

/** A value as coordinates and names of designs show it. */
export function shownValue(value: unknown): number | string {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return JSON.stringify(value).replaceAll('"', '');
}

/** Points that there are at the very least, whatever else the scenario varies. */
export function fewestPoints(axes: readonly Axis[]): number {
  const product = (own: readonly Axis[]) =>
    own.reduce((count, { values }) => count * values.length, 1);
  const ofStores = axes.filter(({ path }) => path[0] === 'stores');
  const names = new Set(ofStores.map(({ path }) => path[1]));
  const byStore = [...names].map((name) =>
    product(ofStores.filter(({ path }) => path[1] === name)),
  );
  return product(axes.filter((axis) => !ofStores.includes(axis))) * Math.max(1, ...byStore);
}
