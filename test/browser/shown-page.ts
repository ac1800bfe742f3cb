import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** A page opened from a file, with everything it asked for and complained about. */
export interface ShownPage {
  readonly page: Page;
  readonly complaints: readonly string[];
  /** Addresses asked for, without the page's own and without data inside it. */
  readonly requests: readonly string[];
  /** Dialogs a script opened. */
  readonly dialogs: readonly string[];
  close(): Promise<void>;
}

/** Writes HTML to a file of its own and opens it as a reader would, from the disk. */
export async function showPage(
  browser: Browser,
  html: string,
  options: BrowserContextOptions = {},
): Promise<ShownPage> {
  const folder = mkdtempSync(join(tmpdir(), 'cksim-page-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, html);
  const own = pathToFileURL(file).href;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  const dialogs: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== own && !/^(?:data|blob):/.test(request.url())) {
      requests.push(request.url());
    }
  });
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(own);
  return {
    page,
    complaints,
    requests,
    dialogs,
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** How many pixels the page is wider than its window. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}

/** What axe finds wrong, one line for each rule; all folded parts are opened first. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(
    `document.querySelectorAll('details').forEach((each) => { each.open = true; })`,
  );
  await page.evaluate(axeSource);
  return page.evaluate<string[]>(
    `axe.run(document).then((found) => found.violations.map((each) => each.id + ': ' + each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | ')))`,
  );
}
