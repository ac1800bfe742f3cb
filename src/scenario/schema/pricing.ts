import { count, flag, money, plainNumber } from './quantities.ts';
import { section } from './section.ts';

export const pricing = section(
  {
    freeTier: flag('Take off the free requests of a month; default false.').optional(),
    hoursPerMonth: plainNumber(
      'Hours of a month; default by the fact price.hoursPerMonth.',
      1,
      744,
    ).optional(),
    hsmHour: money('hour', 'One HSM for one hour; default by Region.').optional(),
    keyMonth: money('month', 'One KMS key for one month.').optional(),
    requestsPer10k: money('10,000', '10,000 KMS requests.').optional(),
    freeRequests: count('Free requests of a month, where freeTier is true.').optional(),
  },
  'Prices and rules of the bill.',
);
