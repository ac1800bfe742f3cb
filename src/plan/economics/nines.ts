import { log } from '../../kernel/index.ts';
import type { AvailabilityResult } from '../result-analysis.ts';
import type { Economics } from '../result-plan.ts';

const LOG_10 = log(10);
/** Less of a nine than this is none: its price would be that of next to nothing. */
const LEAST_GAIN = 0.05;

/** Availability over years against money, cheapest first, with the price of each further nine. */
export function ninesOf(
  availability: readonly AvailabilityResult[],
  monthUsdOf: (design: string) => number,
): Economics['nines'] {
  const rows = availability
    .map(({ design, unavailableShare, downtimeMinutesPerMonth }) => ({
      design,
      unavailableShare,
      downtimeMinutesPerMonth,
      nines: ninesIn(unavailableShare),
      monthUsd: monthUsdOf(design),
    }))
    .sort((a, b) => a.monthUsd - b.monthUsd);
  return rows.map((row, index) => {
    const before = rows[index - 1];
    const gain = before === undefined ? 0 : row.nines - before.nines;
    return {
      ...row,
      usdPerNine:
        before === undefined || gain < LEAST_GAIN ? null : (row.monthUsd - before.monthUsd) / gain,
    };
  });
}

/** 3 for 0.001: minus the common logarithm; 99.95 % are 3.3 nines. */
export function ninesIn(unavailableShare: number): number {
  return -log(unavailableShare) / LOG_10;
}
