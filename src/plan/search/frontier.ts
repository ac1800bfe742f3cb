import type { PlanCandidate, PlanResult } from '../result-plan.ts';
import { isUnmeasured } from '../unmeasured.ts';

/** Candidates that no other beats in money and in p99, or in money and in success: cheapest first. */
export function frontierOf(candidates: readonly PlanCandidate[]): PlanResult['frontier'] {
  return {
    costAndP99: undominated(candidates, (candidate) => {
      const p99 = candidate.conditions[0]!.p99AddedMs;
      return p99 === null || isUnmeasured(p99) ? null : -p99.value;
    }),
    costAndSuccess: undominated(
      candidates,
      (candidate) => candidate.conditions[0]!.successShare.value,
    ),
  };
}

/** `meritOf`: the more the better; null: of no use. */
function undominated(
  candidates: readonly PlanCandidate[],
  meritOf: (candidate: PlanCandidate) => number | null,
): readonly string[] {
  const byPrice = candidates
    .map((candidate) => ({ candidate, merit: meritOf(candidate) }))
    .sort(
      (a, b) =>
        a.candidate.monthUsd - b.candidate.monthUsd ||
        (b.merit ?? -Infinity) - (a.merit ?? -Infinity),
    );
  let best = -Infinity;
  return byPrice.flatMap(({ candidate, merit }) => {
    if (merit === null || merit <= best) return [];
    best = merit;
    return [candidate.name];
  });
}
