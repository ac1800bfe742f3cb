import type { Question } from '../study.ts';
import { buildCandidate } from './candidates.ts';
import { evaluateFailing, type Evaluated, type EvaluateTools } from './evaluate.ts';
import { isOpen, type Open, type RuledOut } from './pre-screen.ts';

/**
 * Of what arithmetic rules out, the one that carries most, simulated so that the report can show what
 * would happen; null where not even one can be built.
 */
export async function simulateNearest(
  base: Question,
  screened: readonly (Open | RuledOut)[],
  tools: EvaluateTools,
): Promise<Evaluated | null> {
  const ruledOut = screened
    .filter((found): found is RuledOut => !isOpen(found))
    .sort((a, b) => (b.carriesShare ?? 0) - (a.carriesShare ?? 0));
  for (const { family, size } of ruledOut) {
    const candidate = buildCandidate(base, family, size ?? base.study.plan.hsms.at(-1) ?? 2);
    if (typeof candidate !== 'string') return evaluateFailing(base.study, candidate, tools);
  }
  return null;
}
