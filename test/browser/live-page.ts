import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answer, runInProcess, withLivePart, type Result } from '../../src/plan/index.ts';
import { renderHtml, type PageAssets } from '../../src/report/index.ts';
import { readScenario } from '../../src/scenario/index.ts';

/**
 * Two HSMs of 900/s take 1,200 calls a second with room to spare; at twice the load the key store's
 * quota of 1,800/s is broken, so that every objective about calls has to flip.
 */
export const LIVE_SCENARIO = `title: A store to play with
workloads:
  app:
    arrivals: { poisson: 1200/s }
    operations: { Decrypt: 100 % }
    perMonth: 500M
stores:
  cks: { kind: cloudhsm, hsms: 2, zones: 2, hsm: { rate: 900/s } }
objectives:
  - { expect: p99(latency) < 100 ms, during: before }
  - { expect: throttled < 0.1 %, during: before }
  - cost < 4000 USD/month
  - { expect: success > 99 %, during: zone-loss }
faults:
  - { zoneDown: a, at: 2 s, for: 1 s, name: zone-loss }
run: { duration: 6 s, replications: 2 }
`;

/** The bundles of the page, as they were built. */
const ASSETS: PageAssets = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../dist/report/browser/page-assets.json'), 'utf8'),
) as PageAssets;

/** The scenario's result with what its page simulates on. */
export async function liveResult(): Promise<Result> {
  const question = readScenario({ text: LIVE_SCENARIO, fileName: 'play.yaml' });
  const { study, moveFacts, movePricing } = question;
  const tools = { runMany: runInProcess, moveFacts, movePricing, onProgress: () => undefined };
  const result = await answer(study, tools, { sensitivity: false }, 'test');
  return withLivePart(question, result);
}

/** Writes the interactive page of a result into a folder; gives its path. */
export function writePage(folder: string, name: string, result: Result): string {
  const path = join(folder, name);
  writeFileSync(path, renderHtml(result, ASSETS));
  return path;
}
