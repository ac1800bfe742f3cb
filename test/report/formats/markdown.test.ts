import { describe, expect, it } from 'vitest';
import { cell, columns } from '../../../src/report/document.ts';
import { escapeMarkdown, markdownTable } from '../../../src/report/formats/markdown.ts';

describe('text in Markdown', () => {
  it('is shown as it is, whatever it holds', () => {
    expect(escapeMarkdown('a*b* _c_ [d](e) | `f` <img src=x> &lt; #1 ~g~ \\')).toBe(
      'a\\*b\\* \\_c\\_ \\[d\\](e) \\| \\`f\\` &lt;img src=x&gt; &amp;lt; \\#1 \\~g\\~ \\\\',
    );
  });

  it('calls nobody by name and never leaves its line', () => {
    expect(escapeMarkdown('ask @team\n\n# now')).toBe('ask &#64;team \\# now');
  });
});

describe('a table in Markdown', () => {
  it('has numbers at the end, details under their cell, and as many cells as columns', () => {
    expect(
      markdownTable({
        columns: columns('Design', '#$/month'),
        rows: [
          [cell('cks | 3', 'custom key store'), cell('$10,512')],
          [cell('standard'), cell('$1')],
        ],
      }).split('\n'),
    ).toEqual([
      '| Design | $/month |',
      '| --- | ---: |',
      '| cks \\| 3<br>custom key store | $10,512 |',
      '| standard | $1 |',
    ]);
  });
});
