import { judgeIfAny } from '../judge.ts';
import { monthlyVolumes } from '../monthly-volume.ts';
import { appliesTo, percentilesOf } from '../objectives.ts';
import { billPoint } from '../point-bill.ts';
import type { Point } from '../point.ts';
import { pointResult } from '../point-result.ts';
import type { ObjectiveResult } from '../result.ts';
import { replicationFigures, type ByReplication } from '../replication-figures.ts';
import type { RunResult } from '../run-result.ts';
import type { Study } from '../study.ts';

/** A figure that a draw may have: what it is called, and where it stands without it. */
export interface Figure {
  readonly metric: string;
  readonly unit: string;
  /** Where a draw without the figure stands among the others: at the worse end. */
  readonly worst: number;
}

export const FIGURES = [
  { metric: 'p50 latency', unit: 'ms', worst: Infinity },
  { metric: 'p99 latency', unit: 'ms', worst: Infinity },
  { metric: 'p99 added latency', unit: 'ms', worst: Infinity },
  { metric: 'success', unit: 'share', worst: -Infinity },
  { metric: 'throttled', unit: 'share', worst: Infinity },
  { metric: 'cost', unit: 'USD/month', worst: Infinity },
] as const satisfies readonly Figure[];

/** What one draw of the inputs makes of a design. */
export interface DrawFigures {
  /** In the order of FIGURES: the value of each replication; null where the draw has no such figure. */
  readonly values: readonly (readonly number[] | null)[];
  /** Whether it meets every `fail` objective; null where none can be judged. */
  readonly isMet: boolean | null;
}

/** `study`: with the prices of the draw. */
export function drawFigures(study: Study, point: Point, runs: readonly RunResult[]): DrawFigures {
  const result = pointResult(study, point, percentilesOf(study), runs);
  const { latency, successShare, throttledShare } = replicationFigures(result, runs);
  const cost = runs.map(
    (run) =>
      billPoint(study, point.design, monthlyVolumes(study, point.design, point.load, [run]))
        .monthUsd,
  );
  const judged = study.objectives
    .filter((objective) => objective.level === 'fail' && appliesTo(objective, point.design))
    .flatMap(
      (objective) => judgeIfAny(objective, point.design, result, runs, study.run.confidence) ?? [],
    );
  return {
    values: [
      complete(latency?.p50.ms),
      complete(latency?.p99.ms),
      complete(latency?.p99Added.ms),
      complete(successShare),
      complete(throttledShare),
      cost,
    ],
    isMet: judged.length === 0 ? null : judged.every(isMetByValue),
  };
}

/** Met, or not decided with a value on the good side of the limit. */
export function isMetByValue({ verdict, margin }: ObjectiveResult): boolean {
  return verdict === 'met' || (verdict === 'undecided' && margin > 0);
}

/** null unless every replication has the figure. */
function complete(values: ByReplication | undefined): readonly number[] | null {
  const known = values?.filter((value) => value !== null) ?? [];
  return known.length > 0 && known.length === values?.length ? known : null;
}
