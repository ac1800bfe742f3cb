import { describe, expect, it } from 'vitest';
import { renderHdrText } from '../../../src/report/index.ts';
import { fixtureResult } from '../fixture.ts';

describe('renderHdrText', () => {
  const rows = renderHdrText(fixtureResult({ loads: [1], hsmCounts: [2] }))
    .split('\n')
    .filter((line) => /^\s*[\d.]+\s+[\d.]+\s+\d+\s+\S+$/.test(line))
    .map((line) => line.trim().split(/\s+/));

  it('writes value, percentile, count and 1/(1-percentile) in each row, all ascending', () => {
    expect(rows.length).toBeGreaterThan(5);
    for (const column of [0, 1, 2]) {
      const values = rows.map((row) => Number(row[column]));
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
    for (const [, share, , inverse] of rows.slice(0, -1)) {
      const exact = 1 / (1 - Number(share));
      // Printed to two decimals; and the share itself to twelve, which 1/(1-p) makes more of.
      const rounding = 0.005 + exact * exact * 0.5e-12;
      expect(Math.abs(Number(inverse) - exact)).toBeLessThan(rounding * 1.01);
    }
  });

  it('ends with the maximum, of which nothing is beyond', () => {
    expect(rows.at(-1)![1]).toBe('1.000000000000');
    expect(rows.at(-1)![3]).toBe('inf');
  });
});
