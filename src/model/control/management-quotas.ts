import { FixedWindowLimiter } from '../../kernel/index.ts';
import type { ControlConfig } from '../config.ts';

/** What KMS answers beyond a request quota. */
export const THROTTLED = 'ThrottlingException';

/**
 * The request quotas of KMS's management operations: so many a second for each operation, beyond
 * which KMS answers ThrottlingException (KMS Developer Guide, request quotas).
 */
export class ManagementQuotas {
  readonly #limiters: ReadonlyMap<string, FixedWindowLimiter>;

  constructor(quotas: ControlConfig['managementQuotas']) {
    this.#limiters = new Map(
      Object.entries(quotas).map(([operation, ratePerSecond]) => [
        operation,
        new FixedWindowLimiter(ratePerSecond, 0),
      ]),
    );
  }

  /** Counts a request; false when it is one too many. Operations without a quota always pass. */
  admit(operation: string, nowNs: number): boolean {
    return this.#limiters.get(operation)?.admit(nowNs) ?? true;
  }
}
