import type { AccountConfig, WorkloadConfig } from '../config.ts';
import { OPERATIONS, QUOTA_CLASSES, quotaClassOf, type QuotaClass } from '../operations.ts';
import { RequestQuota } from './request-quota.ts';

/**
 * The request quotas of the accounts that call, one for each class of operations (model page,
 * section 1.1, step 5). A request is charged to the account of its caller, whoever owns the key. A
 * class that an account does not name is not limited.
 */
export class AccountQuotas {
  /** By account: its quotas by class. */
  readonly #quotas: readonly ReadonlyMap<QuotaClass, RequestQuota>[];
  /** By workload and operation: the quota that is charged; null for none. */
  readonly #charged: readonly (RequestQuota | null)[];

  /** All fixed windows turn at the same instant, `phaseNs` after whole seconds. */
  constructor(
    accounts: readonly AccountConfig[],
    workloads: readonly WorkloadConfig[],
    phaseNs: number,
  ) {
    this.#quotas = accounts.map(({ quotas }) => {
      const named = QUOTA_CLASSES.flatMap((quotaClass) => {
        const config = quotas[quotaClass];
        return config === undefined
          ? []
          : [[quotaClass, new RequestQuota(config, phaseNs)] as const];
      });
      return new Map(named);
    });
    this.#charged = workloads.flatMap(({ account, keySpec }) =>
      OPERATIONS.map(
        (operation) => this.#quotas[account]!.get(quotaClassOf(operation, keySpec)) ?? null,
      ),
    );
  }

  /** Charges a request at the present instant; false when its quota is used up. */
  admit(workload: number, operation: number, nowNs: number): boolean {
    const quota = this.#charged[workload * OPERATIONS.length + operation]!;
    return quota === null || quota.admit(nowNs);
  }

  /** No quota of the account that owns the keys is above `ratePerSecond`, from the next window on. */
  lower(ratePerSecond: number, nowNs: number): void {
    for (const quota of this.#quotas[0]!.values()) quota.lower(ratePerSecond, nowNs);
  }

  restore(ratePerSecond: number, nowNs: number): void {
    for (const quota of this.#quotas[0]!.values()) quota.restore(ratePerSecond, nowNs);
  }
}
