import type { UncertainDesign, UncertainMetric } from '../result-analysis.ts';
import { FIGURES, type DrawFigures, type Figure } from './draw-figures.ts';
import { mean, varianceComponents } from './variance-components.ts';

/** What the draws of the inputs make of a design that they concern. */
export function spreadOfDraws(design: string, draws: readonly DrawFigures[]): UncertainDesign {
  const judged = draws.flatMap(({ isMet }) => isMet ?? []);
  return {
    design,
    isMoved: true,
    draws: draws.length,
    metShare: judged.length === 0 ? null : judged.filter(Boolean).length / judged.length,
    metrics: FIGURES.map((figure, index) =>
      spreadOfFigure(
        figure,
        draws.map(({ values }) => values[index]!),
      ),
    ),
  };
}

function spreadOfFigure(
  { metric, unit, worst }: Figure,
  draws: readonly (readonly number[] | null)[],
): UncertainMetric {
  const known = draws.filter((values) => values !== null);
  const means = draws
    .map((values) => (values === null ? worst : mean(values)))
    .sort((a, b) => a - b);
  const components = varianceComponents(known);
  return {
    metric,
    unit,
    drawsWithout: draws.length - known.length,
    p5: percentile(means, 0.05),
    median: percentile(means, 0.5),
    p95: percentile(means, 0.95),
    inputDeviation: components?.inputDeviation ?? null,
    noiseDeviation: components?.noiseDeviation ?? null,
  };
}

/**
 * A percentile of ascending values, the i-th of n standing at (i − 1/2)/n, as one value from each
 * of n strata does: Hazen's rule, the fifth in Hyndman and Fan (1996), Sample quantiles in
 * statistical packages, The American Statistician 50(4), 361-365. null where it is not finite.
 */
function percentile(ascending: readonly number[], share: number): number | null {
  const count = ascending.length;
  const rank = Math.min(count, Math.max(1, count * share + 0.5));
  const below = Math.floor(rank);
  const part = rank - below;
  const value =
    part === 0
      ? ascending[below - 1]!
      : ascending[below - 1]! * (1 - part) + ascending[below]! * part;
  return Number.isFinite(value) ? value : null;
}
