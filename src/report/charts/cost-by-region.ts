import type { TopLevelSpec } from 'vega-lite';
import type { Economics } from '../../plan/index.ts';
import { formatUsd } from '../format-number.ts';
import { barSpec } from './bars.ts';
import { SERIES_COLOURS } from './palette.ts';
import { linearAxis } from './scales.ts';

/** The same bill in each Region; the scenario's own drawn strong. */
export function costByRegion(regions: Economics['regions']): TopLevelSpec {
  return barSpec({
    title: 'US dollars a month',
    bars: regions.map(({ region, monthUsd, isChosen }) => ({
      group: '',
      label: region,
      value: monthUsd,
      text: `${formatUsd(monthUsd)}${isChosen ? ', the scenario’s' : ''}`,
      colour: SERIES_COLOURS[0]!,
      isStrong: isChosen,
    })),
    axis: linearAxis(Math.max(1, ...regions.map(({ monthUsd }) => monthUsd)), 5),
    write: (tick) => (tick === 0 ? '$0' : formatUsd(tick)),
    limit: null,
  });
}
