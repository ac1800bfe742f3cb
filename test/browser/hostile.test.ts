import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../src/plan/index.ts';
import { renderHtml, type PageAssets } from '../../src/report/index.ts';
import { Desk } from '../cli/cksim.ts';
import { fixtureResult } from '../report/fixture.ts';
import { launchBrowser } from './launch.ts';
import { showPage, sidewaysOverflow, type ShownPage } from './shown-page.ts';

/** What a careless or hostile author may write where a scenario takes text. Each tries to leave a trace. */
const RUN = `document.title='owned';window.owned=1`;
const TEXTS: Readonly<Record<string, string>> = {
  'an end of a script': `</script><script>${RUN}</script>`,
  'a comment that opens': `<!--<script>${RUN}//`,
  'an image that fails': `<img src=x onerror="${RUN}">`,
  'quotes and a drawing': `"'><svg onload="${RUN}"></svg>\` &quot; &#60;`,
  'ends of title and style': `</title></style></textarea><body onload="${RUN}"><h1>owned</h1>`,
  'placeholders of templates': `{{constructor.constructor('${RUN}')()}} \${${RUN}} <%= 7*7 %>`,
  'an expression of Vega': `datum.x); ${RUN}; (`,
  'right to left, with overrides': '\u202Egnp.exe\u202C עברית العربية \u2066x\u2069',
  emoji: '🔐👩\u200d💻🏴\u{e0067}\u{e0062}\u{e007f} 𝕏',
  'lines, tabs, controls': 'one\ntwo\r\nthree\tfour\0five\u001b[31msix\u2028seven\ud800eight',
  'one long word': 'x'.repeat(10_000),
  'many words': 'lorem ipsum '.repeat(834),
  'nothing but accents': `a${'\u0301'.repeat(3000)}`,
};
const ALL = Object.entries(TEXTS)
  .filter(([name]) => !['one long word', 'many words', 'nothing but accents'].includes(name))
  .map(([, text]) => text)
  .join(' ');

/** A result in which every text that somebody else wrote holds this one, names of all kinds included. */
function poisoned(text: string): Result {
  const result = fixtureResult({
    title: text,
    question: `${text}?`,
    notes: [text, text],
    cksName: `cks ${text}`,
    faultName: `fault ${text}`,
    loads: [0.5, 1, 2],
    hsmCounts: [2, 3],
    windowCount: 30,
  });
  const names = /pkcs11|uploads|GenerateDataKey|nobody publishes|AES commands|us-east-1/;
  const poison = (value: unknown): unknown => {
    if (typeof value === 'string') return names.test(value) ? `${value} ${text}` : value;
    if (Array.isArray(value)) return (value as unknown[]).map(poison);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        /^(?:pkcs11|uploads|GenerateDataKey)/.test(key) ? `${key} ${text}` : key,
        poison(inner),
      ]),
    );
  };
  return poison(result) as Result;
}

let browser: Browser;
let assets: PageAssets;
beforeAll(async () => {
  browser = await launchBrowser();
  assets = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../dist/report/browser/page-assets.json'), 'utf8'),
  ) as PageAssets;
}, 60_000);
afterAll(async () => {
  await browser?.close();
});

/** Brings every figure into view, so that those that come alive do. */
async function scrollThrough(page: Page): Promise<void> {
  const figures = await page.$$('figure');
  for (const figure of figures) await figure.scrollIntoViewIfNeeded();
  // Drawing one figure takes some tens of milliseconds.
  await page.waitForTimeout(figures.length * 60);
}

async function expectHarmless(shown: ShownPage): Promise<void> {
  expect(shown.complaints).toEqual([]);
  expect(shown.requests).toEqual([]);
  expect(shown.dialogs).toEqual([]);
  expect(await shown.page.evaluate('window.owned')).toBeUndefined();
  expect(await shown.page.title()).not.toBe('owned');
  expect(
    await shown.page.evaluate(
      `document.querySelectorAll('img, iframe, textarea, h1 ~ h1, [onload], [onerror]').length`,
    ),
  ).toBe(0);
  expect(await shown.page.evaluate(`document.querySelectorAll('h1').length`)).toBe(1);
  expect(await shown.page.evaluate(`document.querySelector('meta[http-equiv]').content`)).toContain(
    "default-src 'none'",
  );
  // Nothing may turn or hide the digits behind a name.
  expect(await shown.page.evaluate<string>('document.body.innerText')).not.toMatch(
    // oxlint-disable-next-line no-control-regex -- these are the characters that must be gone
    /[\u202a-\u202e\0\u001b]/,
  );
}

