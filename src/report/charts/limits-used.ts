import type { TopLevelSpec } from 'vega-lite';
import type { Reading } from '../designs.ts';
import { formatRoundShare, formatShare } from '../format-number.ts';
import { barSpec, type Bar } from './bars.ts';
import { linearAxis } from './scales.ts';

/** How much of each limit the load takes, per design; the lowest wall drawn strong. */
export function limitsUsed(reading: Reading): TopLevelSpec {
  const bars = reading.drawn.flatMap((design) =>
    design.atReference.limits
      .filter((limit) => Number.isFinite(limit.capacityPerSecond))
      .map((limit): Bar => ({
        group: design.name,
        label: limit.name,
        value: limit.usedShare,
        text: formatShare(Number(limit.usedShare.toPrecision(3))),
        colour: design.style.colour,
        isStrong: limit.binds,
      })),
  );
  const highest = Math.max(1, ...bars.map((bar) => bar.value));
  return barSpec({
    title: 'share of each limit that the load takes',
    bars,
    axis: linearAxis(highest, 5),
    write: formatRoundShare,
    limit: { value: 1, label: 'the wall' },
  });
}
