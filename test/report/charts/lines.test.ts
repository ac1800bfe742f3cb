import { describe, expect, it } from 'vitest';
import { lineSpec, type LinePoint } from '../../../src/report/charts/lines.ts';
import { linearAxis } from '../../../src/report/charts/scales.ts';

/** Ends of the intervals that are drawn. */
function intervals(points: readonly LinePoint[]): unknown[] {
  const spec = lineSpec({
    yTitle: 'share',
    xTitle: 'load',
    x: linearAxis(2),
    y: linearAxis(1),
    writeX: String,
    writeY: String,
    lines: [{ name: 'cks', style: { colour: '#0067a5', dash: [1, 0] }, isSpotlight: true, points }],
    unit: 'ms',
    hasDots: true,
  });
  const { layer } = spec as unknown as {
    readonly layer: readonly { readonly data?: { readonly values: readonly object[] } }[];
  };
  return layer
    .flatMap(({ data }) => data?.values ?? [])
    .filter((value): value is { y: number; high: number } => 'high' in value)
    .map(({ y, high }) => [y, high]);
}

describe('an interval in a figure', () => {
  it('ends where the axis ends, though few replications may reach beyond it', () => {
    expect(intervals([{ x: 1, y: 0.5, low: -0.7, high: 1.7 }])).toEqual([[0, 1]]);
    expect(intervals([{ x: 1, y: 0.5, low: 0.4, high: 0.6 }])).toEqual([[0.4, 0.6]]);
  });

  it('is not there where there is none, or it has no width', () => {
    expect(
      intervals([
        { x: 1, y: 0.5 },
        { x: 2, y: 0.5, low: 0.5, high: 0.5 },
      ]),
    ).toEqual([]);
  });
});
