import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/index.ts';
import { fixtureResult } from '../report/fixture.ts';
import { launchBrowser } from './launch.ts';
import { pageAssets } from './page-assets.ts';

const folder = mkdtempSync(join(tmpdir(), 'cksim-interactive-'));
const file = join(folder, 'report.html');
const address = pathToFileURL(file).href;
const html = renderHtml(fixtureResult(), pageAssets);
let browser: Browser;

beforeAll(async () => {
  writeFileSync(file, html);
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** A page on a day on which every fact is old, so that the script's marks tell that it has run. */
async function pageIn2040(): Promise<Page> {
  const page = await browser.newPage();
  await page.clock.install({ time: new Date('2040-01-01T12:00:00Z') });
  return page;
}

describe('the interactive page', () => {
  it('has the same bytes for the same result', () => {
    expect(renderHtml(fixtureResult(), pageAssets)).toBe(html);
  });

  it('runs its own scripts under its own policy, asks for nothing and logs nothing', async () => {
    const page = await pageIn2040();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(address);
    // Nothing marks old facts but the unpacked script.
    await page.waitForSelector('.date + small');
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !/^(data|blob):/.test(url))).toEqual([address]);
    await page.close();
  });

  it('runs no other script, not even one that somebody writes into it', async () => {
    const tampered = join(folder, 'tampered.html');
    writeFileSync(
      tampered,
      html.replace('</main>', "<script>document.title = 'owned'</script></main>"),
    );
    const page = await pageIn2040();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(pathToFileURL(tampered).href);
    await page.waitForSelector('.date + small');
    expect(await page.title()).not.toBe('owned');
    expect(complaints.join(' ')).toContain('Content Security Policy');
    await page.close();
  });

  it('cannot reach a server, whatever its scripts might try', async () => {
    const page = await pageIn2040();
    await page.goto(address);
    const blocked = await page.evaluate<string[]>(`(async () => {
      const blocked = [];
      document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
      await fetch('https://example.com/').catch(() => {});
      await new Promise((done) => {
        const image = new Image();
        image.onload = image.onerror = done;
        image.src = 'https://example.com/x.png';
      });
      return blocked;
    })()`);
    expect(blocked).toEqual(['connect-src', 'img-src']);
    await page.close();
  });

  it('marks facts that are older than half a year on the day it is read', async () => {
    const page = await pageIn2040();
    await page.goto(address);
    await page.waitForSelector('.date + small');
    const dates = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.date')].map((each) => each.nextElementSibling?.textContent ?? '')`,
    );
    expect(dates.length).toBeGreaterThan(0);
    expect(dates.every((text) => /^\d,\d{3} days old$/.test(text))).toBe(true);
    await page.close();
  });
});
