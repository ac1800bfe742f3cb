import type { TopLevelSpec } from 'vega-lite';
import type { Reading } from '../designs.ts';
import { formatRoundShare } from '../format-number.ts';
import { highestOf, linesByLoad, loadAxis } from './by-load.ts';
import { lineSpec } from './lines.ts';
import { linearAxis } from './scales.ts';

/** Calls that ended throttled or failed, after all retries, as the load grows. */
export function throttledByLoad(reading: Reading): TopLevelSpec {
  const lines = linesByLoad(reading, (point) => point.throttledShare);
  return lineSpec({
    yTitle: 'calls that end throttled, after all retries',
    ...loadAxis(reading),
    // At least one per cent high, or noise around zero would look like a finding.
    y: linearAxis(Math.max(highestOf(lines), 0.01), 5),
    writeY: formatRoundShare,
    lines,
    unit: '%',
    hasDots: true,
  });
}
