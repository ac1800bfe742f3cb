import { describe, expect, it } from 'vitest';
import { summarise } from '../../../src/cli/terminal/summary.ts';
import type { PlanResult } from '../../../src/plan/index.ts';
import { FOUND_PLAN, IMPOSSIBLE_PLAN, plannedResult } from '../../report/plan-fixture.ts';

function told(plan: PlanResult = FOUND_PLAN, hasSigns = true): string {
  return summarise(plannedResult(plan), { hasColour: false, hasSigns });
}

const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('the summary of a plan', () => {
  it('fits a terminal of 80 columns, and little more than a screen', () => {
    for (const plan of [FOUND_PLAN, IMPOSSIBLE_PLAN]) {
      const lines = told(plan).split('\n');
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
      expect(lines.length).toBeLessThan(75);
    }
  });

  it('says first what to build, then how it does in each condition, sign by sign', () => {
    const lines = told().split('\n');
    expect(flat(lines.slice(3, 6).join(' '))).toBe(FOUND_PLAN.sentence);
    const from = lines.indexOf(`${FOUND_PLAN.chosen}:`);
    expect(lines.slice(from + 1, from + 5)).toEqual([
      '  As asked: p99 15.5 ± 0.3 ms (added 7.50 ms), 99.99967 % succeed, busiest HSM',
      '  33 %',
      '    ✓ p99(addedLatency) < 20 ms: 7.50 ± 0.30 ms (63 % to spare)',
      '    ✓ success > 99.9 %: 99.99967 ± 0.00004 % (100 % to spare)',
    ]);
    expect(told()).toContain('  One zone down: p99 20.0');
  });

  it('says why nothing smaller does, what else does at what price, and what to ask AWS for', () => {
    const words = flat(told());
    expect(words).toContain(
      'Why not smaller: ✗ cks keyStores=2 hsms=4 zones=3 ($32,996): with one zone down: p99(addedLatency) < 20 ms is missed',
    );
    expect(words).toContain('- cks keyStores=2 hsms=5 zones=3: $35,332 a month, $1,168 more');
    expect(words).toContain('! HSMs in the account: 6 now, 9 needed');
    expect(words).toContain('Headroom: cks keyStores=3');
    expect(words).toContain('58 of 70 designs were ruled out by arithmetic, 12 were simulated.');
    expect(words).toContain('Seed snowybank');
  });

  it('leaves the tables of a run to the report', () => {
    expect(told()).not.toContain('First wall as the load grows');
  });

  it('refuses with the ways out', () => {
    const words = flat(told(IMPOSSIBLE_PLAN));
    expect(words).toContain('What would make it possible: - Cache data keys');
    expect(words).not.toContain('The next best');
  });

  it('has letters where a terminal has no signs, and colours only where it is asked for them', () => {
    expect(told(FOUND_PLAN, false)).not.toMatch(/[✓✗]/);
    expect(told(FOUND_PLAN, false)).toContain('    y p99(addedLatency)');
    expect(told()).not.toContain('\u001b[');
    const coloured = summarise(plannedResult(), { hasColour: true, hasSigns: true });
    expect(coloured).toContain('\u001b[32m✓\u001b[39m p99(addedLatency)');
  });
});
