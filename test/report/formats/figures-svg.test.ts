import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderFigures } from '../../../src/report/index.ts';
import { buildDocument } from '../../../src/report/build-document.ts';
import { figuresOf } from '../../../src/report/document.ts';
import { launchBrowser } from '../../browser/launch.ts';
import { fixtureResult } from '../fixture.ts';

const HOSTILE = 'a <b> & "c" \u0007 \ud800 ]]> </svg>';
const result = fixtureResult({ loads: [0.5, 1], hsmCounts: [2, 3] });
const hostile = fixtureResult({ loads: [0.5, 1], hsmCounts: [2, 3], cksName: HOSTILE });

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
});

afterAll(() => browser.close());

/** Reads the text as XML, as an image viewer does; throws where it is none. */
async function parsed(svg: string): Promise<{ title: string; description: string; fonts: string }> {
  return page.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
    const problem = root.ownerDocument.querySelector('parsererror')?.textContent;
    if (problem !== undefined && problem !== null) throw new Error(problem);
    if (root.namespaceURI !== 'http://www.w3.org/2000/svg') throw new Error('not SVG');
    return {
      title: root.querySelector(':scope > title')?.textContent ?? '',
      description: root.querySelector(':scope > desc')?.textContent ?? '',
      fonts: root.getAttribute('font-family') ?? '',
    };
  }, svg);
}

describe('renderFigures', () => {
  it('makes a file of each figure of the report, named after its anchor in the page', () => {
    const ids = buildDocument(result)
      .sections.flatMap(figuresOf)
      .map(({ id }) => `${id}.svg`);
    expect([...renderFigures(result).keys()]).toEqual(ids);
    expect(ids.length).toBeGreaterThan(3);
    for (const name of ids) expect(name).toMatch(/^[\w-]+\.svg$/);
  });

  it('is XML that stands alone, with the caption as its title', async () => {
    for (const { id, caption, description } of buildDocument(result).sections.flatMap(figuresOf)) {
      const read = await parsed(renderFigures(result).get(`${id}.svg`)!);
      expect(read).toMatchObject({ title: caption, description });
      expect(read.fonts).toContain('sans-serif');
    }
  });

  it('is XML whatever a store is called', async () => {
    const all = [...renderFigures(hostile).values()];
    for (const svg of all) await parsed(svg);
    expect(all.some((svg) => svg.includes('&lt;b&gt;'))).toBe(true);
  });

  it('refers to nothing outside of itself', () => {
    const svg = [...renderFigures(result).values()].join('');
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|@import/);
  });
});
