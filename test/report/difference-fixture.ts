import type { Difference, Estimate, MetricDifference, Result } from '../../src/plan/index.ts';
import { fixtureResult } from './fixture.ts';

export function metric(
  name: string,
  difference: Partial<Estimate>,
  verdict: MetricDifference['verdict'],
  overrides: Partial<MetricDifference> = {},
): MetricDifference {
  return {
    metric: name,
    unit: 'ms',
    baselineValue: 20,
    value: 20 + (difference.value ?? 0),
    difference: { value: 0, low: -1, high: 1, level: 0.95, method: 'test', ...difference },
    verdict,
    varianceReduction: 4,
    ...overrides,
  };
}

/** The made-up result with every other design against that of the verdict, cks hsms=4. */
export function withDifferences(change: (own: Difference) => Difference = (own) => own): Result {
  const result = fixtureResult();
  const points = result.stores
    .flatMap((store) => store.points)
    .filter(({ load, design }) => load === 1 && design !== 'cks hsms=4');
  const costs = (hsms: number) => ({ value: hsms * 1168, low: hsms * 1168, high: hsms * 1168 });
  const differences = points.map(({ design, hsms }): Difference => {
    const isFewer = hsms < 4;
    return change({
      design,
      baseline: 'cks hsms=4',
      load: 1,
      metrics: [
        metric('mean latency', { value: 0.1, low: -0.2, high: 0.3 }, 'none', {
          varianceReduction: isFewer ? 25 : 1.21,
        }),
        isFewer
          ? metric('p99 latency', { value: 3.1, low: 2.9, high: 3.3 }, 'more')
          : metric('p99 latency', { value: 0, low: -0.3, high: 0.3 }, 'none'),
        metric('cost', costs(hsms - 4), isFewer ? 'less' : 'more', {
          unit: 'USD/month',
          baselineValue: 7000,
          value: 7000 + (hsms - 4) * 1168,
          varianceReduction: null,
        }),
      ],
    });
  });
  return { ...result, differences };
}
