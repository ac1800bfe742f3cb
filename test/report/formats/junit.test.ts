import { describe, expect, it } from 'vitest';
import { renderJunit } from '../../../src/report/index.ts';
import { fixtureResult } from '../fixture.ts';

const result = fixtureResult({ loads: [1], hsmCounts: [2, 3] });
const count = (text: string, part: RegExp) => [...text.matchAll(part)].length;

describe('renderJunit', () => {
  it('has a suite for the verdict and one for each design, a test case for each objective', () => {
    const xml = renderJunit(result);
    const designs = new Set(result.objectives.map(({ design }) => design));
    expect(count(xml, /<testsuite /g)).toBeGreaterThanOrEqual(1 + designs.size);
    expect(count(xml, /<testcase /g)).toBe(1 + result.checks.length + result.objectives.length);
  });

  it('fails only by what decides: a missed objective of the design of the verdict', () => {
    const missing = result.objectives.map((objective) => ({
      ...objective,
      level: 'fail' as const,
      verdict: 'missed' as const,
    }));
    const chosen = result.objectives[0]!.design;
    const checks = result.checks.map((check) => ({ ...check, holds: true }));
    const verdict = { outcome: 'met', design: chosen, sentence: '' } as const;
    const xml = renderJunit({ ...result, objectives: missing, checks, verdict });
    const own = missing.filter(({ design }) => design === chosen);
    expect(count(xml, /<failure /g)).toBe(own.length);
    expect(count(xml, /<skipped /g)).toBe(missing.length - own.length);
  });

  it('counts failures as the suite says', () => {
    const checks = result.checks.map((check) => ({ ...check, holds: false }));
    const xml = renderJunit({ ...result, checks });
    expect(xml).toContain(`failures="${checks.length}"`);
  });

  it('escapes what could be markup, and leaves out what XML cannot hold', () => {
    const xml = renderJunit({ ...result, title: '<a b="c">&\u0000\u000b' });
    expect(xml).toContain('name="&lt;a b=&quot;c&quot;&gt;&amp;"');
  });
});
