import {
  OPERATIONS,
  quotaClassOf,
  type AccountConfig,
  type KmsConfig,
  type QuotaClass,
  type WorkloadConfig,
} from '../model/index.ts';
import type { LimitInput } from '../plan/index.ts';
import { quotaFactOf } from './build-kms.ts';
import type { FactBook, Trust } from './fact-book.ts';

const NAMES: Readonly<Record<QuotaClass, string>> = {
  symmetric: 'account quota',
  rsa: 'account quota for RSA keys',
  ecc: 'account quota for elliptic-curve keys',
  'ml-dsa': 'account quota for ML-DSA keys',
  'data-key-pair-ecc': 'account quota for elliptic-curve key pairs',
  'data-key-pair-rsa-2048': 'account quota for RSA-2048 key pairs',
  'data-key-pair-rsa-3072': 'account quota for RSA-3072 key pairs',
  'data-key-pair-rsa-4096': 'account quota for RSA-4096 key pairs',
  'create-grant': 'account quota for CreateGrant',
};

const REMEDY =
  'Ask AWS for a higher quota (Service Quotas), or spread the callers over more accounts.';

/** What the scenario sets itself, and so needs no source. */
interface Given {
  /** The symmetric quota of the account that owns the keys. */
  readonly main: boolean;
  /** Names of the other accounts that have one. */
  readonly others: readonly string[];
}

/** The request quotas of every account that calls KMS, each with the calls that it counts. */
export function accountLimits(
  { accounts }: KmsConfig,
  workloads: readonly WorkloadConfig[],
  given: Given,
  byTheScenario: Trust,
  region: string,
  facts: FactBook,
): LimitInput[] {
  return accounts.flatMap((account, position) =>
    Object.entries(account.quotas).flatMap(([key, limiter]): LimitInput[] => {
      const quota = key as QuotaClass;
      const counts = countedBy(quota, position, workloads);
      if (counts.length === 0) return [];
      const isGiven =
        quota === 'symmetric' &&
        (position === 0 ? given.main : given.others.includes(account.name));
      return [
        {
          name: nameOf(quota, position, account),
          capacityPerSecond: limiter.ratePerSecond,
          ...(isGiven ? byTheScenario : facts.trust(quotaFactOf(quota, region, facts.unnoted()))),
          remedy: REMEDY,
          counts,
        },
      ];
    }),
  );
}

function nameOf(quota: QuotaClass, position: number, { name }: AccountConfig): string {
  return position === 0 ? NAMES[quota] : `${NAMES[quota]} of ${name}`;
}

/** Calls of the account's workloads that count against the quota, by the kind of key they use. */
function countedBy(
  quota: QuotaClass,
  account: number,
  workloads: readonly WorkloadConfig[],
): LimitInput['counts'] {
  return workloads.flatMap((own, workload) => {
    if (own.account !== account || own.via !== 'kms') return [];
    const operations = OPERATIONS.filter((name) => quotaClassOf(name, own.keySpec) === quota);
    // Services only use symmetric keys; what they call is theirs to decide.
    const isAsked =
      own.operations.some(({ operation }) => operations.includes(operation)) ||
      (own.service !== null && quota === 'symmetric') ||
      (quota === 'create-grant' && own.service?.kind === 'ebs');
    return isAsked ? [{ workload, operations }] : [];
  });
}
