import { atLoad } from './at-load.ts';
import { knownControls, type KnownControl } from './known-controls.ts';
import { compareExactly, compareMeans, comparePercentiles } from './metric-difference.ts';
import { replicationFigures, type ReplicationFigures } from './replication-figures.ts';
import type { PointResult } from './result.ts';
import type { Difference, MetricDifference } from './result-analysis.ts';
import type { RunResult } from './run-result.ts';
import type { Design, Study } from './study.ts';

/** One design at one load; the same position of `runs` is the same replication of every design. */
export interface DesignRuns {
  readonly design: Design;
  readonly point: PointResult;
  readonly runs: readonly RunResult[];
}

/** The first replications of a design: as many as the other of a pair has. */
interface Side extends DesignRuns {
  readonly figures: ReplicationFigures;
}

/**
 * Every other design against `baseline`, paired by replication: both saw the same calls and the
 * same draws (common random numbers), so that what they have in common cancels. Where one has more
 * replications than the other, its first ones.
 */
export function pairedDifferences(
  study: Study,
  baseline: string,
  load: number,
  designs: readonly DesignRuns[],
): readonly Difference[] {
  const base = designs.find(({ design }) => design.name === baseline);
  if (base === undefined) return [];
  // Nearly always all designs have equally many replications, and the baseline is read once.
  const baseSides = new Map<number, Side>();
  return designs
    .filter((other) => other !== base)
    .map((other) => {
      const count = Math.min(base.runs.length, other.runs.length);
      const baseSide = baseSides.get(count) ?? sideOf(base, count);
      baseSides.set(count, baseSide);
      const metrics = compareSides(baseSide, sideOf(other, count), load, study.run.confidence);
      return { design: other.design.name, baseline, load, metrics };
    });
}

/** The second of two designs against the first, by the replications that both have. */
export function differencesBetween(
  base: DesignRuns,
  other: DesignRuns,
  load: number,
  level: number,
): readonly MetricDifference[] {
  const count = Math.min(base.runs.length, other.runs.length);
  return compareSides(sideOf(base, count), sideOf(other, count), load, level);
}

function sideOf({ design, point, runs }: DesignRuns, count: number): Side {
  const own = runs.slice(0, count);
  return { design, point, runs: own, figures: replicationFigures(point, own) };
}

function compareSides(
  base: Side,
  other: Side,
  load: number,
  level: number,
): readonly MetricDifference[] {
  const [a, b] = [base.figures, other.figures];
  const share = (metric: 'success' | 'throttled', of: 'successShare' | 'throttledShare') =>
    compareMeans({ metric, unit: 'share', baseline: a[of], own: b[of] }, level);
  return [
    ...compareLatencies(base, other, load, level),
    share('success', 'successShare'),
    share('throttled', 'throttledShare'),
    compareMeans(
      {
        metric: 'throughput',
        unit: 'calls/s',
        baseline: a.throughputPerSecond,
        own: b.throughputPerSecond,
      },
      level,
    ),
    compareExactly(
      { metric: 'cost', unit: 'USD/month' },
      base.point.cost.monthUsd,
      other.point.cost.monthUsd,
      level,
    ),
  ].filter((found) => found !== null);
}

/** Nothing where either design has no latency: calls pile up, or none succeeded. */
function compareLatencies(
  base: Side,
  other: Side,
  load: number,
  level: number,
): readonly (MetricDifference | null)[] {
  const [a, b] = [base.figures.latency, other.figures.latency];
  if (a === null || b === null) return [];
  const percentile = (metric: string, of: 'p50' | 'p99' | 'p99Added') =>
    comparePercentiles({ metric, unit: 'ms' }, a[of], b[of], level);
  return [
    compareMeans(
      { metric: 'mean latency', unit: 'ms', baseline: a.meanMs, own: b.meanMs },
      level,
      controlsOf(base, other, load),
    ),
    percentile('p50 latency', 'p50'),
    percentile('p99 latency', 'p99'),
    percentile('p99 added latency', 'p99Added'),
  ];
}

/** Those of one design and, by name, what only the other has: both saw the same calls. */
function controlsOf(base: Side, other: Side, load: number): readonly KnownControl[] {
  const of = ({ design, runs }: Side) => knownControls(atLoad(design.world, load), runs);
  const own = of(other);
  return [...own, ...of(base).filter(({ name }) => own.every((control) => control.name !== name))];
}
