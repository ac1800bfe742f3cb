import { fromUsd, type Price, type PriceBook } from '../../src/cost/index.ts';

export function price(usd: number, unit: string): Price {
  return { microUsd: fromUsd(usd), unit, source: 'test', asOf: '2026-09-03' };
}

/** us-east-1, 2026-09-03. */
export const BOOK: PriceBook = {
  keyMonth: price(1, 'key-month'),
  requestsPer10k: price(0.03, '10,000 requests'),
  hsmHour: price(1.6, 'HSM-hour'),
  freeRequestsPerMonth: 20_000,
};
