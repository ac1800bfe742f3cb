import type { TopLevelSpec } from 'vega-lite';
import type { Reading } from '../designs.ts';
import { formatNumber } from '../format-number.ts';
import { highestOf, linesByLoad, loadAxis } from './by-load.ts';
import { lineSpec } from './lines.ts';
import { linearAxis } from './scales.ts';

/** Attempts that one call costs on average: how much retries add to the load. */
export function attemptsByLoad(reading: Reading): TopLevelSpec {
  const lines = linesByLoad(reading, (point) => point.attemptsPerCall);
  return lineSpec({
    yTitle: 'attempts per call',
    ...loadAxis(reading),
    y: linearAxis(Math.max(highestOf(lines), 1.1), 5, 1),
    writeY: formatNumber,
    lines,
    unit: '',
    hasDots: true,
  });
}
