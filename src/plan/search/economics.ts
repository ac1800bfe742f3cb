import { billed, breakEven } from '../economics/break-evens.ts';
import { nextHsms } from '../economics/next-hsm.ts';
import { ninesOf } from '../economics/nines.ts';
import { billsByRegion } from '../economics/regions.ts';
import type { Economics } from '../result-plan.ts';
import type { Result } from '../result.ts';
import type { Question } from '../study.ts';
import { buildCandidate, type Family } from './candidates.ts';
import type { Evaluated } from './evaluate.ts';
import type { Looked } from './look.ts';

/** What money buys around the chosen design. `result`: of the shortlist. */
export function economicsOf(
  question: Question,
  { evaluated, chosen }: Looked & { readonly chosen: Evaluated },
  result: Result,
): Economics {
  const { candidate, measured } = chosen;
  const runs = measured.runs[0]!;
  const monthUsdOf = (name: string) =>
    evaluated.find(({ plan }) => plan.name === name)?.plan.monthUsd ?? 0;
  return {
    nextHsm: nextHsms(candidate.question.study, sizesOf(evaluated, candidate.family)),
    breakEvens: breakEvensOf(question, chosen),
    regions: billsByRegion(candidate.question, candidate.design.store, runs),
    nines: ninesOf(result.availability, monthUsdOf),
  };
}

/** What was simulated of a family, ascending by HSMs. */
function sizesOf(evaluated: readonly Evaluated[], family: Family) {
  return evaluated
    .filter(({ candidate }) => candidate.family === family)
    .sort((a, b) => a.candidate.hsms - b.candidate.hsms)
    .map(({ plan, measured, result }) => ({
      design: measured.points[0]!.design,
      point: result.stores[0]!.points[0]!,
      runs: measured.runs[0]!,
      monthUsd: plan.monthUsd,
    }));
}

/** The chosen design, the standard store and CloudHSM used directly, each against each. */
function breakEvensOf(
  question: Question,
  { candidate, measured }: Evaluated,
): Economics['breakEvens'] {
  const runs = measured.runs[0]!;
  const { family, hsms } = candidate;
  const others = (['standard', 'cloudhsm-direct'] as const)
    .filter((kind) => kind !== candidate.design.kind)
    .flatMap((kind) => {
      const template = { kind, store: kind, settings: { kind } };
      const other = { ...family, template, keyStores: 1 };
      const total = Math.max(2, hsms * family.keyStores);
      const built = buildCandidate(question, other, Math.min(total, MOST_HSMS));
      return typeof built === 'string' ? [] : [built];
    });
  const designs = [candidate, ...others].map((own) =>
    billed(own.question.study, { ...own.design, name: nameOf(own.design.kind, own.name) }, runs),
  );
  return designs.flatMap((a, index) => designs.slice(index + 1).map((b) => breakEven(a, b, runs)));
}

/** A cluster has no more. */
const MOST_HSMS = 28;

function nameOf(kind: string, name: string): string {
  if (kind === 'standard') return 'the standard key store';
  return kind === 'cloudhsm-direct' ? `CloudHSM used directly (${name})` : name;
}
