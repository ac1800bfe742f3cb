import { describe, expect, it } from 'vitest';
import { renderObjectivesCsv, renderPointsCsv } from '../../../src/report/index.ts';
import { fixtureResult } from '../fixture.ts';

const result = fixtureResult({ loads: [0.5, 1], hsmCounts: [2, 3] });
const rows = (text: string) => text.trimEnd().split('\r\n');

describe('renderPointsCsv', () => {
  it('has a header, then one record a point, all with as many fields', () => {
    const lines = rows(renderPointsCsv(result));
    const points = result.stores.flatMap((store) => store.points);
    expect(lines).toHaveLength(1 + points.length);
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
  });

  it('gives the value of a figure with both ends of its interval', () => {
    const [head, first] = rows(renderPointsCsv(result)).map((line) => line.split(','));
    const point = result.stores[0]!.points[0]!;
    const at = (name: string) => first![head!.indexOf(name)];
    expect(Number(at('successShare'))).toBe(point.successShare.value);
    expect(Number(at('successShareLow'))).toBe(point.successShare.low);
    expect(Number(at('costMonthUsd'))).toBe(point.cost.monthUsd);
  });

  it('quotes what holds commas, quotes or line ends, and disarms formulas', () => {
    const hostile = fixtureResult({ cksName: '=1+1,"x"', loads: [1], hsmCounts: [2] });
    expect(renderPointsCsv(hostile)).toContain(`"'=1+1,""x"""`);
  });
});

describe('renderObjectivesCsv', () => {
  it('has one record for each rule and design', () => {
    expect(rows(renderObjectivesCsv(result))).toHaveLength(1 + result.objectives.length);
  });
});
