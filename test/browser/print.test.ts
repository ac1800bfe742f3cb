import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/plan/index.ts';
import { renderHtml } from '../../src/report/index.ts';
import { fixtureResult } from '../report/fixture.ts';
import { FOUND_PLAN, plannedResult } from '../report/plan-fixture.ts';
import { launchBrowser } from './launch.ts';
import { showPage } from './shown-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
});

/**
 * Marks the start and the end of whatever must stay on one page with an id of its own and a link
 * to it: Chromium writes each target of a link into the PDF with the page it came to stand on.
 * Marks have no size and stand out of the flow, so that they do not move what they mark.
 */
const MARK = `(() => {
  const links = document.createElement('p');
  const mark = (element, id) => {
    const end = element.tagName === 'TR' ? element.lastElementChild : element;
    const start = element.tagName === 'TR' ? element.firstElementChild : element;
    for (const [side, box, place] of [['start', start, 'top'], ['end', end, 'bottom']]) {
      box.style.position = 'relative';
      const spot = document.createElement('span');
      spot.id = 'mark-' + id + '-' + side;
      spot.style.cssText = 'position: absolute; left: 0; width: 1px; height: 1px; ' + place + ': 1px';
      box.append(spot);
      const link = document.createElement('a');
      link.href = '#' + spot.id;
      link.textContent = '.';
      links.append(link);
    }
  };
  let count = 0;
  const all = (kind, selector) => document.querySelectorAll(selector).forEach((element) => mark(element, kind + '_' + ++count));
  all('drawing', '.drawing');
  all('caption', 'figcaption');
  all('row', 'tbody tr');
  all('head', 'thead tr');
  all('numbers', '.numbers');
  all('how', '.how');
  all('finding', '.finding');
  document.querySelectorAll('h2, h3').forEach((heading) => {
    mark(heading, 'heading_' + ++count);
    if (heading.nextElementSibling) mark(heading.nextElementSibling, 'behind_' + count);
  });
  document.querySelectorAll('figure').forEach((figure) => {
    mark(figure.querySelector('figcaption'), 'title_' + ++count);
    mark(figure.querySelector('.drawing'), 'picture_' + count);
  });
  document.querySelectorAll('table').forEach((table) => {
    mark(table.querySelector('thead tr'), 'columns_' + ++count);
    if (table.querySelector('tbody tr')) mark(table.querySelector('tbody tr'), 'first_' + count);
  });
  document.body.append(links);
})()`;

interface Printed {
  readonly pageCount: number;
  /** Page of each mark, from 0. */
  readonly pageOf: ReadonlyMap<string, number>;
}

async function print(page: Page, format: 'A4' | 'Letter'): Promise<Printed> {
  await page.evaluate(MARK);
  const pdf = (await page.pdf({ format, preferCSSPageSize: false })).toString('latin1');
  // Object numbers of the pages in their order, from the tree of pages.
  const objects = new Map(
    [...pdf.matchAll(/^(\d+) 0 obj\s([\s\S]*?)endobj/gm)].map((match) => [match[1]!, match[2]!]),
  );
  const pagesBelow = (id: string): string[] => {
    const kids = /\/Kids\s*\[([^\]]*)\]/.exec(objects.get(id) ?? '')?.[1];
    return kids === undefined
      ? [id]
      : [...kids.matchAll(/(\d+) 0 R/g)].flatMap((kid) => pagesBelow(kid[1]!));
  };
  const root = /\/Type\s*\/Catalog[\s\S]*?\/Pages (\d+) 0 R/.exec(pdf)?.[1] ?? '';
  const pages = pagesBelow(root);
  return {
    pageCount: pages.length,
    pageOf: new Map(
      [...pdf.matchAll(/\/mark-([\w-]+)\s*\[(\d+) 0 R/g)].map((match) => [
        match[1]!,
        pages.indexOf(match[2]!),
      ]),
    ),
  };
}

