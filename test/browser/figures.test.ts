import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../src/plan/index.ts';
import { renderHtml } from '../../src/report/index.ts';
import { fixtureResult } from '../report/fixture.ts';
import { plannedResult } from '../report/plan-fixture.ts';
import { MOVED_RESULT } from '../report/sensitivity-fixture.ts';
import { sweptResult } from '../report/sweep-fixture.ts';
import { launchBrowser } from './launch.ts';
import { pageAssets } from './page-assets.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
const HOSTILE = `<img src=x onerror="document.title='owned'"> hsms`;
const RESULTS: Readonly<Record<string, Result>> = {
  run: MOVED_RESULT,
  plan: plannedResult(),
  sweep: sweptResult(),
  hostile: fixtureResult({ cksName: HOSTILE, loads: [0.5, 1, 2], hsmCounts: [2, 3] }),
};

const folder = mkdtempSync(join(tmpdir(), 'cksim-figures-'));
let browser: Browser;

beforeAll(async () => {
  for (const [name, result] of Object.entries(RESULTS)) {
    writeFileSync(join(folder, `${name}.html`), renderHtml(result, pageAssets));
  }
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  readonly complaints: string[];
}

/** `figure`: brings only this one to life; null: all. */
async function open(
  name: string,
  figure: string | null = '#p99-by-load',
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Opened> {
  const context = await browser.newContext({
    colorScheme,
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
  await (figure === null ? enlivenAll(page) : enliven(page, figure));
  return { page, complaints };
}

async function enliven(page: Page, figure: string): Promise<void> {
  await page.locator('.theme').waitFor();
  await page.locator(figure).scrollIntoViewIfNeeded();
  await page.locator(`${figure} .tools`).waitFor();
}

/** Scrolls through the page, as a reader does, until every figure is alive. */
async function enlivenAll(page: Page): Promise<void> {
  await page.locator('.theme').waitFor();
  await page.evaluate(`(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 1000) {
      scrollTo({ top: y, behavior: 'instant' });
      await new Promise(requestAnimationFrame);
      await new Promise((next) => setTimeout(next, 0));
    }
    scrollTo({ top: 0, behavior: 'instant' });
  })()`);
  await expect
    .poll(() => page.locator('.tools').count())
    .toBe(await page.locator('.drawing').count());
}

/** Sizes and labels of every drawing. */
const SHAPES = `[...document.querySelectorAll('.drawing svg')].map((svg) => ({
  size: svg.getAttribute('viewBox') ?? '0 0 ' + svg.getAttribute('width') + ' ' + svg.getAttribute('height'),
  labels: [...svg.querySelectorAll('text')].map((text) => text.textContent).sort().join('|'),
  height: Math.round(svg.getBoundingClientRect().height),
}))`;

describe.each(Object.keys(RESULTS))('the figures of a page of a %s', (name) => {
  it('come to life under the page’s policy without a word, and look as before', async () => {
    const still = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 1280, height: 900 },
    });
    const before = await still.newPage();
    await before.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    // Playwright may evaluate where pages may not run scripts.
    const drawn = await before.evaluate(SHAPES);
    await still.close();
    const { page, complaints } = await open(name, null);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(SHAPES)).toEqual(drawn);
    await page.context().close();
  });
});

