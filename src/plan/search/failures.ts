import type { PlanCandidate } from '../result-plan.ts';
import type { Estimate, ObjectiveResult } from '../result.ts';
import { isUnmeasured } from '../unmeasured.ts';
import type { ConditionName } from './conditions.ts';

/** An objective that a candidate does not meet for certain, and when. */
export interface Failure {
  readonly condition: ConditionName;
  readonly objective: ObjectiveResult;
}

/** What a candidate fails by most: missed before undecided; null where it meets everything. */
export function worstOf({ conditions }: PlanCandidate): Failure | null {
  const failures = conditions.flatMap(({ name, objectives }) =>
    objectives
      .filter(({ level, verdict }) => level === 'fail' && verdict !== 'met')
      .map((objective): Failure => ({ condition: name, objective })),
  );
  const [worst] = failures.sort(
    (a, b) => rankOf(a) - rankOf(b) || a.objective.margin - b.objective.margin,
  );
  return worst ?? null;
}

function rankOf({ objective }: Failure): number {
  return objective.verdict === 'missed' ? 0 : 1;
}

/** `p99(addedLatency) < 20 ms with one zone down: 143 ± 4 ms`. */
export function failureInWords({ condition, objective }: Failure): string {
  const { expect, measured, unit, verdict } = objective;
  const when = condition === 'as asked' ? '' : ` with ${condition}`;
  const doubt = verdict === 'undecided' ? ', not decided' : '';
  return `${expect}${when}: ${valueInWords(measured, unit)}${doubt}`;
}

function valueInWords(measured: Estimate, unit: string): string {
  if (isUnmeasured(measured)) return measured.method;
  const { value, low, high } = measured;
  const factor = unit === 'share' ? 100 : 1;
  const half =
    low === null || high === null
      ? ''
      : ` ± ${Number((((high - low) / 2) * factor).toPrecision(2))}`;
  return `${Number((value * factor).toPrecision(3))}${half} ${unit === 'share' ? '%' : unit}`;
}
