/**
 * Cost: a bill of line items from counts and a price book. May import `facts` and types of
 * `model`. Must not know how anything was simulated.
 */
export {
  billOf,
  trailCopyUsd,
  type BillItem,
  type ExtraCost,
  type MonthlyBill,
  type MonthlyUse,
} from './bill.ts';
export { fromUsd, toUsd } from './money.ts';
export type { Price, PriceBook } from './price-book.ts';
export { requestClassOf, type RequestClass, type RequestCounts } from './request-classes.ts';