describe('a live figure', () => {
  it('tells the design, the place and the value of what a pointer touches', async () => {
    const { page } = await open('run');
    const dot = page.locator('#p99-by-load .mark-symbol path').first();
    await dot.hover({ force: true });
    const tip = page.locator('.tip');
    await tip.waitFor();
    expect(await tip.textContent()).toMatch(/^\S.*\n.*load.*\n[\d.,]+.* m?s$/);
    await page.keyboard.press('Escape');
    expect(await tip.isVisible()).toBe(false);
    await page.context().close();
  });

  it('tells values of a dense curve, where there are no dots', async () => {
    const { page } = await open('run', '#percentile-curve');
    await page.locator('#percentile-curve .mark-symbol path').nth(20).hover({ force: true });
    expect(await page.locator('.tip').textContent()).toContain('of the calls are at least as fast');
    await page.context().close();
  });

  it('hides a line and its label, and shows them again', async () => {
    const { page } = await open('run');
    const figure = page.locator('#p99-by-load');
    const button = figure.locator('.lines button').first();
    const name = await button.innerText();
    const label = figure
      .locator('.drawing text')
      .filter({ hasText: new RegExp(`^${name.trim()}$`) });
    expect(await label.count()).toBe(1);
    const lines = await figure.locator('.mark-line path').count();
    await button.press('Enter');
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    await expect.poll(() => label.count()).toBe(0);
    await expect.poll(() => figure.locator('.mark-line path').count()).toBe(lines - 1);
    await figure.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => label.count()).toBe(1);
    await page.context().close();
  });

  it('changes its axis, and lines that were hidden stay hidden', async () => {
    const { page } = await open('run');
    const figure = page.locator('#p99-by-load');
    await figure.locator('.lines button').first().click();
    const shown = await figure.locator('.drawing text').filter({ hasText: 'hsms' }).count();
    await figure.getByRole('button', { name: 'Linear axis' }).click();
    await expect
      .poll(() => figure.locator('.drawing text').first().textContent())
      .not.toContain('logarithmic');
    const title = figure.locator('.drawing text').filter({ hasText: '99th percentile' });
    expect(await title.textContent()).toBe('99th percentile of latency');
    expect(await figure.locator('.drawing text').filter({ hasText: 'hsms' }).count()).toBe(shown);
    await page.context().close();
  });

  it('saves itself as an SVG that stands alone', async () => {
    const { page } = await open('run');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#p99-by-load').getByRole('button', { name: 'Save as SVG' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('p99-by-load.svg');
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain('xmlns="http://www.w3.org/2000/svg"');
    expect(text).toContain('99th percentile of latency');
    await page.context().close();
  });

  it('shows hostile names as text, in buttons, labels and tooltips', async () => {
    const { page, complaints } = await open('hostile');
    await page.locator('#p99-by-load .mark-symbol path').last().hover({ force: true });
    expect(await page.locator('#p99-by-load .lines').innerText()).toContain('<img src=x');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).not.toBe('owned');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)('has no accessibility violation in %s', async (scheme) => {
    const context = await browser.newContext({
      bypassCSP: true,
      colorScheme: scheme,
      viewport: { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(folder, 'run.html')).href);
    await enlivenAll(page);
    await page.evaluate(axeSource);
    const violations = await page.evaluate<string[]>(
      `axe.run(document).then((found) => found.violations.map((each) => each.id + ': ' + each.nodes[0].html.slice(0, 160) + each.nodes[0].failureSummary))`,
    );
    expect(violations).toEqual([]);
    await context.close();
  });
});

describe('the page', () => {
  it('changes its colours on demand and remembers it; print stays light', async () => {
    const { page } = await open('run');
    const ink = `getComputedStyle(document.querySelector('#p99-by-load .drawing text')).fill`;
    const light = await page.evaluate(ink);
    await page.getByLabel('Colours').selectOption('dark');
    const dark = await page.evaluate(ink);
    expect(dark).not.toBe(light);
    await page.reload();
    await page.locator('.theme').waitFor();
    expect(await page.evaluate(ink)).toBe(dark);
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(ink)).toBe(light);
    expect(await page.locator('.tools').first().isVisible()).toBe(false);
    await page.context().close();
  });

  it('stays light on a dark system for readers who want it so', async () => {
    const { page } = await open('run', '#p99-by-load', 'dark');
    const paper = `getComputedStyle(document.body).backgroundColor`;
    expect(await page.evaluate(paper)).toBe('rgb(23, 28, 34)');
    await page.getByLabel('Colours').selectOption('light');
    expect(await page.evaluate(paper)).toBe('rgb(254, 254, 254)');
    await page.context().close();
  });

  it('saves what a table shows as CSV', async () => {
    const { page } = await open('run');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: /^Save as CSV: / })
        .first()
        .click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^[a-z0-9-]+\.csv$/);
    const rows = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    const table = page.locator('table').first();
    expect(rows).toHaveLength(await table.locator('tr').count());
    expect(rows[0]).toContain(await table.locator('th').nth(1).innerText());
    await page.context().close();
  });
});
