import { fromUsd, toUsd } from './money.ts';
import type { Price, PriceBook } from './price-book.ts';
import {
  nameOfClass,
  priceOfClass,
  REQUEST_CLASSES,
  type RequestCounts,
} from './request-classes.ts';

/** What a design uses in a month. */
export interface MonthlyUse {
  /** KMS keys kept all month. */
  readonly keys: number;
  /** Requests that reach KMS, by who makes them; none where KMS is not used. */
  readonly requests: readonly {
    readonly workload: string;
    readonly counts: RequestCounts;
  }[];
  /** Requests of other accounts on these keys: whoever calls pays. */
  readonly requestsOfOthers: number;
  /** Kept all month, whatever a run does with them. */
  readonly hsms: number;
  readonly hoursPerMonth: number;
  readonly freeTier: boolean;
  /** What else the design costs, as the scenario states it. */
  readonly extras: readonly ExtraCost[];
}

export interface ExtraCost {
  readonly item: string;
  readonly monthUsd: number;
  readonly source: string;
}

export interface BillItem {
  readonly item: string;
  /** In the price's own unit: 100 for a million requests priced per 10,000. */
  readonly quantity: number;
  readonly unit: string;
  readonly unitPriceUsd: number;
  readonly amountUsd: number;
  readonly source: string;
  readonly asOf: string;
}

export interface MonthlyBill {
  readonly monthUsd: number;
  readonly items: readonly BillItem[];
}

const REQUESTS_PER_PRICE = 10_000;
const EVENTS_PER_PRICE = 100_000;

/**
 * The bill of a month, in integer micro-dollars until it is printed. Throws a RangeError where a
 * design runs HSMs and the price book has no HSM-hour.
 */
export function billOf(use: MonthlyUse, book: PriceBook): MonthlyBill {
  const lines: { microUsd: number; item: BillItem }[] = [];
  const add = (item: string, quantity: number, per: number, price: Price): void => {
    const microUsd = Math.round((quantity * price.microUsd) / per);
    lines.push({
      microUsd,
      item: {
        item,
        quantity: quantity / per,
        unit: price.unit,
        unitPriceUsd: toUsd(price.microUsd),
        amountUsd: toUsd(microUsd),
        source: price.source,
        asOf: price.asOf,
      },
    });
  };
  if (use.hsms > 0) {
    if (book.hsmHour === null) throw new RangeError('the price book has no price of an HSM-hour');
    const item = `CloudHSM HSM-hours, ${use.hsms} HSM${use.hsms === 1 ? '' : 's'} all month`;
    add(item, use.hsms * use.hoursPerMonth, 1, book.hsmHour);
  }
  if (use.keys > 0) add('KMS keys', use.keys, 1, book.keyMonth);
  let freeLeft = use.freeTier ? book.freeRequestsPerMonth : 0;
  for (const requests of REQUEST_CLASSES) {
    for (const { workload, counts } of use.requests) {
      const count = counts[requests] ?? 0;
      if (count === 0) continue;
      const free = requests === 'standard' ? Math.min(freeLeft, count) : 0;
      freeLeft -= free;
      const whose = use.requests.length > 1 ? ` of ${workload}` : '';
      const item = nameOfClass(requests) + whose + (free > 0 ? ` beyond ${free} free` : '');
      add(item, count - free, REQUESTS_PER_PRICE, priceOfClass(requests, book));
    }
  }
  if (use.requestsOfOthers > 0) {
    const { unit, asOf } = book.requestsPer10k;
    add('KMS requests of other accounts', use.requestsOfOthers, REQUESTS_PER_PRICE, {
      microUsd: 0,
      unit,
      source: 'the account that calls pays for them',
      asOf,
    });
  }
  for (const { item, monthUsd, source } of use.extras) {
    const price = { microUsd: fromUsd(monthUsd), unit: 'month', source, asOf: '' };
    add(item, 1, 1, price);
  }
  const total = lines.reduce((sum, { microUsd }) => sum + microUsd, 0);
  return { monthUsd: toUsd(total), items: lines.map(({ item }) => item) };
}

/** What a second copy of `events` CloudTrail management events costs; the first copy is free. */
export function trailCopyUsd(events: number, book: PriceBook): number {
  return toUsd(Math.round((events * book.trailCopyPer100k.microUsd) / EVENTS_PER_PRICE));
}
