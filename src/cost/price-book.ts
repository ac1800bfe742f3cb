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
  /** Of each class of KMS request, for 10,000 of them; null when no workload makes such. */
  readonly requestsPer10k: Price;
  readonly asymmetricPer10k: Price | null;
  readonly dataKeyPairEccPer10k: Price | null;
  readonly dataKeyPairRsaPer10k: Price | null;
  /** null when no design of the study runs HSMs. */
  readonly hsmHour: Price | null;
  /** 100,000 management events copied to a trail beyond the first, which is free. */
  readonly trailCopyPer100k: Price;
  readonly freeRequestsPerMonth: number;
}
