import { describe, expect, it } from 'vitest';
import { settlingWarnings } from '../../src/plan/compare.ts';
import type { PointResult } from '../../src/plan/index.ts';
import { fixtureResult } from '../report/fixture.ts';

/** So many points that were not seen to settle, and some that were. */
function points(unsettled: number): readonly PointResult[] {
  return fixtureResult()
    .stores.flatMap((store) => store.points)
    .map((point, index) => ({
      ...point,
      stable: true,
      settling: { ...point.settling, isSettled: index >= unsettled, pilotMs: 20_000 },
    }));
}

describe('points that did not settle', () => {
  it('are warned of in one sentence, however many there are', () => {
    expect(settlingWarnings(points(0))).toEqual([]);
    expect(settlingWarnings(points(1))[0]).toMatch(
      /^standard at load 0.25 did not settle within a pilot run of 20 s: its figures/,
    );
    expect(settlingWarnings(points(2))[0]).toMatch(
      /^standard at load 0.25, standard at load 0.5 did not settle .*: their figures/,
    );
    expect(settlingWarnings(points(20))).toHaveLength(1);
    expect(settlingWarnings(points(20))[0]).toMatch(
      /standard at load 1 and 17 more did not settle/,
    );
  });

  it('are no news where calls pile up anyway', () => {
    const unstable = points(1).map((point) => ({ ...point, stable: false }));
    expect(settlingWarnings(unstable)).toEqual([]);
  });
});
