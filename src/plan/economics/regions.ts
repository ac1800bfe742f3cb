import { findFact } from '../../facts/index.ts';
import { monthlyVolumes } from '../monthly-volume.ts';
import { billPoint } from '../point-bill.ts';
import type { Economics } from '../result-plan.ts';
import type { RunResult } from '../run-result.ts';
import type { Question } from '../study.ts';

const MICRO = 1e6;

/**
 * The bill of a question's one design in every Region of which the price of an HSM is known, for the
 * same calls; cheapest first. `store`: which of the question's designs.
 */
export function billsByRegion(
  question: Question,
  store: string,
  runs: readonly RunResult[],
): Economics['regions'] {
  const regions = Object.keys(findFact('price.hsmHour')!.value as object);
  const own = question.study.region;
  return [...new Set([own, ...regions])]
    .flatMap((region) => {
      const there = question.rewrite([{ path: ['region'], value: region }]);
      if ('problem' in there) return [];
      const design = there.study.designs.find((other) => other.store === store);
      if (design === undefined) return [];
      const volumes = monthlyVolumes(there.study, design, 1, runs);
      const { hsmHour } = there.study.pricing.book;
      return [
        {
          region,
          monthUsd: billPoint(there.study, design, volumes).monthUsd,
          hsmHourUsd:
            design.billing.hsms === 0 || hsmHour === null ? null : hsmHour.microUsd / MICRO,
          isChosen: region === own,
        },
      ];
    })
    .sort((a, b) => a.monthUsd - b.monthUsd || (a.region < b.region ? -1 : 1));
}
