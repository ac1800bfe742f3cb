import { exp, standardNormalQuantile } from '../../kernel/index.ts';
import type { BeliefLaw } from '../study.ts';

/**
 * The value below which a believed number lies with probability `p` in (0, 1), in the law's unit.
 * Of a list the nearest rank.
 */
export function beliefQuantile(law: BeliefLaw, p: number): number {
  return (law.shift ?? 0) + unshifted(law, p);
}

function unshifted(law: BeliefLaw, p: number): number {
  switch (law.kind) {
    case 'uniform':
      return law.low + p * (law.high - law.low);
    case 'lognormal':
      return exp(law.mu + law.sigma * standardNormalQuantile(p));
    // What is left is empirical: any other kind has no `values` and would not compile.
    default:
      return law.values[Math.ceil(p * law.values.length) - 1]!;
  }
}
