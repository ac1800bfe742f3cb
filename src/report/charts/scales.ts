/** An axis with its ends, its ticks and its ticks' words fixed by us, not by the drawing library. */
export interface AxisPlan {
  readonly type: 'linear' | 'log';
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** Where a value lies along the axis, 0 at its start and 1 at its end. */
  readonly position: (value: number) => number;
}

const STEPS = [1, 2, 5, 10] as const;

/** Ticks at 1, 2 or 5 times a power of ten; the axis ends on a tick at or beyond `highest`. */
export function linearAxis(highest: number, most = 6, lowest = 0): AxisPlan {
  assertFinite(highest);
  const span = Math.max(highest - lowest, 1e-9);
  let unit = 1;
  while (unit * 10 <= span / most) unit *= 10;
  while (unit > span / most) unit /= 10;
  const step = unit * (STEPS.find((each) => unit * each * most >= span) ?? 10);
  const first = Math.floor(lowest / step + 1e-9);
  const count = Math.max(1, Math.ceil(highest / step - 1e-9) - first);
  const ticks = Array.from({ length: count + 1 }, (_, index) => tidy((first + index) * step));
  return {
    type: 'linear',
    domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1],
    ticks,
    position: (value) => (value - (ticks[0] ?? 0)) / ((ticks.at(-1) ?? 1) - (ticks[0] ?? 0)),
  };
}

/** A logarithmic axis that ends on 1, 2 or 5 times a power of ten on both sides. */
export function logAxis(lowest: number, highest: number): AxisPlan {
  assertFinite(highest);
  const low = Math.max(lowest, 1e-9);
  const high = Math.max(highest, low * 1.01);
  let decade = 1;
  while (decade > low) decade /= 10;
  while (decade * 10 <= low) decade *= 10;
  const marks: number[] = [];
  for (let base = decade; base <= high * 10; base *= 10) {
    for (const step of [1, 2, 5]) marks.push(tidy(base * step));
  }
  const from = marks.findLastIndex((mark) => mark <= low * 1.0000001);
  const to = marks.findIndex((mark) => mark >= high * 0.9999999);
  const all = marks.slice(Math.max(0, from), to + 1);
  const ticks =
    all.length <= 7
      ? all
      : all.filter(
          (mark) => /^1(?:0*|e-?\d+)$/.test(String(mark)) || /^0\.0*1$/.test(String(mark)),
        );
  const domain: readonly [number, number] = [all[0] ?? 1, all.at(-1) ?? 10];
  return {
    type: 'log',
    domain,
    ticks,
    position: (value) =>
      Math.log10(Math.max(value, domain[0]) / domain[0]) / Math.log10(domain[1] / domain[0]),
  };
}

/** An endless axis has no ticks; who draws filters such values first. */
function assertFinite(highest: number): void {
  if (!Number.isFinite(highest)) throw new RangeError(`an axis cannot end at ${highest}`);
}

/** Takes away what binary fractions add: 0.30000000000000004 becomes 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
