import type { TopLevelSpec } from 'vega-lite';
import type { Reading } from '../designs.ts';
import { formatUsd } from '../format-number.ts';
import { highestOf, linesByLoad, loadAxis, lowestOf } from './by-load.ts';
import { lineSpec } from './lines.ts';
import { linearAxis, logAxis, type AxisPlan } from './scales.ts';

/** The monthly bill, as the load grows. */
export function costByLoad(reading: Reading, scale: AxisPlan['type'] = 'linear'): TopLevelSpec {
  const lines = linesByLoad(reading, (point) => ({ value: point.cost.monthUsd }));
  const highest = Math.max(highestOf(lines), 1);
  return lineSpec({
    yTitle: `US dollars a month${scale === 'log' ? ' (logarithmic)' : ''}`,
    ...loadAxis(reading),
    y: scale === 'log' ? logAxis(lowestOf(lines), highest) : linearAxis(highest, 5),
    writeY: (tick) => (tick === 0 ? '$0' : formatUsd(tick)),
    lines,
    unit: '$',
    hasDots: true,
  });
}
