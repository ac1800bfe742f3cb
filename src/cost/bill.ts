import { toUsd } from './money.ts';
import type { Price, PriceBook } from './price-book.ts';

/** What a design uses in a month. */
export interface MonthlyUse {
  /** KMS keys kept all month. */
  readonly keys: number;
  /** Requests that reach KMS; 0 where KMS is not used. */
  readonly requests: number;
  readonly hsms: number;
  readonly hoursPerMonth: number;
  readonly freeTier: boolean;
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
    add('CloudHSM HSM-hours', use.hsms * use.hoursPerMonth, 1, book.hsmHour);
  }
  if (use.keys > 0) add('KMS keys', use.keys, 1, book.keyMonth);
  if (use.requests > 0) {
    const free = use.freeTier ? Math.min(book.freeRequestsPerMonth, use.requests) : 0;
    const item = free > 0 ? `KMS requests beyond ${free} free` : 'KMS requests';
    add(item, use.requests - free, REQUESTS_PER_PRICE, book.requestsPer10k);
  }
  const total = lines.reduce((sum, { microUsd }) => sum + microUsd, 0);
  return { monthUsd: toUsd(total), items: lines.map(({ item }) => item) };
}
