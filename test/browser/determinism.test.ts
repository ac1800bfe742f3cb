import { build } from 'esbuild';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { runOnce, type Job, type RunResult } from '../../src/plan/index.ts';
import { cloudHsm, cluster, SECOND, STANDARD, withWorkload, world } from '../model/worlds.ts';
import { launchBrowser } from './launch.ts';

/** A world that touches most laws and paths: retries, throttling, a crash, real cryptography. */
const BUSY = withWorkload(
  world({
    durationNs: 4 * SECOND,
    store: cloudHsm({
      quota: { kind: 'fixed-window', ratePerSecond: 400 },
      handlingNs: { kind: 'gamma', shape: 0.7, mean: 1e6 },
      cluster: cluster({ serviceNs: { kind: 'lognormal', mu: 14, sigma: 0.6 }, queueLimit: 3 }),
    }),
    network: {
      zones: 2,
      clientToKmsHopNs: {
        kind: 'hyperexponential',
        branches: [
          { probability: 0.3, mean: 1e5 },
          { probability: 0.7, mean: 4e5 },
        ],
      },
      kmsToClientHopNs: { kind: 'uniform', low: 1e5, high: 4e5 },
      sameZoneHopNs: { kind: 'erlang', shape: 3, mean: 1e5 },
      crossZoneHopNs: { kind: 'pareto', minimum: 1e5, shape: 2.5 },
      loss: { share: 0.001, retransmitNs: 200e6, most: 5 },
    },
    faults: [
      { name: 'f', kind: 'hsm-down', hsm: 0, atNs: 2 * SECOND, forNs: 1 * SECOND, drawn: null },
    ],
    crypto: { mode: 'sampled', sampleOneIn: 40 },
  }),
  {
    arrivals: { kind: 'poisson', ratePerSecond: 600 },
    client: {
      ...world().workloads[0]!.client,
      attemptTimeoutNs: 300e6,
      retry: { ...world().workloads[0]!.client.retry, maxAttempts: 4 },
    },
  },
);

const JOBS: readonly Job[] = [
  { config: BUSY, seed: 'browser/1' },
  { config: { ...BUSY, store: STANDARD }, seed: 'browser/2' },
];

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const bundle = await build({
    stdin: {
      contents:
        "export { runOnce } from './src/plan/index.ts'; export * from './src/kernel/index.ts'",
      resolveDir: resolve(import.meta.dirname, '../..'),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    globalName: 'cksim',
    target: 'es2022',
  });
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ content: bundle.outputFiles[0]!.text });
}, 60_000);

afterAll(() => browser.close());

describe('the engine in Chromium', () => {
  it('gives the same bytes as in Node: fingerprints, histograms and windows', async () => {
    for (const job of JOBS) {
      const there = await page.evaluate(`JSON.stringify(cksim.runOnce(${JSON.stringify(job)}))`);
      const here = runOnce(job);
      expect(here.events).toBeGreaterThan(5000);
      expect((JSON.parse(there as string) as RunResult).fingerprint).toBe(here.fingerprint);
      expect(there).toBe(JSON.stringify(here));
    }
  });

  it('computes log, exp, pow and normal quantiles to the same bits over 400,000 arguments', async () => {
    const script = `(() => {
      const { log, exp, pow, standardNormalQuantile, RollingHash } = cksim;
      const hash = new RollingHash();
      const words = new Uint32Array(2);
      const double = new Float64Array(words.buffer);
      const fold = (x) => { double[0] = x; hash.fold(words[0]); hash.fold(words[1]); };
      for (let i = 1; i <= 100000; i++) {
        fold(log(i / 7919)); fold(exp((i - 50000) / 97)); fold(pow(i / 311, 1 / 3));
        fold(standardNormalQuantile(i / 100001));
      }
      return hash.digest();
    })()`;
    const there = await page.evaluate(script);
    const cksim = await import('../../src/kernel/index.ts');
    const here: unknown = runInNewContext(script, { cksim, Uint32Array, Float64Array });
    expect(there).toBe(here);
  });
});
