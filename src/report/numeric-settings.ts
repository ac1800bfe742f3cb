import type { DesignView } from './designs.ts';

/** A setting that differs between designs and can be drawn along an axis. */
export interface NumericSetting {
  /** As in the designs' coordinates. */
  readonly path: string;
  /** `ms`, `%`, `/s`; empty for plain numbers. */
  readonly unit: string;
  /** Where a value stands on the axis; null for a design without one. */
  readonly numberOf: (value: number | string | undefined) => number | null;
}

const QUANTITY = /^([0-9][0-9,]*(?:\.[0-9]+)?)\s*(\S*)$/;

/** Units of time in ms: the ones that a list of values mixes. */
const TIMES: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
};

/**
 * Settings whose values are numbers, or quantities of one unit, and at least two of them; how long
 * and how often is simulated is no setting of a design.
 */
export function numericSettings(designs: readonly DesignView[]): readonly NumericSetting[] {
  const paths = new Set(designs.flatMap(({ atReference }) => Object.keys(atReference.coordinates)));
  return [...paths].flatMap((path) => {
    if (path === 'load' || path === 'seed' || path.startsWith('run.')) return [];
    const values = new Set(designs.flatMap((design) => design.atReference.coordinates[path] ?? []));
    const units = new Set([...values].map((value) => quantity(value)?.unit ?? null));
    const [unit] = units;
    if (values.size < 2 || units.size !== 1 || unit === null || unit === undefined) return [];
    return [{ path, unit, numberOf }];
  });
}

function numberOf(value: number | string | undefined): number | null {
  return value === undefined ? null : (quantity(value)?.number ?? null);
}

/** Times all in ms. */
function quantity(
  value: number | string,
): { readonly number: number; readonly unit: string } | null {
  if (typeof value === 'number') return { number: value, unit: '' };
  const found = QUANTITY.exec(value);
  if (found === null) return null;
  const number = Number(found[1]!.replaceAll(',', ''));
  const unit = found[2]!;
  const factor = Object.hasOwn(TIMES, unit) ? TIMES[unit] : undefined;
  return factor === undefined ? { number, unit } : { number: number * factor, unit: 'ms' };
}
