import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const here = import.meta.dirname;
const CLI = join(here, '../../dist/cli/main.js');
const SECONDS = 60;
const REPLICATIONS = 20;
/** Two stores alike: each half of the work is the work of one of them. */
const HALVES = ['a', 'b'] as const;

/**
 * Two workers of one `cksim run` against two `cksim run` at the same time, each with one worker and
 * half of the jobs: what the machine's two cores can do, whatever else it does just now. Prints the
 * ratio of wall times, pair by pair. Start and report are part of both.
 */
export async function speedUpOfTwoWorkers(folder: string, pairs: number): Promise<void> {
  const cores = availableParallelism();
  if (cores < 2) {
    console.log('\nworkers: one core, nothing to speed up');
    return;
  }
  const whole = scenario(folder, 'whole', HALVES);
  const halves = HALVES.map((store) => scenario(folder, store, [store]));
  const together = () => wallSeconds([[whole, '2']]);
  const apart = () => wallSeconds(halves.map((half) => [half, '1'] as const));
  const alone = await wallSeconds([[whole, '1']]);
  const runs: { together: number; apart: number }[] = [];
  for (let pair = 1; pair <= pairs; pair++) {
    // Each of them first in turn.
    const isFirst = pair % 2 === 1;
    const early = await (isFirst ? together() : apart());
    const late = await (isFirst ? apart() : together());
    runs.push(isFirst ? { together: early, apart: late } : { together: late, apart: early });
  }
  const ratios = runs.map((run) => run.together / run.apart).sort((a, b) => a - b);
  const times = runs.map((run) => run.together).sort((a, b) => a - b);
  const middle = Math.floor(pairs / 2);
  console.log(
    `\nworkers: ${2 * REPLICATIONS} jobs on ${cores} cores, median of ${pairs}: 2 workers ${times[middle]!.toFixed(2)} s ` +
      `(1 worker, once: ${alone.toFixed(2)} s)\n` +
      `ratio to two processes with half of the jobs each: median ${ratios[middle]!.toFixed(3)} ` +
      `(${ratios[0]!.toFixed(3)} to ${ratios.at(-1)!.toFixed(3)}); goal: at most 1.05`,
  );
}

function scenario(folder: string, name: string, stores: readonly string[]): string {
  const text = readFileSync(join(here, 'kms-reference.yaml'), 'utf8');
  const reference = parse(text) as { stores: { cks: unknown } };
  const path = join(folder, `${name}.yaml`);
  const content = {
    ...reference,
    stores: Object.fromEntries(stores.map((store) => [store, reference.stores.cks])),
    faults: [],
    run: { duration: `${SECONDS} s`, warmUp: '0 s', replications: REPLICATIONS, crypto: 'off' },
  };
  writeFileSync(path, JSON.stringify(content));
  return path;
}

/** Runs commands at the same time, scenario and number of workers each, until all have ended. */
async function wallSeconds(commands: readonly (readonly [string, string])[]): Promise<number> {
  const begin = process.hrtime.bigint();
  const codes = await Promise.all(
    commands.map(async ([path, workers]) => {
      const outputs = ['--html', `${path}.html`, '--json', `${path}.json`];
      const options = ['--no-sensitivity', '--quiet', '--workers', workers, ...outputs];
      const child = spawn(process.execPath, [CLI, 'run', path, ...options], { stdio: 'inherit' });
      const [code] = (await once(child, 'close')) as [number | null];
      return code;
    }),
  );
  if (codes.some((code) => code !== 0)) throw new Error(`cksim ended with ${codes.join(', ')}`);
  return Number(process.hrtime.bigint() - begin) / 1e9;
}
