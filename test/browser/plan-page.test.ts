import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/index.ts';
import { FOUND_PLAN, IMPOSSIBLE_PLAN, plannedResult } from '../report/plan-fixture.ts';
import { launchBrowser } from './launch.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
const folder = mkdtempSync(join(tmpdir(), 'cksim-plan-page-'));
const pages = [
  ['found', FOUND_PLAN],
  ['impossible', IMPOSSIBLE_PLAN],
] as const;

let browser: Browser;

beforeAll(async () => {
  for (const [name, plan] of pages) {
    writeFileSync(join(folder, `${name}.html`), renderHtml(plannedResult(plan)));
  }
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

async function open(name: string, width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({
    bypassCSP: true,
    colorScheme,
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
  return page;
}

describe.each(pages)('the page of a plan that is %s', (name) => {
  it.each(['light', 'dark'] as const)(
    'has no accessibility violation in %s',
    async (scheme) => {
      const page = await open(name, 1280, scheme);
      await page.evaluate(
        `document.querySelectorAll('details').forEach((each) => { each.open = true; })`,
      );
      await page.evaluate(axeSource);
      const violations = await page.evaluate<string[]>(
        `axe.run(document).then((found) => found.violations.map((each) => each.id + ': ' + each.nodes[0].html.slice(0, 120)))`,
      );
      expect(violations).toEqual([]);
      await page.context().close();
    },
    30_000,
  );

  it.each([360, 1280])('does not scroll sideways at %d pixels', async (width) => {
    const page = await open(name, width, 'light');
    expect(
      await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      ),
    ).toBe(0);
    await page.context().close();
  });

  it('keeps the labels of its drawings inside them and apart from each other', async () => {
    const page = await open(name, 1280, 'light');
    const wrong = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[id^=plan] .drawing svg')].flatMap((svg) => {
        const frame = svg.getBoundingClientRect();
        const labels = [...svg.querySelectorAll('text')].map((text) => ({ words: text.textContent, box: text.getBoundingClientRect() }));
        return labels.flatMap(({ words, box }, index) => [
          ...(box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1 ? ['outside: ' + words] : []),
          ...labels.slice(index + 1).filter((other) =>
            Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 1 &&
            Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 4,
          ).map((other) => words + ' / ' + other.words),
        ]);
      })`,
    );
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});
