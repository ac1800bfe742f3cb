import { calmLatency } from '../calm.ts';
import type { TopLevelSpec } from 'vega-lite';
import type { Reading } from '../designs.ts';
import { formatRoundMs } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { highestOf, linesByLoad, loadAxis, lowestOf } from './by-load.ts';
import { lineSpec } from './lines.ts';
import { logAxis } from './scales.ts';

/** An objective on this figure's measure, over all calls of the run. */
const UNFILTERED_P99 = /^p99\(\s*latency\s*\)\s*<=?/;

/** The slowest one in a hundred calls, as the load grows, with the objective's limit if there is one. */
export function p99ByLoad(reading: Reading): TopLevelSpec {
  const lines = linesByLoad(
    reading,
    (point) => calmLatency(point).latencyMs.percentiles['p99'] ?? null,
  );
  const objective = reading.result.objectives.find(
    ({ expect, unit, limit }) => UNFILTERED_P99.test(expect) && unit === 'ms' && limit > 0,
  );
  const limits = objective ? [objective.limit] : [];
  return lineSpec({
    yTitle: '99th percentile of latency (logarithmic)',
    ...loadAxis(reading),
    y: logAxis(Math.min(lowestOf(lines), ...limits), Math.max(highestOf(lines), ...limits)),
    writeY: formatRoundMs,
    lines,
    hasDots: true,
    ...(objective
      ? {
          threshold: {
            y: objective.limit,
            label: shortenLabel(`objective: ${objective.expect}`, 40),
          },
        }
      : {}),
  });
}
