import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/index.ts';
import { fixtureResult } from '../report/fixture.ts';
import { launchBrowser } from './launch.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const folder = mkdtempSync(join(tmpdir(), 'cksim-report-'));
const file = join(folder, 'report.html');
const hostileFile = join(folder, 'hostile.html');
let browser: Browser;

beforeAll(async () => {
  writeFileSync(file, renderHtml(fixtureResult()));
  const hostile = `<img src=x onerror="document.title='owned'"></script>${'x'.repeat(2000)}\u202Eabc`;
  writeFileSync(
    hostileFile,
    renderHtml(
      fixtureResult({
        title: hostile,
        question: hostile,
        notes: [hostile],
        cksName: hostile,
        faultName: hostile,
        loads: [0.5, 1],
        hsmCounts: [2, 3],
      }),
    ),
  );
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  readonly complaints: string[];
  readonly requests: string[];
}

async function open(
  path: string,
  options: { readonly colorScheme?: 'light' | 'dark'; readonly width?: number } = {},
): Promise<Opened> {
  const context = await browser.newContext({
    bypassCSP: true,
    colorScheme: options.colorScheme ?? 'light',
    viewport: { width: options.width ?? 1280, height: 900 },
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(path).href);
  return { page, complaints, requests };
}

/** Runs axe in the page; gives one line for each violation. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate<string[]>(
    `axe.run(document).then((found) => found.violations.map((each) => each.id + ': ' + each.nodes.map((node) => node.html.slice(0, 120) + ' ' + node.failureSummary).join(' | ')))`,
  );
}

const sidewaysOverflow =
  'document.documentElement.scrollWidth - document.documentElement.clientWidth';

describe('the report page in Chromium, opened from a file', () => {
  it('asks for nothing but itself and logs nothing', async () => {
    const { page, complaints, requests } = await open(file);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(file).href]);
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)(
    'has no accessibility violation in %s',
    async (colorScheme) => {
      const { page } = await open(file, { colorScheme });
      // Folded tables count as well.
      await page.evaluate(
        `document.querySelectorAll('details').forEach((each) => { each.open = true; })`,
      );
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    },
    30_000,
  );

  it.each([360, 390, 768, 1280])('does not scroll sideways at %d pixels', async (width) => {
    for (const path of [file, hostileFile]) {
      const { page } = await open(path, { width });
      expect(await page.evaluate(sidewaysOverflow)).toBe(0);
      await page.context().close();
    }
  });

  it('shows figures in the dark in dark colours, and in print in light ones', async () => {
    const { page } = await open(file, { colorScheme: 'dark' });
    const inkOfLabel = `getComputedStyle(document.querySelector('#p99-by-load svg text')).fill`;
    const dark = await page.evaluate<string>(inkOfLabel);
    await page.emulateMedia({ media: 'print' });
    const printed = await page.evaluate<string>(inkOfLabel);
    expect(dark).toBe('rgb(165, 176, 187)');
    expect(printed).toBe('rgb(86, 97, 109)');
    await page.context().close();
  });

  it('prints the tables that are folded on the screen', async () => {
    const { page } = await open(file);
    const shownHeight = `(() => {
      const details = document.querySelector('#p99-by-load details');
      return details.getBoundingClientRect().height;
    })()`;
    const folded = await page.evaluate<number>(shownHeight);
    await page.emulateMedia({ media: 'print' });
    // Eight rows and a header add more than this, whatever the font.
    expect(await page.evaluate<number>(shownHeight)).toBeGreaterThan(folded + 150);
    await page.context().close();
  });

  it('prints every table within the width of an A4 page', async () => {
    // 210 mm less two margins of 16 mm, at 96 pixels an inch.
    const width = Math.floor(((210 - 2 * 16) / 25.4) * 96);
    const { page } = await open(file, { width });
    await page.emulateMedia({ media: 'print' });
    expect(
      await page.evaluate<string[]>(
        `[...document.querySelectorAll('table')].filter((table) => table.getBoundingClientRect().right > ${width} + 1).map((table) => table.caption.textContent)`,
      ),
    ).toEqual([]);
    await page.context().close();
  });

  it('keeps the labels of every drawing inside it', async () => {
    const { page } = await open(file);
    const outside = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.drawing svg')].flatMap((svg) => {
        const frame = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('text')].filter((text) => {
          const box = text.getBoundingClientRect();
          return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
        }).map((text) => text.textContent);
      })`,
    );
    expect(outside).toEqual([]);
    await page.context().close();
  });

  it('lets no two labels of a drawing overlap', async () => {
    const { page } = await open(file);
    const overlaps = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.drawing svg')].flatMap((svg) => {
        const boxes = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
        return boxes.flatMap((a, index) => boxes.slice(index + 1).filter((b) =>
          Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 1 &&
          Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 4,
        ).map((b) => a.text + ' / ' + b.text));
      })`,
    );
    expect(overlaps).toEqual([]);
    await page.context().close();
  });

  it('shows hostile names as text and runs none of it', async () => {
    const { page, complaints, requests } = await open(hostileFile);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('data:'))).toHaveLength(1);
    expect(await page.title()).toContain('<img src=x onerror');
    // The name ends in an override of direction; our words behind it must stay legible.
    expect(await page.evaluate<string>(`document.body.innerText`)).not.toMatch(/[\u202a-\u202e]/);
    expect(await page.evaluate(`document.querySelectorAll('img, script').length`)).toBe(0);
    await page.context().close();
  });
});
