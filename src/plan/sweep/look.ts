import { judgeIfAny } from '../judge.ts';
import { appliesTo, percentilesOf } from '../objectives.ts';
import type { Point } from '../point.ts';
import { pointResult } from '../point-result.ts';
import type { PointResult } from '../result.ts';
import type { RunResult } from '../run-result.ts';
import { growthInWords } from '../stability.ts';
import type { Objective, Study } from '../study.ts';

/** A design that throttles more of its calls than this carries no load, unless an objective says more. */
const MOST_THROTTLED = 0.01;

/** What one point of a sweep shows. */
export interface Look {
  readonly design: string;
  readonly load: number;
  /** Why the design does not carry the load, by the best estimate; null where it does. */
  readonly failure: string | null;
  /** In ms, of calls before any fault; null where calls pile up or none succeeded. */
  readonly p99Ms: number | null;
  readonly monthUsd: number;
}

export function lookAt(study: Study, point: Point, runs: readonly RunResult[]): Look {
  const result = pointResult(study, point, percentilesOf(study), runs);
  const { latencyMs } = result.phases['before'] ?? result;
  return {
    design: point.design.name,
    load: point.load,
    failure: failureOf(study, point, result, runs),
    p99Ms:
      latencyMs.growthPerSecond === null ? (latencyMs.percentiles['p99']?.value ?? null) : null,
    monthUsd: result.cost.monthUsd,
  };
}

/** Cost is no matter of carrying a load: a design that is too dear at 2 times the load carries it. */
function failureOf(
  study: Study,
  { design }: Point,
  result: PointResult,
  runs: readonly RunResult[],
): string | null {
  const { growthPerSecond, throttledShare } = result;
  if (growthPerSecond !== null) {
    return `is unstable: calls in flight grow by ${growthInWords(growthPerSecond)}`;
  }
  const rules = study.objectives.filter(
    (objective) =>
      objective.level === 'fail' && objective.metric !== 'cost' && appliesTo(objective, design),
  );
  const broken = rules
    .flatMap((objective) => judgeIfAny(objective, design, result, runs, study.run.confidence) ?? [])
    .filter(({ margin }) => margin <= 0);
  const [first] = [...broken.filter(({ verdict }) => verdict === 'missed'), ...broken];
  if (first !== undefined) {
    return `${first.verdict === 'missed' ? '' : 'probably '}misses "${first.expect}"`;
  }
  if (rules.some(boundsThrottling) || throttledShare.value <= MOST_THROTTLED) return null;
  return `throttles ${Number((throttledShare.value * 100).toPrecision(2))} % of its calls`;
}

/** Of all calls of the whole run. */
function boundsThrottling(objective: Objective): boolean {
  const { metric, operation, userOperation, workload, during } = objective;
  const isFiltered = [operation, userOperation, workload, during].some((filter) => filter !== null);
  return !isFiltered && (metric === 'throttled' || metric === 'success');
}
