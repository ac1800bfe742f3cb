import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/plan/index.ts';
import { renderHtml } from '../../src/report/index.ts';
import { Desk } from '../cli/cksim.ts';
import { fixtureResult } from '../report/fixture.ts';
import { FOUND_PLAN, plannedResult } from '../report/plan-fixture.ts';
import { launchBrowser } from './launch.ts';
import { showPage, sidewaysOverflow, violations, type ShownPage } from './shown-page.ts';

const WHATIF_SCENARIO = resolve(import.meta.dirname, '../../scenarios/04-az-loss-2-vs-3-hsms.yaml');

let browser: Browser;
const pages = new Map<string, string>();

beforeAll(async () => {
  pages.set('a made-up study', renderHtml(fixtureResult()));
  pages.set('a made-up plan', renderHtml(plannedResult(FOUND_PLAN)));
  const desk = new Desk();
  // Two replications, the least a pair takes, have every section and figure of the shipped scenario.
  desk.cksim(
    'whatif',
    WHATIF_SCENARIO,
    '--quiet',
    '--set-all',
    'run.replications=2',
    '--html',
    'a.html',
    '--json',
    'a.json',
  );
  const simulated: Result = desk.result('a.json');
  pages.set('a simulated what-if', renderHtml(simulated));
  desk.clear();
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser?.close();
});

const KINDS = ['a made-up study', 'a made-up plan', 'a simulated what-if'] as const;

function show(kind: string, options: BrowserContextOptions = {}): Promise<ShownPage> {
  const html = pages.get(kind);
  if (html === undefined) throw new Error(`no page of ${kind}`);
  return showPage(browser, html, options);
}