/** Ids of the marked things of a kind, in their order. */
function idsOf({ pageOf }: Printed, kind: string): string[] {
  return [...pageOf.keys()]
    .filter((name) => name.startsWith(`${kind}_`) && name.endsWith('-start'))
    .map((name) => name.slice(0, -'-start'.length));
}

/** What starts on one page and ends on another. */
function torn(printed: Printed, kind: string): string[] {
  return idsOf(printed, kind).filter(
    (id) => printed.pageOf.get(`${id}-start`) !== printed.pageOf.get(`${id}-end`),
  );
}

const RESULTS: readonly (readonly [string, () => Result, number])[] = [
  ['a run of eight designs at six loads', () => fixtureResult(), 36],
  ['a plan', () => plannedResult(FOUND_PLAN), 30],
];

describe.each(RESULTS)('the printed page of %s', (_, resultOf, mostPages) => {
  it.each(['A4', 'Letter'] as const)(
    'tears no drawing, row, box or heading on %s, and leaves none without what belongs to it',
    async (format) => {
      const shown = await showPage(browser, renderHtml(resultOf()));
      const figureCount = await shown.page.evaluate<number>(
        `document.querySelectorAll('.drawing svg').length`,
      );
      const rowCount = await shown.page.evaluate<number>(
        `document.querySelectorAll('tbody tr').length`,
      );
      const printed = await print(shown.page, format);
      // The marks were found, also those of tables that are folded on a screen.
      expect(idsOf(printed, 'drawing')).toHaveLength(figureCount);
      expect(idsOf(printed, 'row')).toHaveLength(rowCount);
      expect([...printed.pageOf.values()].every((page) => page >= 0)).toBe(true);
      expect(Math.max(...printed.pageOf.values())).toBeGreaterThan(5);
      for (const kind of [
        'drawing',
        'caption',
        'row',
        'head',
        'numbers',
        'how',
        'finding',
        'heading',
      ]) {
        expect(torn(printed, kind)).toEqual([]);
      }
      const alone = (what: string, behind: string): string[] =>
        idsOf(printed, what).filter((id) => {
          const next = printed.pageOf.get(`${behind}_${id.split('_')[1]!}-start`);
          return next !== undefined && next !== printed.pageOf.get(`${id}-end`);
        });
      expect(alone('heading', 'behind')).toEqual([]);
      expect(alone('columns', 'first')).toEqual([]);
      expect(alone('title', 'picture')).toEqual([]);
      expect(printed.pageCount).toBeLessThanOrEqual(mostPages);
      await shown.close();
    },
    60_000,
  );
});

describe('the first printed page', () => {
  it('says what was asked and what the answer is, in words and numbers', async () => {
    const shown = await showPage(browser, renderHtml(fixtureResult()));
    const printed = await print(shown.page, 'A4');
    expect(printed.pageOf.get(`${idsOf(printed, 'finding')[0]!}-end`)).toBe(0);
    expect(printed.pageOf.get(`${idsOf(printed, 'numbers')[0]!}-end`)).toBe(0);
    await shown.close();
  }, 60_000);
});

describe('the print style', () => {
  it('shows paper colours to a reader in the dark, and none of what only a screen can use', async () => {
    const shown = await showPage(browser, renderHtml(fixtureResult()), { colorScheme: 'dark' });
    await shown.page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const seen = await shown.page.evaluate<Record<string, string>>(`(() => {
      const style = (selector) => getComputedStyle(document.querySelector(selector));
      return {
        ink: style('body').color,
        summary: style('summary').color,
        nav: style('nav').display,
        skip: style('.skip').display,
        head: style('thead').display,
      };
    })()`);
    expect(seen).toEqual({
      ink: 'rgb(28, 37, 48)',
      summary: 'rgb(28, 37, 48)',
      nav: 'none',
      skip: 'none',
      // Browsers repeat such a group on each page that its table runs on to.
      head: 'table-header-group',
    });
    await shown.close();
  });
});
