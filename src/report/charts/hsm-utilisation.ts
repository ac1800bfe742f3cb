import type { TopLevelSpec } from 'vega-lite';
import type { Reading } from '../designs.ts';
import { formatRoundShare, formatShare } from '../format-number.ts';
import { barSpec, type Bar } from './bars.ts';
import { linearAxis } from './scales.ts';

/** How busy each HSM, or proxy of an external key store, is, per design. */
export function hsmUtilisation(reading: Reading): TopLevelSpec {
  const bars = reading.drawn.flatMap((design) =>
    Object.entries(design.atReference.stations).map(([station, result]): Bar => {
      const { value, low, high } = result.utilisationShare;
      return {
        group: design.name,
        label: station,
        value,
        ...(low !== null && high !== null && low !== high
          ? { low: Math.max(0, low), high: Math.min(1, high) }
          : {}),
        text: formatShare(Number(value.toPrecision(3))),
        colour: design.style.colour,
        isStrong: design === reading.spotlight,
      };
    }),
  );
  return barSpec({
    title: 'share of the time each HSM (or proxy) is at work',
    bars,
    axis: linearAxis(1, 5),
    write: formatRoundShare,
    limit: { value: 1, label: 'never idle' },
  });
}
