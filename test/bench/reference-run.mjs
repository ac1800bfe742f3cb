import { readFileSync } from 'node:fs';
import { runOnce } from '../../dist/plan/index.js';
import { LogLinearHistogram } from '../../dist/stats/index.js';
import { loadScenario } from '../../dist/scenario/index.js';

/**
 * One run of the reference scenario by the built program, in a process of its own: `reference-run.ts SECONDS SEED`
 * prints one line of JSON. Under --expose-gc it adds the heap that remains after collection.
 */
const [seconds = '600', seed = '1'] = process.argv.slice(2);
const fileName = new URL('kms-reference.yaml', import.meta.url).pathname;
const study = loadScenario({
  text: readFileSync(fileName, 'utf8'),
  fileName,
  overrides: [
    `run.duration=${seconds} s`,
    `faults.0.at=${Number(seconds) / 3} s`,
    `faults.0.for=${Number(seconds) / 6} s`,
  ],
});
const config = study.designs[0].world;
const begin = process.hrtime.bigint();
const result = runOnce({ config, seed: `bench/${seed}` });
const spentNs = Number(process.hrtime.bigint() - begin);
const success = new LogLinearHistogram();
const counts = { offered: 0, succeeded: 0 };
for (const cell of result.cells) {
  if (cell.group > 2) continue;
  success.merge(LogLinearHistogram.fromJSON(cell.success));
  counts.offered += cell.counts.offered;
  counts.succeeded += cell.counts.succeeded;
}
globalThis.gc?.();
console.log(
  JSON.stringify({
    arrivals: counts.offered,
    throughputPerSecond: counts.succeeded / Number(seconds),
    p50Ms: success.percentile(0.5) / 1e6,
    p99Ms: success.percentile(0.99) / 1e6,
    failures: counts.offered - counts.succeeded,
    events: result.events,
    seconds: spentNs / 1e9,
    heapMiB: process.memoryUsage().heapUsed / 2 ** 20,
    buffersMiB: process.memoryUsage().arrayBuffers / 2 ** 20,
  }),
);
