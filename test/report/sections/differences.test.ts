import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/plan/index.ts';
import { buildDocument } from '../../../src/report/build-document.ts';
import { readResult } from '../../../src/report/designs.ts';
import { tablesOf } from '../../../src/report/document.ts';
import { renderHtml } from '../../../src/report/index.ts';
import { differencesSection } from '../../../src/report/sections/differences.ts';
import { withDifferences } from '../difference-fixture.ts';
import { fixtureResult } from '../fixture.ts';

const sectionOf = (result: Result) => differencesSection(readResult(result));
const rowsOf = (result: Result, id: string) =>
  tablesOf(sectionOf(result)!)
    .find((table) => table.id === id)!
    .rows.map((row) => row.map(({ text }) => text).join(' | '));

describe('the section on differences', () => {
  it('is missing where there is nothing to compare', () => {
    expect(sectionOf(fixtureResult())).toBe(null);
  });

  it('stands after the money and the audit trail that is paid for', () => {
    const ids = buildDocument(withDifferences()).sections.map(({ id }) => id);
    expect(ids.slice(ids.indexOf('money'), ids.indexOf('differences') + 1)).toEqual([
      'money',
      'audit',
      'differences',
    ]);
  });

  it('begins with the designs next to that of the verdict', () => {
    expect(sectionOf(withDifferences())!.sentence).toBe(
      'cks hsms=3, the next cheaper than cks hsms=4, costs $1,168 less a month; p99 latency: 3.10 ± 0.20 ms more. ' +
        'cks hsms=5, the next dearer than cks hsms=4, costs $1,168 more a month; p99 latency: no detectable difference (less than ±0.3 ms).',
    );
  });

  it('counts the designs that differ where none is next', () => {
    const result = withDifferences();
    const alone = {
      ...result,
      stores: result.stores.map((store) => ({ ...store, eligible: false })),
    };
    // Five designs have fewer HSMs: two of the key store, two direct ones, and the standard store.
    expect(sectionOf(alone)!.sentence).toBe(
      'Against cks hsms=4, 5 of the 7 other designs show a difference in speed or success that is more than chance.',
    );
  });

  it('says how much pairing narrowed the intervals', () => {
    expect(sectionOf(withDifferences())!.blocks[0]).toEqual({
      kind: 'prose',
      paragraphs: [
        'The same random numbers for all designs make the intervals of their differences narrower (below 1×: wider): mean latency 1.1× to 5× and p99 latency 2×.',
      ],
    });
  });

  it('shows what differs and folds the rest', () => {
    const result = withDifferences();
    expect(rowsOf(result, 'differences')).toContain(
      'cks hsms=3 | p99 latency | 20.0 ms → 23.1 ms | 3.10 ± 0.20 ms more | 2×',
    );
    expect(rowsOf(result, 'differences')).toContain(
      'cks hsms=3 | cost | $7,000 → $5,832 | $1,168 less | –',
    );
    expect(rowsOf(result, 'differences').join()).not.toContain('no detectable');
    expect(rowsOf(result, 'differences-rest')).toContain(
      'cks hsms=5 | p99 latency | 20.0 ms → 20.0 ms | no detectable difference (less than ±0.3 ms) | 2×',
    );
    const folded = tablesOf(sectionOf(result)!).map(({ id, isFolded }) => [id, isFolded]);
    expect(folded).toEqual([
      ['differences', false],
      ['differences-rest', true],
    ]);
  });

  it('folds nothing away where nothing differs', () => {
    const still = withDifferences((own) => ({
      ...own,
      metrics: own.metrics.filter(({ verdict }) => verdict === 'none'),
    }));
    expect(tablesOf(sectionOf(still)!).map(({ id, isFolded }) => [id, isFolded])).toEqual([
      ['differences-rest', false],
    ]);
  });

  it('explains common random numbers, and reaches the page', () => {
    const { howToRead } = sectionOf(withDifferences())!;
    expect(howToRead[0]).toMatch(/same random numbers: .* cancels in their difference/);
    expect(howToRead[1]).toContain('95 % interval');
    expect(renderHtml(withDifferences())).toContain('What the other designs do differently');
  });
});