/** What has the focus, in short. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>(
    `(() => { const it = document.activeElement; return it.tagName + ' ' + (it.getAttribute('href') ?? it.getAttribute('aria-label') ?? it.textContent).slice(0, 60); })()`,
  );
}

describe.each(KINDS)('the page of %s', (kind) => {
  it.each(['light', 'dark'] as const)(
    'has no violation that axe knows of in %s',
    async (colorScheme) => {
      const shown = await show(kind, { colorScheme, bypassCSP: true });
      expect(await violations(shown.page)).toEqual([]);
      await shown.close();
    },
  );

  it('says its language, its parts, and its headings in their order', async () => {
    const shown = await show(kind);
    const parts = await shown.page.evaluate<Record<string, unknown>>(`({
      lang: document.documentElement.lang,
      parts: ['header', 'nav', 'main', 'footer'].map((name) => document.querySelectorAll('body > ' + name).length),
      unnamed: [...document.querySelectorAll('section, figure, nav')].filter((each) =>
        !each.getAttribute('aria-label') && !document.getElementById(each.getAttribute('aria-labelledby'))?.textContent.trim()).length,
      sections: document.querySelectorAll('section').length,
      headings: [...document.querySelectorAll('section > h2')].length,
      links: [...document.querySelectorAll('nav a')].filter((link) => document.querySelector(link.getAttribute('href')) === null).length,
    })`);
    expect(parts).toEqual({
      lang: 'en',
      parts: [1, 1, 1, 1],
      unnamed: 0,
      sections: parts['headings'],
      headings: parts['headings'],
      links: 0,
    });
    expect(parts['sections']).toBeGreaterThan(5);
    await shown.close();
  });

  it('gives every section a sentence, and how to read it', async () => {
    const shown = await show(kind);
    expect(
      await shown.page.evaluate<string[]>(
        `[...document.querySelectorAll('section')].filter((each) => !each.querySelector(':scope > .finding')?.textContent.trim() || !each.querySelector(':scope > .how li')).map((each) => each.id)`,
      ),
    ).toEqual([]);
    await shown.close();
  });

  it('is read with the keyboard alone: skip link first, then links, folds and scrolling parts in the order of the page', async () => {
    const shown = await show(kind, { reducedMotion: 'reduce' });
    const { page } = shown;
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(/^A #/);
    expect(await page.isVisible('.skip:focus')).toBe(true);
    await page.keyboard.press('Enter');
    const first = await page.evaluate<string>(`document.querySelector('section').id`);
    expect(await page.evaluate<string>('location.hash')).toBe(`#${first}`);
    expect(
      await page.evaluate<boolean>(
        `(() => { const top = document.querySelector('section').getBoundingClientRect().top; return top >= 0 && top < 100; })()`,
      ),
    ).toBe(true);
    // Whatever scrolls on its own can be reached and has a name.
    expect(
      await page.evaluate<string[]>(
        `[...document.querySelectorAll('body *')].filter((each) => {
          const style = getComputedStyle(each);
          return /auto|scroll/.test(style.overflowX + style.overflowY) && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
            && (each.tabIndex < 0 || !each.getAttribute('aria-label'));
        }).map((each) => each.outerHTML.slice(0, 100))`,
      ),
    ).toEqual([]);
    // Nothing jumps the queue.
    expect(
      await page.evaluate<number>(
        `[...document.querySelectorAll('[tabindex]')].filter((each) => each.tabIndex > 0).length`,
      ),
    ).toBe(0);
    // From a summary the keyboard opens its table.
    await page.focus('summary');
    await page.keyboard.press('Enter');
    expect(
      await page.evaluate<boolean>(`document.querySelector('summary').parentElement.open`),
    ).toBe(true);
    await shown.close();
  });

  it.each(['light', 'dark'] as const)('shows where the focus is, in %s', async (colorScheme) => {
    const shown = await show(kind, { colorScheme });
    await shown.page.keyboard.press('Tab');
    for (let step = 0; step < 30; step += 1) {
      await shown.page.keyboard.press('Tab');
      const outline = await shown.page.evaluate<string>(
        `(() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle + ' ' + style.outlineWidth; })()`,
      );
      expect(outline).toBe('solid 3px');
    }
    await shown.close();
  });

  it('shows all figures and tables with scripts off, and unfolds by itself', async () => {
    const shown = await show(kind, { javaScriptEnabled: false });
    const drawings = shown.page.locator('.drawing > svg');
    expect(await drawings.count()).toBeGreaterThan(3);
    for (const drawing of await drawings.all()) expect(await drawing.isVisible()).toBe(true);
    const fold = shown.page.locator('details').first();
    expect(await fold.locator('table').isVisible()).toBe(false);
    await fold.locator('summary').click();
    expect(await fold.locator('table').isVisible()).toBe(true);
    await shown.close();
  });

  it('keeps still for readers who asked for it', async () => {
    const moving = `[...document.querySelectorAll('html, body *')].filter((each) => {
      const style = getComputedStyle(each);
      return style.scrollBehavior === 'smooth' || style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
    }).length`;
    const lively = await show(kind, { reducedMotion: 'no-preference' });
    expect(await lively.page.evaluate<number>(moving)).toBe(1);
    await lively.close();
    const still = await show(kind, { reducedMotion: 'reduce' });
    expect(await still.page.evaluate<number>(moving)).toBe(0);
    await still.close();
  });

  it.each(['light', 'dark'] as const)(
    'keeps its drawings in forced colours, %s',
    async (colorScheme) => {
      const shown = await show(kind, { forcedColors: 'active', colorScheme });
      const faint = await shown.page.evaluate<string[]>(`(() => {
      const light = (colour) => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number); return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255; };
      return [...document.querySelectorAll('.drawing')].flatMap((drawing) => {
        const paper = light(getComputedStyle(drawing).backgroundColor);
        if (/, 0\\)$/.test(getComputedStyle(drawing).backgroundColor)) return ['no paper of its own'];
        return [...drawing.querySelectorAll('text')].filter((each) => Math.abs(light(getComputedStyle(each).fill) - paper) < 0.3).map((each) => each.textContent);
      });
    })()`);
      expect(faint).toEqual([]);
      // Hues of the lines stay apart: they are not all forced to one colour.
      expect(
        await shown.page.evaluate<number>(
          `new Set([...document.querySelectorAll('.drawing [stroke]')].map((each) => getComputedStyle(each).stroke)).size`,
        ),
      ).toBeGreaterThan(2);
      await shown.close();
    },
  );

  it.each([
    ['zoomed to 200 % on a small laptop', 640],
    ['on the narrowest phone', 320],
  ])('does not scroll sideways %s', async (_, width) => {
    const shown = await show(kind, { viewport: { width, height: 512 } });
    expect(await sidewaysOverflow(shown.page)).toBe(0);
    await shown.close();
  });

  it('shows the date of every input', async () => {
    const shown = await show(kind);
    const dates = await shown.page.$$eval('#question .date', (each) =>
      each.map((cell) => cell.textContent ?? ''),
    );
    expect(dates.length).toBeGreaterThan(1);
    for (const date of dates) expect(date).toMatch(/^\d{4}-\d{2}(?:-\d{2})?$/);
    await shown.close();
  });
});
