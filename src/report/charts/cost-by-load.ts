import type { TopLevelSpec } from 'vega-lite';
import type { Reading } from '../designs.ts';
import { formatUsd } from '../format-number.ts';
import { highestOf, linesByLoad, loadAxis } from './by-load.ts';
import { lineSpec } from './lines.ts';
import { linearAxis } from './scales.ts';

/** The monthly bill, as the load grows. */
export function costByLoad(reading: Reading): TopLevelSpec {
  const lines = linesByLoad(reading, (point) => ({ value: point.cost.monthUsd }));
  return lineSpec({
    yTitle: 'US dollars a month',
    ...loadAxis(reading),
    y: linearAxis(Math.max(highestOf(lines), 1), 5),
    writeY: (tick) => (tick === 0 ? '$0' : formatUsd(tick)),
    lines,
    hasDots: true,
  });
}