/** Whatever is taller than a screen though it should be read at a glance. */
function towers(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('h1, h2, h3, .question, .finding, figcaption, caption, summary, nav, dt, dd')]
      .filter((each) => each.getBoundingClientRect().height > innerHeight)
      .map((each) => each.tagName + ' ' + Math.round(each.getBoundingClientRect().height))`,
  );
}

describe('a static page with texts of somebody else', () => {
  it.each(Object.entries(TEXTS))('shows %s as text', async (_, text) => {
    const shown = await showPage(browser, renderHtml(poisoned(text)));
    await expectHarmless(shown);
    for (const width of [1280, 390]) {
      await shown.page.setViewportSize({ width, height: 900 });
      expect(await sidewaysOverflow(shown.page)).toBe(0);
      expect(await towers(shown.page)).toEqual([]);
    }
    await shown.close();
  });

  it('says markup letter by letter in heading, tab, cells, drawings and their descriptions', async () => {
    const text = TEXTS['an image that fails']!;
    const shown = await showPage(browser, renderHtml(poisoned(text)));
    expect(await shown.page.title()).toBe(text);
    expect(await shown.page.textContent('h1')).toBe(text);
    expect(await shown.page.textContent('.question')).toBe(`${text}?`);
    expect(await shown.page.textContent('#question .remarks')).toContain(text);
    expect(await shown.page.textContent('#comparison-table, #verdict table')).toContain(text);
    const labels = await shown.page.$$eval('[aria-label]', (each) =>
      each.map((element) => element.getAttribute('aria-label') ?? ''),
    );
    expect(labels.some((label) => label.includes(text))).toBe(true);
    // Names in drawings are cut, but their beginning stands there as text.
    expect(await shown.page.textContent('#latency svg, #capacity svg')).toMatch(/cks <img/);
    await shown.close();
  });

  it('keeps a text of ten thousand characters at hand in full, folded', async () => {
    const text = TEXTS['one long word']!;
    const shown = await showPage(browser, renderHtml(poisoned(text)));
    const [title = ''] = await shown.page.$$eval('header .whole-text', (each) =>
      each.map((element) => element.textContent ?? ''),
    );
    expect(title).toBe(text);
    expect((await shown.page.title()).length).toBeLessThan(200);
    expect(await shown.page.isVisible('header .whole-text')).toBe(false);
    await shown.page.click('header summary');
    expect(await shown.page.isVisible('header .whole-text')).toBe(true);
    await shown.close();
  });
});

describe('an interactive page with texts of somebody else', () => {
  it.each([
    ['everything at once', ALL],
    ['one long word', TEXTS['one long word']!],
    ['an end of a script', TEXTS['an end of a script']!],
  ])(
    'runs its own scripts and nothing else: %s',
    async (_, text) => {
      const html = renderHtml(poisoned(text), assets);
      // The packed data holds the texts; no letter of them stands in a script.
      expect([...html.matchAll(/<\/script>/g)]).toHaveLength(
        [...html.matchAll(/<script[ >]/g)].length,
      );
      const shown = await showPage(browser, html);
      await scrollThrough(shown.page);
      await expectHarmless(shown);
      for (const width of [1280, 390]) {
        await shown.page.setViewportSize({ width, height: 900 });
        expect(await sidewaysOverflow(shown.page)).toBe(0);
        expect(await towers(shown.page)).toEqual([]);
      }
      await shown.close();
    },
    60_000,
  );
});

describe('a hostile scenario, simulated and written by the program itself', () => {
  it.each(['run', 'whatif'])(
    'ends as a page of %s that shows all of it and runs none of it',
    async (command) => {
      const desk = new Desk();
      try {
        // JSON strings are YAML strings too.
        const quoted = JSON.stringify(ALL.replaceAll('\0', '').replaceAll('\ud800', ''));
        desk.write(
          'hostile.yaml',
          `title: ${quoted}
question: ${quoted}
notes: [${quoted}, ${JSON.stringify('y'.repeat(10_000))}]
region: us-east-1
workloads:
  steady: { arrivals: { poisson: 200/s }, client: { instances: 4 } }
stores:
  onload: { kind: cloudhsm, hsms: 2 }
  standard: { kind: standard }
faults:
  - { zoneDown: a, at: 2 s, for: 2 s, name: onerror }
objectives:
  - { expect: p99(latency) < 90 ms }
variants:
  innerHTML: { stores: { onload: { hsms: 3 } } }
run: { duration: 8 s, replications: 2 }
`,
        );
        const { code, stderr } = desk.cksim(
          command,
          'hostile.yaml',
          '--quiet',
          '--html',
          'page.html',
        );
        expect(stderr).toBe('');
        expect(code).toBeLessThan(2);
        const shown = await showPage(browser, desk.read('page.html'));
        await scrollThrough(shown.page);
        await expectHarmless(shown);
        expect(await shown.page.textContent('h1')).toContain('</script><script>');
        expect(await shown.page.textContent('#provenance pre + pre, #provenance')).toContain(
          '<img src=x onerror',
        );
        await shown.page.setViewportSize({ width: 390, height: 900 });
        expect(await sidewaysOverflow(shown.page)).toBe(0);
        await shown.close();
      } finally {
        desk.clear();
      }
    },
    90_000,
  );
});
