import { findFact } from '../../facts/index.ts';
import type { QuotaIncrease } from '../result-plan.ts';
import type { LimitInput } from '../study.ts';
import { hasCluster, type Candidate } from './candidates.ts';

/** An account's quotas that a design needs raised; AWS raises these on request. */
export function increasesFor(
  { family, hsms, design }: Candidate,
  limitsBefore: readonly LimitInput[],
): readonly QuotaIncrease[] {
  const { keyStores, accountQuotaPerSecond } = family;
  const own = limitsBefore.find(({ name }) => name === 'account quota');
  return [
    ...(hasCluster(design.kind)
      ? [
          asked(
            'CloudHSM clusters in the account and Region',
            'limit.clustersPerRegion',
            keyStores,
          ),
          asked('HSMs in the account and Region', 'limit.hsmsPerRegion', keyStores * hsms),
        ]
      : []),
    ...(accountQuotaPerSecond === null || own === undefined
      ? []
      : [
          {
            quota: 'KMS cryptographic requests per second of the account and Region',
            from: own.capacityPerSecond,
            to: accountQuotaPerSecond,
            source: own.source,
          },
        ]),
  ].filter(({ from, to }) => to > from);
}

function asked(quota: string, fact: string, to: number): QuotaIncrease {
  const { value, source } = findFact(fact)!;
  return { quota, from: Number(value), to, source };
}
