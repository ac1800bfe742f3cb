import type { PointResult, Result, SweepResult } from '../../src/plan/index.ts';
import { fixtureResult, type FixtureOptions } from './fixture.ts';

/** The design that has a load of its own, and that load. */
export const REFINED = { design: 'cks hsms=3', load: 1.41 } as const;

export const SWEEP: SweepResult = {
  sentence: 'cks hsms=2 breaks first: it carries 1 times the load.',
  axes: [
    { path: 'stores.cks.hsms', values: [2, 3, 4, 5, 6] },
    { path: 'load', values: [0.5, 1, 2] },
  ],
  acrossStudies: [],
  refined: [{ design: REFINED.design, loads: [REFINED.load] }],
  knees: [
    { design: 'cks hsms=2', carriesUpToLoad: null, breaksAtLoad: 0.5, because: 'is unstable' },
    {
      design: REFINED.design,
      carriesUpToLoad: REFINED.load,
      breaksAtLoad: 2,
      because: 'throttles 3 % of its calls',
    },
    { design: 'cks hsms=6', carriesUpToLoad: 2, breaksAtLoad: null, because: null },
  ],
};

/** The made-up study as a sweep over HSMs and three loads, one design with a fourth in between. */
export function sweptResult(
  sweep: Partial<SweepResult> = {},
  change: (point: PointResult) => Partial<PointResult> = () => ({}),
  options: FixtureOptions = {},
): Result {
  const result = fixtureResult({ loads: [0.5, 1, REFINED.load, 2], ...options });
  return {
    ...result,
    stores: result.stores.map((store) => ({
      ...store,
      points: store.points
        .filter(({ design, load }) => load !== REFINED.load || design === REFINED.design)
        .map((point) => ({ ...point, ...change(point) })),
    })),
    sweep: { ...SWEEP, ...sweep },
  };
}
