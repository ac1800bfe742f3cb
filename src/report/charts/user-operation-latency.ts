import type { TopLevelSpec } from 'vega-lite';
import { calmOperation } from '../calm.ts';
import type { Reading } from '../designs.ts';
import { formatMs, formatRoundMs } from '../format-number.ts';
import { barSpec, type Bar } from './bars.ts';
import { linearAxis } from './scales.ts';

/** What KMS adds to the slowest one in a hundred of each user operation, per design. */
export function userOperationLatency(reading: Reading): TopLevelSpec {
  const bars = reading.drawn.flatMap((design) =>
    Object.values(design.atReference.operations).flatMap((operation): Bar[] => {
      const p99 = calmOperation(operation).latencyMs.percentiles['p99'];
      if (p99 === undefined) return [];
      const { value, low, high } = p99;
      return [
        {
          group: design.name,
          label: operation.operation,
          value,
          ...(low !== null && high !== null && low !== high ? { low: Math.max(0, low), high } : {}),
          text: formatMs(value),
          colour: design.style.colour,
          isStrong: design === reading.spotlight,
        },
      ];
    }),
  );
  return barSpec({
    title: '99th percentile of what KMS adds',
    bars,
    axis: linearAxis(Math.max(1, ...bars.map(({ value, high }) => Math.max(value, high ?? 0))), 5),
    write: formatRoundMs,
    limit: null,
  });
}
