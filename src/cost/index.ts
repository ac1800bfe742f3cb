/**
 * Cost: a bill of line items from counts and a price book. May import `facts` and types of
 * `model`. Must not know how anything was simulated.
 */
export { billOf, type BillItem, type MonthlyBill, type MonthlyUse } from './bill.ts';
export { fromUsd, toUsd } from './money.ts';
export type { Price, PriceBook } from './price-book.ts';
