/** Dollars of an integer number of micro-dollars. */
export function toUsd(microUsd: number): number {
  return microUsd / 1e6;
}

/** Integer micro-dollars of a price in dollars. */
export function fromUsd(usd: number): number {
  return Math.round(usd * 1e6);
}
