import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../src/report/index.ts';
import { fixtureResult } from '../fixture.ts';

const page = renderHtml(fixtureResult());

/** What a hostile or careless author may put into any text of a scenario. */
export const HOSTILE = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  `"><svg onload=alert(3)> ' " & {{7*7}} \${7*7}`,
  '</title></style><h1>owned</h1>',
  '\u202Eright to left\u202C עברית',
  '🔐👩‍💻',
] as const;

describe('renderHtml', () => {
  it('gives the same bytes for the same result', () => {
    expect(renderHtml(fixtureResult())).toBe(page);
  });

  it('stays below 500 kB for eight designs at six loads', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(500_000);
  });

  it('stays below 500 kB for a study the size of the flagship', () => {
    // Thirteen designs at three loads, as scenario 01 has them.
    const flagship = renderHtml(
      fixtureResult({ hsmCounts: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], loads: [0.5, 1, 2.1] }),
    );
    expect(flagship.match(/<section /g)!.length).toBeGreaterThan(9);
    expect(Buffer.byteLength(flagship)).toBeGreaterThan(150_000);
    expect(Buffer.byteLength(flagship)).toBeLessThan(500_000);
  });

  it('says a long source once where the row above has the same', () => {
    const result = fixtureResult({ loads: [1], hsmCounts: [2] });
    const source =
      'a price list whose address, date and file are a sentence of their own, ten words long';
    const [first] = result.assumptions;
    const html = renderHtml({
      ...result,
      assumptions: ['a', 'b', 'c'].map((name) => ({ ...first!, name, source })),
    });
    expect(html.split(source)).toHaveLength(2);
    expect(html.split('as above')).toHaveLength(3);
    expect(page).not.toContain('as above');
  });

  it('forbids everything but inline styles, right after the character set', () => {
    expect(page).toContain(
      '<head><meta charset="utf-8"/><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"/>'.replaceAll(
        '&#39;',
        "'",
      ),
    );
  });

  it('has no script and refers to nothing outside itself', () => {
    expect(page).not.toMatch(/<script|javascript:|@import|url\(/i);
    const addresses = page.match(/(?:https?:)?\/\/[a-z0-9.-]+\.[a-z]+[^\s"'<)]*/gi) ?? [];
    // The name of SVG's namespace is not an address that anything fetches.
    expect(addresses.filter((address) => !address.endsWith('www.w3.org/2000/svg'))).toEqual([]);
    const links = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !link.startsWith('#') && link !== 'data:,')).toEqual([]);
  });

  it('has one h1, and no heading level is skipped', () => {
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((above, level) => {
      expect(level).toBeLessThanOrEqual(above + 1);
      return level;
    }, 0);
  });

  it('shows hostile text as text, wherever it stands', () => {
    for (const text of HOSTILE) {
      const html = renderHtml(
        fixtureResult({
          title: text,
          question: text,
          notes: [text],
          cksName: text,
          faultName: text,
          loads: [1],
          hsmCounts: [2, 3],
          windowCount: 20,
        }),
      );
      expect(html).not.toMatch(/<script|<img|<h1>owned|<svg onload/i);
      expect(html.match(/<\/style>/g)).toHaveLength(1);
      expect(html.match(/<\/title>/g)).toHaveLength(1);
    }
  });

  it('survives a title of ten thousand characters without spaces', () => {
    const long = 'x'.repeat(10_000);
    const html = renderHtml(
      fixtureResult({ title: long, cksName: long, loads: [1], hsmCounts: [2] }),
    );
    expect(html).toContain(long);
    const drawings = html.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
    expect(drawings.length).toBeGreaterThan(0);
    // Labels in drawings are cut; no name may stretch one.
    for (const drawing of drawings) expect(drawing).not.toContain('x'.repeat(40));
  });
});
