import { calmLatency } from '../calm.ts';
import type { TopLevelSpec } from 'vega-lite';
import type { PointResult } from '../../plan/index.ts';
import type { Reading } from '../designs.ts';
import { formatRoundMs, formatShare } from '../format-number.ts';
import { highestOf, lowestOf } from './by-load.ts';
import { lineSpec, type Line, type LineFigure, type LinePoint } from './lines.ts';
import { linearAxis, logAxis, type AxisPlan } from './scales.ts';

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
export function percentileCurve(reading: Reading, scale: AxisPlan['type'] = 'log'): TopLevelSpec {
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
    yTitle: scale === 'log' ? 'latency (logarithmic)' : 'latency',
    xTitle: 'share of calls that are at least as fast',
    x: {
      type: 'log',
      domain: [1, rarest],
      ticks,
      position: (value) => Math.log10(value) / Math.log10(rarest),
    },
    y:
      scale === 'log'
        ? logAxis(lowestOf(lines), highestOf(lines))
        : linearAxis(Math.max(highestOf(lines), 1), 5),
    writeX: (tick) => words.get(tick) ?? '',
    tellX: (rarity) => `${formatShare(1 - 1 / rarity)} of the calls are at least as fast`,
    writeY: formatRoundMs,
    lines,
    ...bandOf(reading),
    unit: 'ms',
    hasDots: false,
  });
}

/** The interval of each percentile, of the design the report speaks of alone: more would hide it. */
function bandOf({ spotlight }: Reading): Pick<LineFigure, 'band'> {
  const band = spotlight?.atReference.latencyBand ?? null;
  if (spotlight === null || band === null) return {};
  const drawn = new Set(curvePoints(spotlight.atReference).map(({ x }) => x));
  return {
    band: {
      line: spotlight,
      points: band.shares
        .map((share, index) => ({
          x: 1 / (1 - share),
          low: band.lowMs[index]!,
          high: band.highMs[index]!,
        }))
        .filter(({ x, low }) => drawn.has(x) && low > 0),
    },
  };
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
