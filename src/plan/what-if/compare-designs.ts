import { differencesBetween } from '../differences.ts';
import { REFERENCE_LOAD } from '../point.ts';
import type { PointResult } from '../result.ts';
import type { MetricDifference } from '../result-analysis.ts';
import type { BeforeAfter, Bottleneck, VariantDesign } from '../result-what-if.ts';
import { objectiveChanges, type Answered } from './objective-changes.ts';
import { worldKey } from './shared-runs.ts';

/**
 * One design of the baseline against the one of the same name in a variant; null where one of the
 * two is missing. null: the variant leaves the design as it was, its bill and its objectives too.
 */
export function compareDesigns(
  before: Answered | null,
  after: Answered | null,
  level: number,
): VariantDesign | null {
  const isSame =
    before !== null && after !== null && worldKey(before.design) === worldKey(after.design);
  if (isSame && isJudgedAlike(before, after)) return null;
  const both = <T>(of: (answered: Answered) => T): BeforeAfter<T> => ({
    before: before && of(before),
    after: after && of(after),
  });
  return {
    design: (after ?? before)!.design.name,
    presence: before === null ? 'added' : after === null ? 'removed' : 'both',
    isSimulatedAnew: !isSame,
    eligible: both(({ design }) => design.eligible),
    metrics: before === null || after === null ? [] : movedFirst(metricsOf(before, after, level)),
    objectives: objectiveChanges(before, after, level),
    bottleneck: both(({ point }) => bottleneckOf(point)),
    monthUsd: both(({ point }) => point.cost.monthUsd),
  };
}

/** The same bill, the same walls and the same judgement of the same runs. */
function isJudgedAlike(before: Answered, after: Answered): boolean {
  return told(before) === told(after);
}

/** All that a reader is told of a design but how it performed. */
function told({ design, point, result }: Answered): string {
  return JSON.stringify([
    design.eligible,
    point.cost,
    point.limits,
    result.objectives.filter((own) => own.design === design.name),
  ]);
}

function metricsOf(before: Answered, after: Answered, level: number): readonly MetricDifference[] {
  return differencesBetween(before, after, REFERENCE_LOAD, level);
}

function hasMoved({ verdict }: MetricDifference): boolean {
  return verdict === 'more' || verdict === 'less';
}

function movedFirst(metrics: readonly MetricDifference[]): readonly MetricDifference[] {
  return [...metrics.filter(hasMoved), ...metrics.filter((metric) => !hasMoved(metric))];
}

/** The wall that binds, and the busiest station. */
export function bottleneckOf({ limits, stations }: PointResult): Bottleneck {
  const wall = limits.find(({ binds }) => binds);
  const shares = Object.values(stations).map(({ utilisationShare }) => utilisationShare.value);
  return {
    wall: wall?.name ?? null,
    usedShare: wall?.usedShare ?? null,
    busiestShare: shares.length === 0 ? null : Math.max(...shares),
  };
}
