import { fromUsd, type Price, type PriceBook } from '../../src/cost/index.ts';

export function price(usd: number, unit: string): Price {
  return { microUsd: fromUsd(usd), unit, source: 'test', asOf: '2026-09-03' };
}

/** us-east-1, 2026-09-03. */
export const BOOK: PriceBook = {
  keyMonth: price(1, 'key-month'),
  requestsPer10k: price(0.03, '10,000 requests'),
  asymmetricPer10k: price(0.15, '10,000 requests'),
  dataKeyPairEccPer10k: price(0.1, '10,000 requests'),
  dataKeyPairRsaPer10k: price(12, '10,000 requests'),
  hsmHour: price(1.6, 'HSM-hour'),
  trailCopyPer100k: price(2, '100,000 events'),
  freeRequestsPerMonth: 20_000,
};
