import type { TopLevelSpec } from 'vega-lite';
import type { PlanCandidate } from '../../plan/index.ts';
import { formatCount, formatUsd } from '../format-number.ts';
import { lineSpec, type LineFigure } from './lines.ts';
import { SERIES_COLOURS, SERIES_DASHES } from './palette.ts';
import { linearAxis } from './scales.ts';

/** The bill over the HSMs of a key store; hollow where the design fails. */
export function costByHsms(family: readonly PlanCandidate[]): TopLevelSpec {
  const highest = Math.max(...family.map(({ monthUsd }) => monthUsd), 1);
  return lineSpec({
    yTitle: 'US dollars a month',
    ...hsmAxis(family),
    y: linearAxis(highest, 5),
    writeY: (tick) => (tick === 0 ? '$0' : formatUsd(tick)),
    lines: [
      {
        name: 'price',
        style: { colour: SERIES_COLOURS[0]!, dash: SERIES_DASHES[0]! },
        isSpotlight: true,
        points: family.map(({ hsms, monthUsd, verdict }) => ({
          x: hsms,
          y: monthUsd,
          isHollow: verdict !== 'met',
        })),
      },
    ],
    unit: '$',
    hasDots: true,
  });
}

/** The horizontal axis over HSMs: whole numbers, with half a step of room at both ends. */
export function hsmAxis(
  family: readonly PlanCandidate[],
): Pick<LineFigure, 'x' | 'xTitle' | 'writeX'> {
  const counts = family.map(({ hsms }) => hsms);
  const [from, to] = [Math.min(...counts) - 0.5, Math.max(...counts) + 0.5];
  return {
    xTitle: 'HSMs of each key store',
    x: {
      type: 'linear',
      domain: [from, to],
      ticks: [...new Set(counts)],
      position: (value) => (value - from) / (to - from),
    },
    writeX: formatCount,
  };
}
