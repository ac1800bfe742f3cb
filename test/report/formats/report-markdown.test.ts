import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../src/report/formats/report-markdown.ts';
import { fixtureResult } from '../fixture.ts';
import { FOUND_PLAN, IMPOSSIBLE_PLAN, plannedResult } from '../plan-fixture.ts';

const text = renderMarkdown(plannedResult());

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
    const refusal = renderMarkdown(plannedResult(IMPOSSIBLE_PLAN));
    expect(refusal).toContain('**✗ Not possible within 10 key stores');
    expect(refusal).toContain('2. Spread the keys over 2 accounts');
  });

  it('fits into a comment whatever was simulated, and says what it left out', () => {
    const candidates = Array.from({ length: 2000 }, (_, index) => ({
      ...FOUND_PLAN.candidates[0]!,
      name: `cks keyStores=1 hsms=${index} zones=3 maxMessages=20`,
    }));
    const long = renderMarkdown(
      plannedResult({ ...FOUND_PLAN, candidates: [...FOUND_PLAN.candidates, ...candidates] }),
    );
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(60_000);
    expect(long).toContain('Left out, since it does not fit here: What money buys');
    expect(long).toContain(`**✓ ${FOUND_PLAN.sentence}**`);
  });
});

describe('a run as Markdown', () => {
  const run = fixtureResult({ loads: [0.5, 1], hsmCounts: [2, 3, 4] });

  it('says the answer, the numbers and the objectives in the open, and folds all other sections', () => {
    const whole = renderMarkdown(run);
    const open = whole.slice(0, whole.indexOf('<details>'));
    expect(open).toContain(`**✓ ${run.verdict.sentence}**`);
    expect(open).toContain('p99(latency) &lt; 60 ms');
    for (const title of ['Latency', 'Money', 'Can this be trusted?', 'Provenance']) {
      expect(whole).toContain(`<details><summary>${title}</summary>`);
    }
    expect(whole.match(/<details>/g)).toHaveLength(whole.match(/<\/details>/g)!.length);
  });

  it('keeps to a limit of bytes and names the sections that it leaves out', () => {
    const short = renderMarkdown(run, 8000);
    expect(Buffer.byteLength(short)).toBeLessThanOrEqual(8000);
    expect(short).toMatch(/Left out, since it does not fit here: .*Provenance/);
  });
});
