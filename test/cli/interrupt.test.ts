import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CLI, Desk, SMALL } from './cksim.ts';

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
});

afterEach(() => desk.clear());

it('the first Ctrl-C keeps the replications that are done, marks them partial, and ends with 3', async () => {
  // Far more work than fits the wait: some replications are done by then, never all.
  const long = SMALL.replace('replications: 3', 'replications: 10000');
  const args = [CLI, 'run', desk.write('long.yaml', long)];
  const child = spawn(process.execPath, args, { cwd: desk.folder, stdio: 'ignore' });
  await setTimeout(4000);
  child.kill('SIGINT');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(3);
  const { run, warnings } = desk.result('reports/long.json');
  expect(run.isPartial).toBe(true);
  expect(run.replications).toBeLessThan(10_000);
  expect(warnings.join(' ')).toMatch(/of 10000 replications/);
  expect(desk.files()).toEqual(['long.html', 'long.json', 'long.yaml']);
});
