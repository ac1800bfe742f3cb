import type { TopLevelSpec } from 'vega-lite';
import type { PlanCandidate, PlanCondition } from '../../plan/index.ts';
import { formatRoundMs } from '../format-number.ts';
import { addedAxis, type Threshold } from './added-axis.ts';
import { hsmAxis } from './cost-by-hsms.ts';
import { lineSpec, type Line, type LinePoint } from './lines.ts';
import { SERIES_COLOURS, SERIES_DASHES } from './palette.ts';

const CONDITIONS = ['as asked', 'one HSM down', 'one zone down'] as const;
/**
 * Added p99 over the HSMs of a key store, a line for each condition; hollow where an objective is
 * missed, nothing where calls pile up.
 *
 * @param family designs that differ in nothing but their HSMs, ascending.
 */
export function p99ByHsms(family: readonly PlanCandidate[], limit: Threshold | null): TopLevelSpec {
  const lines = CONDITIONS.map((name, index): Line => ({
    name,
    style: { colour: SERIES_COLOURS[index]!, dash: SERIES_DASHES[index]! },
    isSpotlight: index === 0,
    points: family.flatMap(({ hsms, conditions }) =>
      pointsOf(
        hsms,
        conditions.find((condition) => condition.name === name),
      ),
    ),
  })).filter(({ points }) => points.length > 0);
  const values = lines.flatMap(({ points }) => points.flatMap(({ y, high }) => [y, high ?? y]));
  const { title, y, threshold } = addedAxis('p99 of added latency', values, limit);
  const clip = (value: number): number => Math.min(y.domain[1], Math.max(y.domain[0], value));
  return lineSpec({
    yTitle: title,
    ...hsmAxis(family),
    y,
    writeY: (tick) => (tick === 0 ? '0' : formatRoundMs(tick)),
    lines: lines.map((line) => ({
      ...line,
      points: line.points.map(({ low, high, ...point }) =>
        low === undefined || high === undefined
          ? point
          : { ...point, low: clip(low), high: clip(high) },
      ),
    })),
    unit: 'ms',
    hasDots: true,
    ...(threshold === null ? {} : { threshold }),
  });
}

function pointsOf(hsms: number, condition: PlanCondition | undefined): readonly LinePoint[] {
  const estimate = condition?.p99AddedMs ?? null;
  if (condition === undefined || estimate === null) return [];
  const { value, low, high } = estimate;
  return [
    {
      x: hsms,
      y: value,
      isHollow: condition.verdict !== 'met',
      ...(low === null || high === null ? {} : { low, high }),
    },
  ];
}
