import { judgeIfAny } from '../judge.ts';
import { compareExactly, compareMeans, comparePercentiles } from '../metric-difference.ts';
import { appliesTo } from '../objectives.ts';
import type { ByReplication, PercentileFigures } from '../replication-figures.ts';
import type { Estimate, ObjectiveResult, PointResult, Result } from '../result.ts';
import type { MetricDifference } from '../result-analysis.ts';
import type { ObjectiveChange } from '../result-what-if.ts';
import type { RunResult } from '../run-result.ts';
import type { Design, Objective, Study } from '../study.ts';
import { isUnmeasured } from '../unmeasured.ts';

/** One design of a study with its runs, and what came of it. */
export interface Answered {
  readonly study: Study;
  readonly result: Pick<Result, 'objectives'>;
  readonly design: Design;
  readonly point: PointResult;
  readonly runs: readonly RunResult[];
}

/** An objective as it was judged, and the figure that it is about in each replication. */
interface Judged {
  readonly objective: Objective;
  readonly result: ObjectiveResult;
  readonly values: ByReplication;
}

/**
 * What becomes of every objective of a design, by the rule's own words; null in place of one of the
 * two: the design, or the rule, is not there.
 */
export function objectiveChanges(
  before: Answered | null,
  after: Answered | null,
  level: number,
): readonly ObjectiveChange[] {
  const old = before === null ? [] : judgedOf(before);
  const own = after === null ? [] : judgedOf(after);
  const rules = new Set([...own, ...old].map(({ result }) => result.expect));
  return [...rules].map((expect) => {
    const find = (list: readonly Judged[]) =>
      list.find(({ result }) => result.expect === expect) ?? null;
    return changeOf(find(old), find(own), level);
  });
}

function judgedOf({ study, result, design, point, runs }: Answered): readonly Judged[] {
  const results = result.objectives.filter((own) => own.design === design.name);
  return study.objectives
    .filter((objective) => appliesTo(objective, design))
    .flatMap((objective, index) => {
      const own = results[index];
      if (own === undefined) return [];
      const values = runs.map((run) => {
        const one = judgeIfAny(objective, design, point, [run], study.run.confidence);
        return one === null || isUnmeasured(one.measured) ? null : one.measured.value;
      });
      return [{ objective, result: own, values }];
    });
}

function changeOf(before: Judged | null, after: Judged | null, level: number): ObjectiveChange {
  const { expect, level: weight, unit } = (after ?? before)!.result;
  const told = (judged: Judged | null) =>
    judged && { verdict: judged.result.verdict, measured: judged.result.measured };
  return {
    expect,
    level: weight,
    unit,
    before: told(before),
    after: told(after),
    difference: before === null || after === null ? null : differenceOf(before, after, level),
  };
}

/** null where either has no figure. */
function differenceOf(before: Judged, after: Judged, level: number): Estimate | null {
  if (isUnmeasured(before.result.measured) || isUnmeasured(after.result.measured)) return null;
  return compareFigures(before, after, level)?.difference ?? null;
}

function compareFigures(before: Judged, after: Judged, level: number): MetricDifference | null {
  const { metric } = after.objective;
  const named = { metric: after.result.expect, unit: after.result.unit };
  const [old, own] = [before.result.measured, after.result.measured];
  if (metric === 'cost') return compareExactly(named, old.value, own.value, level);
  // Both are told of the calls of all replications together.
  if (typeof metric === 'object' || metric === 'max') {
    return comparePercentiles(named, pooled(before), pooled(after), level);
  }
  return compareMeans({ ...named, baseline: before.values, own: after.values }, level);
}

function pooled({ result, values }: Judged): PercentileFigures {
  const { value, tooShort } = result.measured;
  return { ms: values, pooledMs: value, tooShort: tooShort ?? null };
}
