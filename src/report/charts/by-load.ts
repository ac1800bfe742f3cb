import type { PointResult } from '../../plan/index.ts';
import type { Reading } from '../designs.ts';
import { formatTimes } from '../format-number.ts';
import type { Line, LineFigure, LinePoint } from './lines.ts';
import { linearAxis } from './scales.ts';

/**
 * One line per drawn design over the load multipliers.
 *
 * @param measure what to draw of a point, with its interval if it has one; null: nothing.
 */
export function linesByLoad(
  reading: Reading,
  measure: (point: PointResult) => {
    readonly value: number;
    readonly low?: number | null;
    readonly high?: number | null;
  } | null,
): readonly Line[] {
  return reading.drawn.map((design) => ({
    name: design.name,
    style: design.style,
    isSpotlight: design === reading.spotlight,
    points: design.points.flatMap((point): LinePoint[] => {
      const measured = measure(point);
      if (!measured || !Number.isFinite(measured.value)) return [];
      const { value, low, high } = measured;
      return [
        {
          x: point.load,
          y: value,
          isHollow: !point.stable,
          ...(typeof low === 'number' && typeof high === 'number' ? { low, high } : {}),
        },
      ];
    }),
  }));
}

/** The horizontal axis of every figure over load: the multipliers themselves are the ticks. */
export function loadAxis(reading: Reading): Pick<LineFigure, 'x' | 'xTitle' | 'writeX'> {
  const highest = reading.loads.at(-1) ?? 1;
  const plan = linearAxis(highest);
  const few = reading.loads.length <= 10;
  const end = few ? highest : plan.domain[1];
  return {
    xTitle: 'load, as a multiple of the scenario’s',
    x: {
      type: 'linear',
      domain: [0, end],
      ticks: few ? [0, ...reading.loads] : plan.ticks,
      position: (value) => value / end,
    },
    writeX: (tick) => (tick === 0 ? '0' : formatTimes(tick)),
  };
}

/** Highest value over all lines, intervals included. */
export function highestOf(lines: readonly Line[]): number {
  return lines.reduce(
    (best, line) =>
      line.points.reduce((inner, point) => Math.max(inner, point.y, point.high ?? 0), best),
    0,
  );
}

/** Lowest value above zero over all lines; 1 where there is none. */
export function lowestOf(lines: readonly Line[]): number {
  const lowest = lines.reduce(
    (best, line) =>
      line.points.reduce((inner, point) => (point.y > 0 ? Math.min(inner, point.y) : inner), best),
    Infinity,
  );
  return Number.isFinite(lowest) ? lowest : 1;
}
