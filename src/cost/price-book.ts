/** One price with where it was read. Money is integer micro-dollars. */
export interface Price {
  readonly microUsd: number;
  /** What the price is for one of: `key-month`, `request` batches, `HSM-hour`. */
  readonly unit: string;
  readonly source: string;
  readonly asOf: string;
}

/** The prices one study uses; resolved from the facts, overrides applied. */
export interface PriceBook {
  readonly keyMonth: Price;
  readonly requestsPer10k: Price;
  /** null when no design of the study runs HSMs. */
  readonly hsmHour: Price | null;
  readonly freeRequestsPerMonth: number;
}
