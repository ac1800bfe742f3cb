import { calmLatency } from '../calm.ts';
import type { TopLevelSpec } from 'vega-lite';
import type { ObjectiveResult } from '../../plan/index.ts';
import type { Reading } from '../designs.ts';
import { formatRoundMs } from '../format-number.ts';
import { shortenLabel } from '../phrases.ts';
import { highestOf, linesByLoad, loadAxis, lowestOf } from './by-load.ts';
import { lineSpec } from './lines.ts';
import { linearAxis, logAxis, type AxisPlan } from './scales.ts';

/** An objective on this figure's measure, over all calls of the run. */
const UNFILTERED_P99 = /^p99\(\s*latency\s*\)\s*<=?/;

/** The objective on p99 over all calls, if there is one. */
export function p99Objective({ result }: Reading): ObjectiveResult | undefined {
  return result.objectives.find(
    ({ expect, unit, limit }) => UNFILTERED_P99.test(expect) && unit === 'ms' && limit > 0,
  );
}

/** The slowest one in a hundred calls, as the load grows, with the objective's limit if there is one. */
export function p99ByLoad(reading: Reading, scale: AxisPlan['type'] = 'log'): TopLevelSpec {
  const lines = linesByLoad(
    reading,
    (point) => calmLatency(point).latencyMs.percentiles['p99'] ?? null,
  );
  const objective = p99Objective(reading);
  const limits = objective ? [objective.limit] : [];
  const highest = Math.max(highestOf(lines), ...limits);
  return lineSpec({
    yTitle: `99th percentile of latency${scale === 'log' ? ' (logarithmic)' : ''}`,
    ...loadAxis(reading),
    y:
      scale === 'log'
        ? logAxis(Math.min(lowestOf(lines), ...limits), highest)
        : linearAxis(highest, 5),
    writeY: formatRoundMs,
    lines,
    unit: 'ms',
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
