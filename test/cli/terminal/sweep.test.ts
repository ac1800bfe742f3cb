import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/cli/terminal/summary.ts';
import type { PointResult } from '../../../src/plan/index.ts';
import { REFINED, SWEEP, sweptResult } from '../../report/sweep-fixture.ts';

const STYLE = { hasColour: false, hasSigns: true };

function lines(...given: Parameters<typeof sweptResult>): string[] {
  return summarise(sweptResult(...given), STYLE).split('\n');
}

describe('the summary of a sweep', () => {
  it('gives the verdict, what the sweep found, and a row for each design and load of the grid', () => {
    const text = lines();
    const { verdict } = sweptResult();
    const found = text.indexOf(SWEEP.sentence);
    expect(text.slice(0, found).join(' ')).toContain(verdict.sentence.slice(0, 40));
    const head = text.findIndex((line) => /^design +load +thrott/.test(line));
    expect(head).toBeGreaterThan(found);
    // Eight designs, three loads.
    expect(text[head + 26]).toMatch(/^Loads as multiples/);
    expect(text.slice(head + 2, head + 26).filter((line) => /^\S/.test(line))).toHaveLength(8);
    expect(text.slice(head, head + 26).join('\n')).not.toContain(`${REFINED.load}×`);
  });

  it('says where designs bend', () => {
    const text = lines();
    const from = text.indexOf('Highest load that each carries:');
    expect(text.slice(from + 1, from + 4)).toEqual([
      '  cks hsms=2: carries none of the loads; at 0.5× it is unstable',
      '  cks hsms=3: carries 1.41×; at 2× it throttles 3 % of its calls',
      '  cks hsms=6: carries 2×, the highest',
    ]);
  });

  it('leaves designs that do not fit to the report, never that of the verdict', () => {
    const text = lines({}, undefined, {
      loads: [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2],
    });
    expect(text).toContain('And 5 more designs in the report.');
    const { verdict } = sweptResult();
    expect(text.some((line) => line.startsWith(`${verdict.design} `))).toBe(true);
  });

  it('fits a terminal of 80 columns, whatever the names', () => {
    const long = ({ design }: PointResult) => ({
      design: `${design} maxMessages=1000 region=us-east-1 retryMode=standard duration=10min`,
    });
    for (const text of [lines(), lines({}, long)]) {
      expect(Math.max(...text.map((line) => line.length))).toBeLessThanOrEqual(80);
    }
  });

  it('has nothing to say of knees where the load was not varied', () => {
    const text = lines({ knees: [], refined: [] }, undefined, { loads: [1] }).join('\n');
    expect(text).not.toContain('Highest load');
  });
});
