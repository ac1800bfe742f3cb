import { calmLatency } from '../calm.ts';
import type { TopLevelSpec } from 'vega-lite';
import type { PointResult } from '../../plan/index.ts';
import type { Reading } from '../designs.ts';
import { formatRoundMs } from '../format-number.ts';
import { highestOf, lowestOf } from './by-load.ts';
import { lineSpec, type Line, type LinePoint } from './lines.ts';
import { logAxis } from './scales.ts';

/** A percentile is drawn as far as this many slower calls stand behind it. */
const SLOWER_CALLS_NEEDED = 10;

/** 1/(1−p) of the percentiles worth a tick. */
const TICKS: readonly (readonly [number, string])[] = [
  [2, 'p50'],
  [10, 'p90'],
  [100, 'p99'],
  [1000, 'p99.9'],
  [10_000, 'p99.99'],
  [100_000, 'p99.999'],
];

/**
 * Latency at every percentile. The axis runs along 1/(1−p), so that each step to the right makes
 * the call ten times rarer and the tail takes as much room as the middle.
 */
export function percentileCurve(reading: Reading): TopLevelSpec {
  const lines = reading.drawn.map((design): Line => ({
    name: design.name,
    style: design.style,
    isSpotlight: design === reading.spotlight,
    points: curvePoints(design.atReference),
  }));
  const rarest = lines.reduce((best, line) => Math.max(best, line.points.at(-1)?.x ?? 1), 10);
  const ticks = TICKS.filter(([rarity]) => rarity <= rarest).map(([rarity]) => rarity);
  const words = new Map(TICKS);
  return lineSpec({
    yTitle: 'latency (logarithmic)',
    xTitle: 'share of calls that are at least as fast',
    x: {
      type: 'log',
      domain: [1, rarest],
      ticks,
      position: (value) => Math.log10(value) / Math.log10(rarest),
    },
    y: logAxis(lowestOf(lines), highestOf(lines)),
    writeX: (tick) => words.get(tick) ?? '',
    writeY: formatRoundMs,
    lines,
    hasDots: false,
  });
}

/** The curve of one point, cut where too few calls support it. */
function curvePoints(point: PointResult): readonly LinePoint[] {
  const { curve, count } = calmLatency(point).latencyMs;
  return curve.shares.flatMap((share, index): LinePoint[] => {
    const ms = curve.ms[index];
    const isSupported = share < 1 && (1 - share) * count >= SLOWER_CALLS_NEEDED;
    return ms !== undefined && ms > 0 && isSupported ? [{ x: 1 / (1 - share), y: ms }] : [];
  });
}
