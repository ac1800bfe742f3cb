import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveRun, type LiveAnswer } from '../../src/plan/index.ts';
import type { LivePosition, LivePrice, LiveStudy } from '../../src/plan/index.ts';
import { renderHtml, type PageAssets } from '../../src/report/index.ts';
import type { Reply } from '../../src/report/browser/live/engine-protocol.ts';
import { liveOf } from '../plan/live/shipped-live.ts';
import { fixtureResult } from '../report/fixture.ts';
import { launchBrowser } from './launch.ts';

const ASSETS = join(import.meta.dirname, '../../dist/report/browser/page-assets.json');
const folder = mkdtempSync(join(tmpdir(), 'cksim-live-engine-'));
const file = join(folder, 'page.html');

let browser: Browser;
let page: Page;

/** What the page says to the worker, and until which reply it listens. */
interface Talk {
  readonly live: LiveStudy;
  readonly positions: readonly LivePosition[];
  /** Sends the next position with the one before, or after this many answers to it. */
  readonly answersBetween: number;
  /** Answers to the last position that are waited for. */
  readonly answers: number;
}

interface Heard {
  readonly reply: Reply;
  /** Milliseconds since the position was sent that was sent last. */
  readonly afterMs: number;
  /** Number of the position that was sent last. */
  readonly sent: number;
}

beforeAll(async () => {
  const assets = JSON.parse(readFileSync(ASSETS, 'utf8')) as PageAssets;
  const html = renderHtml(fixtureResult(), assets);
  const [policy] = /<meta http-equiv="Content-Security-Policy"[^>]*>/.exec(html)!;
  writeFileSync(file, `<!doctype html><html><head>${policy}</head><body></body></html>`);
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  const engine = gunzipSync(Buffer.from(assets.engine, 'base64')).toString('utf8');
  await page.evaluate(`globalThis.engineText = ${JSON.stringify(engine)}`);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Starts the worker under the page's own policy, as the page does. */
function talk({ live, positions, answersBetween, answers }: Talk): Promise<Heard[]> {
  return page.evaluate<Heard[]>(`new Promise((resolve, reject) => {
    const url = URL.createObjectURL(new Blob([engineText], { type: 'text/javascript' }));
    const worker = new Worker(url);
    const positions = ${JSON.stringify(positions)};
    const heard = [];
    let sent = 0, answered = 0, at = 0;
    const send = () => {
      at = performance.now();
      worker.postMessage({ kind: 'turn', number: sent + 1, position: positions[sent] });
      sent++;
      answered = 0;
    };
    worker.onerror = (event) => reject(new Error('worker: ' + event.message));
    worker.onmessage = ({ data }) => {
      heard.push({ reply: data, afterMs: performance.now() - at, sent });
      if (data.kind === 'failed') return reject(new Error(data.message));
      if (data.kind === 'checked') {
        send();
        while (${answersBetween} === 0 && sent < positions.length) send();
      }
      if (data.kind !== 'answer' || data.number !== sent) return;
      answered++;
      if (sent < positions.length) { if (answered === ${answersBetween}) send(); return; }
      if (answered >= ${answers} || data.answer.isFinal) { worker.terminate(); resolve(heard); }
    };
    worker.postMessage({ kind: 'start', live: ${JSON.stringify(live)} });
  })`);
}

function repliesOf<K extends Reply['kind']>(heard: readonly Heard[], kind: K) {
  return heard.flatMap(({ reply }) =>
    reply.kind === kind ? [reply as Extract<Reply, { readonly kind: K }>] : [],
  );
}

/** The same in Node. */
function here(live: LiveStudy, position: LivePosition, answers: number) {
  const run = new LiveRun(live);
  const fingerprint = run.fingerprint();
  run.turn(position);
  const price: LivePrice = run.price(position);
  const given: LiveAnswer[] = [];
  while (given.length < answers) {
    const answer = run.step();
    if (answer !== null) given.push(answer);
  }
  return { fingerprint, price, given };
}

describe.each([
  ['01-snowybank-s3-lambda', 'cks hsms=2', 'hsms'],
  ['06-xks-onprem-35ms', 'site', 'roundTrip'],
])('the engine of the page on %s, %s', (name, design, turned) => {
  it('gives the fingerprint, the price and the answers of Node, to the last bit', async () => {
    const { live } = await liveOf(name, design);
    const position = { load: 1.5, stops: { [turned]: 2 } };
    const heard = await talk({ live, positions: [position], answersBetween: 1, answers: 3 });
    const own = here(live, position, 3);
    expect(repliesOf(heard, 'checked').map((reply) => reply.fingerprint)).toEqual([
      own.fingerprint,
    ]);
    expect(repliesOf(heard, 'priced').map((reply) => reply.price)).toEqual([own.price]);
    const answers = repliesOf(heard, 'answer').map((reply) => reply.answer);
    expect(answers[2]!.changed.point.calls.offered).toBeGreaterThan(5000);
    expect(JSON.stringify(answers)).toBe(JSON.stringify(own.given));
  }, 60_000);
});

describe('the engine of the page', () => {
  const many = Array.from({ length: 6 }, (_, index) => ({ load: 1 + index / 4, stops: {} }));

  it('gives the price before the first answer', async () => {
    const { live } = await liveOf('01-snowybank-s3-lambda', 'cks hsms=2');
    const heard = await talk({ live, positions: many.slice(0, 1), answersBetween: 1, answers: 1 });
    expect(heard.map(({ reply }) => reply.kind)).toEqual(['checked', 'priced', 'answer']);
  }, 60_000);

  it('simulates nothing for positions that others have overtaken', async () => {
    const { live } = await liveOf('01-snowybank-s3-lambda', 'cks hsms=2');
    const heard = await talk({ live, positions: many, answersBetween: 0, answers: 2 });
    expect(repliesOf(heard, 'priced').map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(repliesOf(heard, 'answer').map(({ number }) => number)).toEqual([6, 6]);
  }, 60_000);

  it('lets a new position wait for one replication at most', async () => {
    const { live } = await liveOf('01-snowybank-s3-lambda', 'cks hsms=2');
    const heard = await talk({ live, positions: many, answersBetween: 2, answers: 2 });
    many.slice(1).forEach((_, index) => {
      const number = index + 2;
      // What the worker had said before it heard of the new position.
      const late = heard.filter(
        ({ reply, sent }) => reply.kind === 'answer' && sent === number && reply.number < number,
      );
      expect(late.length).toBeLessThanOrEqual(1);
    });
    expect(repliesOf(heard, 'answer').at(-1)).toMatchObject({ number: 6 });
  }, 60_000);
});
