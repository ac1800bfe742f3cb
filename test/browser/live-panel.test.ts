import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { LivePart, Result } from '../../src/plan/index.ts';
import { launchBrowser } from './launch.ts';
import { liveResult, writePage } from './live-page.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

const folder = mkdtempSync(join(tmpdir(), 'cksim-live-'));
let browser: Browser;
let result: Result;
let file: string;
const opened: Page[] = [];

beforeAll(async () => {
  result = await liveResult();
  file = writePage(folder, 'live.html', result);
  browser = await launchBrowser();
}, 60_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

interface Opening {
  readonly path?: string;
  readonly fragment?: string;
  readonly width?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly bypassCSP?: boolean;
}

async function open({ path = file, fragment = '', width = 1280, ...own }: Opening = {}) {
  const { colorScheme = 'light', bypassCSP = false } = own;
  const context = await browser.newContext({
    bypassCSP,
    colorScheme,
    viewport: { width, height: 900 },
  });
  const page = await context.newPage();
  opened.push(page);
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(`${pathToFileURL(path).href}${fragment}`);
  await toggleOf(page).waitFor();
  return { page, complaints, requests };
}

const toggleOf = (page: Page | Frame): Locator =>
  page.getByRole('button', { name: 'And at twice the load?' });
const slider = (page: Page | Frame, name: string): Locator => page.getByRole('slider', { name });
const figure = (page: Page | Frame, row: string, column: string): Locator =>
  page.getByRole('row', { name: row }).locator(`[data-label="${column}"]`);
const objective = (page: Page | Frame, rule: string): Locator =>
  page
    .getByRole('region', { name: 'Simulate in this page' })
    .getByRole('listitem')
    .filter({ hasText: rule });

/** Waits for the last replication of the present position. */
async function settled(page: Page | Frame): Promise<void> {
  await page.locator('.live-results[aria-busy=false]').waitFor();
  await page.locator('.live-progress', { hasText: 'final' }).waitFor();
}

/** A slider moved as a hand would, to a value of its own scale. */
async function move(page: Page | Frame, name: string, value: number): Promise<void> {
  await slider(page, name).fill(String(value));
}

/** A copy of the result with a part of what the page simulates on changed. */
function withPart(change: (part: LivePart) => LivePart): Result {
  return { ...result, live: change(result.live!) };
}

describe('the panel that simulates in the page', () => {
  it('is a bar at the foot of the screen that opens and closes by keyboard, the focus staying', async () => {
    const { page } = await open();
    const toggle = toggleOf(page);
    const hasFocus = () => toggle.evaluate((own) => own.matches(':focus'));
    const box = (await toggle.boundingBox())!;
    expect(box.y + box.height).toBeGreaterThan(850);
    expect(await slider(page, 'Load').isVisible()).toBe(false);
    await toggle.focus();
    await page.keyboard.press('Enter');
    expect(await toggle.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await slider(page, 'Load').evaluate((own) => own.matches(':focus'))).toBe(true);
    await page.keyboard.press('ArrowRight');
    // The next step of the scale, which is read out with its unit.
    expect(await slider(page, 'Load').getAttribute('aria-valuetext')).toMatch(
      /^1\.05 times the scenario’s load/,
    );
    await page.keyboard.press('Escape');
    expect(await toggle.getAttribute('aria-expanded')).toBe('false');
    expect(await hasFocus()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await slider(page, 'Load').isVisible()).toBe(false);
    expect(await hasFocus()).toBe(true);
  });

  it('says what it is about, and which objectives it cannot judge', async () => {
    const { page } = await open({ fragment: '#live' });
    const about = await page.locator('.live-about').textContent();
    expect(about).toContain('cks in a short world without faults:');
    expect(about).toContain(result.live!.live.leftOut[0]);
    expect(result.live!.live.leftOut).toEqual(['success > 99 %']);
  });

  it('gives the fingerprint of the reference run that was made here', async () => {
    const { page } = await open({ fragment: '#live' });
    const check = page.locator('.live-check', { hasText: 'the same fingerprint' });
    await check.waitFor();
    expect(await check.textContent()).toContain(`${result.live!.fingerprint.slice(0, 16)} ✓`);
  });

  it('says so where the browser computes otherwise, and stays usable', async () => {
    const other = withPart((part) => ({ ...part, fingerprint: '0000' }));
    const path = writePage(folder, 'other.html', other);
    const { page } = await open({ path, fragment: '#live' });
    await page.locator('.live-check', { hasText: 'does not compute what' }).waitFor();
    await settled(page);
    expect(await figure(page, 'p99 latency', 'changed').textContent()).toMatch(/ms$/);
  });

  it('shows no difference where nothing is turned', async () => {
    const { page } = await open({ fragment: '#live' });
    await settled(page);
    for (const row of ['p99 latency', 'success', 'throttled']) {
      const [before, after] = await Promise.all(
        ['as in the report', 'changed'].map((column) => figure(page, row, column).textContent()),
      );
      expect(after).toBe(before);
      expect(await figure(page, row, 'difference').textContent()).toBe('');
    }
    expect(await page.locator('.live-flipped').count()).toBe(0);
  });

  it('flips the objectives that twice the load breaks, in words and signs', async () => {
    const { page } = await open({ fragment: '#live' });
    await settled(page);
    expect(await objective(page, 'throttled < 0.1 %').textContent()).toMatch(/^✓.* met/);
    await page.getByRole('button', { name: 'Twice the load', exact: true }).click();
    await settled(page);
    expect(await objective(page, 'throttled < 0.1 %').textContent()).toMatch(/^✓ → ✗.*now missed/);
    // 2,400 calls a second at a store that takes 1,800: they pile up, and no latency is claimed.
    expect(await figure(page, 'p99 latency', 'changed').textContent()).toMatch(
      /^calls pile up by [\d,]+\s±\s\d+ calls\/s$/,
    );
    expect(await figure(page, 'throttled', 'difference').textContent()).toMatch(
      /^[\d.]+\s±\s[\d.]+ percentage points more$/,
    );
    await page.locator('[role=status]', { hasText: 'of the objectives 3 now missed' }).waitFor();
  });

  it('tells a difference with its interval when a slider moves', async () => {
    const { page } = await open({ fragment: '#live' });
    await settled(page);
    await move(page, 'HSMs', 2);
    await settled(page);
    expect(await slider(page, 'HSMs').getAttribute('aria-valuetext')).toBe('4');
    // Twice the HSMs halve their utilisation of two thirds; what waiting added is nearly gone.
    expect(await figure(page, 'p99 added latency', 'difference').textContent()).toMatch(
      /^[\d.]+\s±\s[\d.]+\sms less$/,
    );
    expect(await figure(page, 'throttled', 'difference').textContent()).toBe(
      'the same in every replication',
    );
  });

  it('greys what is about an earlier position, and answers about the new one at once', async () => {
    const { page } = await open({ fragment: '#live' });
    await settled(page);
    const measured = await page.evaluate(async () => {
      const results = document.querySelector('.live-results')!;
      const hsms = document.querySelector<HTMLInputElement>('#live-0')!;
      const isBusy = () => results.getAttribute('aria-busy') === 'true';
      const turned = performance.now();
      hsms.value = '1';
      hsms.dispatchEvent(new Event('input', { bubbles: true }));
      const pause = () => new Promise((done) => setTimeout(done, 1));
      while (!isBusy()) await pause();
      const isGrey = document.querySelector('.live-stale') !== null;
      while (isBusy()) await pause();
      return { isGrey, firstMs: performance.now() - turned };
    });
    expect(measured.isGrey).toBe(true);
    // Around 0.1 s where nobody else works on the machine; tests may share it.
    expect(measured.firstMs).toBeLessThan(1000);
  });

  it('prices more HSMs at once: those of the price list, before the simulation', async () => {
    const { page } = await open({ fragment: '#live' });
    await settled(page);
    const cost = async () =>
      Number((await figure(page, 'cost a month', 'changed').textContent())!.replace(/[$,]/g, ''));
    const before = await cost();
    await move(page, 'HSMs', 2);
    await page.locator('[data-label=changed]', { hasText: '$6,' }).waitFor();
    const { billing } = result.live!.live.design;
    expect(billing.hsms).toBe(2);
    // Two HSMs at $1.60 an hour for the 730 hours of a month; whole dollars are shown.
    expect((await cost()) - before).toBeCloseTo(2 * 1.6 * 730, -0.5);
    await settled(page);
    expect((await cost()) - before).toBeCloseTo(2 * 1.6 * 730, -0.5);
    expect(await objective(page, 'cost < 4000').textContent()).toContain('now missed');
  });

  it('keeps the position in the address and finds it again', async () => {
    const { page } = await open();
    await toggleOf(page).click();
    await move(page, 'HSMs', 1);
    await page.getByRole('radio', { name: 'none' }).check();
    expect(await page.evaluate(() => location.hash)).toBe('#live?hsms=3&retryMode=none');
    await page.reload();
    expect(await slider(page, 'HSMs').inputValue()).toBe('1');
    expect(await page.getByRole('radio', { name: 'none' }).isChecked()).toBe(true);
    await settled(page);
    await page.getByRole('button', { name: 'Reset HSMs to 2' }).click();
    expect(await page.evaluate(() => location.hash)).toBe('#live?retryMode=none');
    expect(await slider(page, 'HSMs').evaluate((own) => own.matches(':focus'))).toBe(true);
    await page.getByRole('button', { name: 'Reset all' }).click();
    expect(await page.evaluate(() => location.hash)).toBe('');
    expect(await page.getByRole('radio', { name: 'standard (as in the report)' }).isChecked()).toBe(
      true,
    );
  });

  it('leaves the addresses of sections to them', async () => {
    const { page } = await open({ fragment: '#money' });
    expect(await toggleOf(page).getAttribute('aria-expanded')).toBe('false');
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    expect(await page.evaluate(() => location.hash)).toBe('#money');
  });

  it('takes a load that is typed', async () => {
    const { page } = await open({ fragment: '#live' });
    const typed = page.getByRole('textbox', { name: 'times the scenario’s load' });
    await typed.fill('1,3');
    await typed.press('Enter');
    expect(await page.evaluate(() => location.hash)).toBe('#live?load=1.3');
    await typed.fill('nonsense');
    await typed.press('Enter');
    expect(await typed.inputValue()).toBe('1.3');
  });

  it('gives the position as lines of the scenario, and selects them where it may not copy', async () => {
    const { page } = await open({ fragment: '#live?load=2&hsms=3' });
    const text = page.getByRole('textbox', { name: 'As a variant of the scenario' });
    const yaml = await text.inputValue();
    expect(parse(yaml)).toEqual({
      vary: { load: [1, 2] },
      variants: { 'from-the-report': { stores: { cks: { hsms: 3 } } } },
    });
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'clipboard', { value: undefined });
    });
    await page.getByRole('button', { name: 'Copy as variant' }).click();
    await page.getByText('Selected: copy it').waitFor();
    expect(await page.evaluate(() => String(getSelection()))).toBe(yaml);
  });

  it('asks for nothing and logs nothing', async () => {
    const { page, complaints, requests } = await open({ fragment: '#live?hsms=3' });
    await settled(page);
    expect(complaints).toEqual([]);
    const outside = requests.filter((url) => !/^(data|blob):/.test(url));
    expect(outside).toEqual([pathToFileURL(file).href]);
  });

  it('works in a frame that a viewer fences in', async () => {
    const outer = join(folder, 'frame.html');
    const inner = readFileSync(file, 'utf8').replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    writeFileSync(
      outer,
      `<!doctype html><title>a wiki</title><iframe sandbox="allow-scripts" srcdoc="${inner}" width="1200" height="700"></iframe>`,
    );
    const page = await browser.newPage();
    opened.push(page);
    // Some browsers forbid this in such a frame; that of the tests does not.
    await page.addInitScript(() => {
      history.replaceState = () => {
        throw new DOMException('not in a sandbox', 'SecurityError');
      };
    });
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(pathToFileURL(outer).href);
    const frame = page.frames()[1]!;
    await toggleOf(frame).click();
    await move(frame, 'HSMs', 1);
    await settled(frame);
    expect(await slider(frame, 'HSMs').inputValue()).toBe('1');
    // Nobody had to hear that the address could not be changed.
    expect(await frame.evaluate(() => location.hash)).toBe('');
    expect(errors).toEqual([]);
  });

  it('says so where the viewer forbids workers, and leaves the report as it is', async () => {
    const path = join(folder, 'forbidden.html');
    const page = readFileSync(file, 'utf8');
    const forbidden = page.replace(/worker-src blob:/, "worker-src 'none'");
    expect(forbidden).not.toBe(page);
    writeFileSync(path, forbidden);
    const { page: own } = await open({ path, fragment: '#live' });
    await own.getByRole('alert').filter({ hasText: 'does not let the page simulate' }).waitFor();
    expect(await slider(own, 'Load').isDisabled()).toBe(true);
    expect(await own.locator('main').isVisible()).toBe(true);
  });

  it('shows hostile names as text and runs none of it', async () => {
    const hostile = `<img src=x onerror="document.title='owned'"></script>${'x'.repeat(300)}`;
    const path = writePage(
      folder,
      'hostile.html',
      withPart((part) => {
        const { live } = part;
        const knobs = live.knobs.map((knob) => ({
          ...knob,
          title: `${knob.id} ${hostile}`,
          stops: knob.stops.map((stop) => ({
            ...stop,
            label: `${stop.label} ${hostile}`,
            settings: { [`stores.${hostile}.hsms`]: hostile },
          })),
        }));
        const design = { ...live.design, name: hostile };
        return { ...part, live: { ...live, design, knobs, leftOut: [hostile] } };
      }),
    );
    for (const width of [390, 1280]) {
      const { page, complaints } = await open({ path, width, fragment: '#live' });
      await page.getByRole('slider').nth(1).press('ArrowRight');
      await settled(page);
      expect(complaints).toEqual([]);
      expect(await page.title()).not.toContain('owned');
      expect(await page.locator('.live img, .live script').count()).toBe(0);
      expect(await page.locator('.live-about').textContent()).toContain(hostile);
      expect(await overflow(page)).toBe(0);
    }
  });

  it.each([360, 1280])('scrolls within itself, never sideways, at %d pixels', async (width) => {
    const { page } = await open({ width, fragment: '#live?load=2&hsms=4' });
    await settled(page);
    expect(await overflow(page)).toBe(0);
    const inner = page.locator('.live-scroll');
    expect(await inner.evaluate((own) => own.scrollWidth - own.clientWidth)).toBe(0);
    const panel = (await page.locator('.live').boundingBox())!;
    expect(panel.y).toBeGreaterThan(50);
    // Its last line can be brought into view.
    const last = page.locator('.live-check');
    await last.scrollIntoViewIfNeeded();
    const box = (await last.boundingBox())!;
    expect(box.y + box.height).toBeLessThanOrEqual(900);
  });

  it('covers no end of the page that could not be scrolled to', async () => {
    const { page } = await open({ width: 390 });
    for (const isOpen of [false, true]) {
      if (isOpen) await toggleOf(page).click();
      const gap = await page.evaluate(() => {
        scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });
        const bottom = document.querySelector('footer')!.getBoundingClientRect().bottom;
        return document.querySelector('.live')!.getBoundingClientRect().top - bottom;
      });
      expect(gap).toBeGreaterThanOrEqual(0);
    }
  });

  it.each(['light', 'dark'] as const)(
    'has no accessibility violation when open in %s',
    async (colorScheme) => {
      const fragment = '#live?load=2&hsms=3';
      const { page } = await open({ colorScheme, fragment, bypassCSP: true });
      await settled(page);
      await page.evaluate(axeSource);
      const found = await page.evaluate<string[]>(
        `axe.run(document).then((found) => found.violations.map((each) => each.id + ': ' + each.nodes.map((node) => node.html.slice(0, 120) + ' ' + node.failureSummary).join(' | ')))`,
      );
      expect(found).toEqual([]);
    },
  );

  it('is not printed', async () => {
    const { page } = await open({ fragment: '#live' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.live').isVisible()).toBe(false);
  });
});

function overflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
