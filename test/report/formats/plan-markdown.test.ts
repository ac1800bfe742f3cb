import { describe, expect, it } from 'vitest';
import { renderPlanMarkdown } from '../../../src/report/formats/plan-markdown.ts';
import { FOUND_PLAN, IMPOSSIBLE_PLAN, plannedResult } from '../plan-fixture.ts';

const text = renderPlanMarkdown(plannedResult());

describe('a plan as Markdown', () => {
  it('begins with title, question and the answer in a sentence', () => {
    const [title, , question, , answer] = text.split('\n');
    expect(title).toBe('## SnowyBank loan documents');
    expect(question).toMatch(/^> How many key stores/);
    expect(answer).toBe(`**✓ ${FOUND_PLAN.sentence}**`);
  });

  it('has the objectives, what fails and what to ask for in the open, all else folded', () => {
    const open = text.slice(0, text.indexOf('<details>'));
    expect(open).toContain('| p99(addedLatency) &lt; 20 ms | ✓ 7.50 ± 0.30 ms<br>63 % to spare |');
    expect(open).toContain('**Why not smaller**');
    expect(open).toContain('| HSMs in the account | 6 | ! 9 |');
    expect(open).not.toContain('Limits of AWS on');
    expect(text).toContain('<details><summary>Limits of AWS</summary>');
    expect(text.match(/<details>/g)).toHaveLength(text.match(/<\/details>/g)!.length);
  });

  it('refuses with the ways out', () => {
    const refusal = renderPlanMarkdown(plannedResult(IMPOSSIBLE_PLAN));
    expect(refusal).toContain('**✗ Not possible within 10 key stores');
    expect(refusal).toContain('2. Spread the keys over 2 accounts');
  });

  it('fits into a comment whatever was simulated, and says what it left out', () => {
    const candidates = Array.from({ length: 2000 }, (_, index) => ({
      ...FOUND_PLAN.candidates[0]!,
      name: `cks keyStores=1 hsms=${index} zones=3 maxMessages=20`,
    }));
    const long = renderPlanMarkdown(
      plannedResult({ ...FOUND_PLAN, candidates: [...FOUND_PLAN.candidates, ...candidates] }),
    );
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(60_500);
    expect(long).toContain('Left out, since it does not fit into a comment: What money buys');
    expect(long).toContain(`**✓ ${FOUND_PLAN.sentence}**`);
  });
});
