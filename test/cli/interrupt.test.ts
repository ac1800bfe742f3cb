import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CLI, Desk, SMALL } from './cksim.ts';
import { allEnded, childrenOf } from './processes.ts';

let desk: Desk;
let child: ChildProcess;
let stderr: string;

/** As a terminal starts it: the leader of a group, all of which hears Ctrl-C. */
function start(...words: readonly string[]): Promise<[number | null]> {
  child = spawn(process.execPath, [CLI, ...words, '--workers', '2'], {
    cwd: desk.folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  stderr = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return once(child, 'close') as Promise<[number | null]>;
}

function pressCtrlC(): void {
  process.kill(-child.pid!, 'SIGINT');
}

beforeEach(() => {
  desk = new Desk();
});

afterEach(() => {
  child.kill('SIGKILL');
  desk.clear();
});

// Far more work than anybody waits for: some replications are done when it is stopped, never all.
const MANY = SMALL.replace('replications: 3', 'replications: 10000');
const ENDLESS = SMALL.replace('duration: 5 s', 'duration: 100 d');

it('the first Ctrl-C keeps the replications that are done, marks them partial, and ends with 3', async () => {
  const closed = start('run', desk.write('long.yaml', MANY), desk.write('next.yaml', SMALL));
  // A second is several times what it takes to load the code: the rest went into replications.
  const workers = await childrenOf(child.pid!, 2, 2);
  pressCtrlC();
  expect(await closed).toEqual([3, null]);
  const { run, warnings } = desk.result('reports/long.json');
  expect(run.isPartial).toBe(true);
  expect(run.replications).toBeGreaterThanOrEqual(1);
  expect(run.replications).toBeLessThan(10_000);
  expect(warnings.join(' ')).toMatch(/of 10000 replications/);
  // The workers did not hear it; and the scenario after this one is not begun.
  expect(stderr).not.toMatch(/lost/);
  expect(desk.files()).toEqual(['long.html', 'long.json', 'long.yaml', 'next.yaml']);
  await allEnded(workers, 10);
});

it('the first Ctrl-C does the same to a sweep', async () => {
  const closed = start('sweep', desk.write('long.yaml', MANY), '--vary', 'load=0.5,1');
  await childrenOf(child.pid!, 2, 2);
  pressCtrlC();
  expect(await closed).toEqual([3, null]);
  const { run, stores } = desk.result('reports/long-sweep.json');
  expect(run.isPartial).toBe(true);
  expect(run.replications).toBeLessThan(10_000);
  // Every point of the grid has been measured: two designs, two loads.
  expect(stores.flatMap(({ points }) => points)).toHaveLength(4);
});

it('the second Ctrl-C ends with 130 at once, and leaves neither processes nor files', async () => {
  const closed = start('run', desk.write('endless.yaml', ENDLESS));
  const workers = await childrenOf(child.pid!, 2);
  pressCtrlC();
  while (!stderr.includes('Ctrl-C again')) await once(child.stderr!, 'data');
  pressCtrlC();
  expect(await closed).toEqual([130, null]);
  await allEnded(workers, 10);
  expect(desk.files()).toEqual(['endless.yaml']);
});

it('SIGTERM is like a second Ctrl-C', async () => {
  const closed = start('run', desk.write('endless.yaml', ENDLESS));
  const workers = await childrenOf(child.pid!, 2);
  child.kill('SIGTERM');
  expect(await closed).toEqual([130, null]);
  await allEnded(workers, 10);
  expect(desk.files()).toEqual(['endless.yaml']);
});
