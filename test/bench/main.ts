import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meanInterval } from '../../src/stats/index.ts';
import { speedUpOfTwoWorkers } from './workers.ts';

/**
 * `npm run bench`: the reference model in cksim and in C++, in turn, so that a machine whose speed
 * drifts drifts for both. Prints the ratio of times, events per second, whether both agree, how
 * memory grows with the length of the run, and what a second worker gains. Figures, not tests.
 */
interface Run {
  readonly arrivals: number;
  readonly throughputPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failures: number;
  readonly events: number;
  readonly seconds: number;
}

const PAIRS = Number(process.argv[2] ?? 7);
const SECONDS = 600;
const here = import.meta.dirname;

execFileSync('npm', ['run', '-s', 'build'], { cwd: join(here, '../..') });
const folder = mkdtempSync(join(tmpdir(), 'cksim-bench-'));
try {
  const yardstick = compileYardstick();
  const runs: { cksim: Run; cpp: Run | null }[] = [];
  for (let pair = 1; pair <= PAIRS; pair++) {
    const cksim = simulate(SECONDS, pair);
    const cpp =
      yardstick === null ? null : (JSON.parse(run(yardstick, [`${SECONDS}`, `${pair}`])) as Run);
    runs.push({ cksim, cpp });
    const ratio =
      cpp === null
        ? ''
        : `, C++ ${cpp.seconds.toFixed(3)} s, ratio ${(cksim.seconds / cpp.seconds).toFixed(2)}`;
    console.log(
      `pair ${pair}: cksim ${cksim.seconds.toFixed(3)} s, ${(cksim.events / cksim.seconds / 1e6).toFixed(2)} M events/s${ratio}`,
    );
  }
  summarise(runs);
  memory();
  await speedUpOfTwoWorkers(folder, PAIRS);
} finally {
  rmSync(folder, { recursive: true });
}

function compileYardstick(): string | null {
  const binary = join(folder, 'yardstick');
  const source = join(here, 'yardstick.cpp');
  const { status, error } = spawnSync('g++', ['-O3', '-march=native', '-o', binary, source]);
  if (status === 0) return binary;
  console.log(
    `no C++ yardstick: g++ ${error === undefined ? 'failed' : 'was not found'}; only cksim is timed`,
  );
  return null;
}

function simulate(seconds: number, seed: number, flags: readonly string[] = []): Run & Memory {
  const script = join(here, 'reference-run.mjs');
  return JSON.parse(run(process.execPath, [...flags, script, `${seconds}`, `${seed}`])) as Run &
    Memory;
}

function run(command: string, args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8' });
}

function summarise(runs: readonly { cksim: Run; cpp: Run | null }[]): void {
  const rates = runs.map(({ cksim }) => cksim.events / cksim.seconds / 1e6);
  console.log(`\nmedian ${median(rates).toFixed(2)} M events/s, statistics on, cryptography off`);
  const pairs = runs.flatMap(({ cksim, cpp }) => (cpp === null ? [] : [{ cksim, cpp }]));
  if (pairs.length === 0) return;
  const ratios = pairs.map(({ cksim, cpp }) => cksim.seconds / cpp.seconds);
  console.log(
    `median ratio to C++ ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}); goal: at most 4`,
  );
  console.log('\nagreement, mean over the pairs and 99 % interval of the difference:');
  const figures = ['throughputPerSecond', 'p50Ms', 'p99Ms', 'failures'] as const;
  for (const figure of figures) {
    const own = meanInterval(
      pairs.map(({ cksim }) => cksim[figure]),
      0.99,
    );
    const theirs = meanInterval(
      pairs.map(({ cpp }) => cpp[figure]),
      0.99,
    );
    // Independent seeds: the variances of the two means add.
    const halfWidth = Math.hypot(own.value - (own.low ?? 0), theirs.value - (theirs.low ?? 0));
    const difference = own.value - theirs.value;
    const verdict = Math.abs(difference) <= halfWidth ? 'agree' : 'DIFFER';
    console.log(
      `  ${figure}: cksim ${own.value.toFixed(3)}, C++ ${theirs.value.toFixed(3)}, difference ${difference.toFixed(3)} ± ${halfWidth.toFixed(3)}: ${verdict}`,
    );
  }
}

interface Memory {
  readonly heapMiB: number;
  readonly buffersMiB: number;
}

function memory(): void {
  const [short, long] = [SECONDS / 10, SECONDS].map((seconds) =>
    simulate(seconds, 1, ['--expose-gc']),
  ) as [Run & Memory, Run & Memory];
  const total = ({ heapMiB, buffersMiB }: Memory) => heapMiB + buffersMiB;
  const growth = total(long) / total(short) - 1;
  console.log(
    `\nmemory after collection: ${total(short).toFixed(1)} MiB at ${SECONDS / 10} s, ${total(long).toFixed(1)} MiB at ${SECONDS} s: ${(growth * 100).toFixed(1)} % more (goal: under 20 %)`,
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
