import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/cli/user-error.ts';
import { WorkerPool } from '../../src/cli/worker-pool.ts';
import { allEnded } from './processes.ts';

/** A worker that does as its task says. Tasks that name a file write down there that they were begun. */
const SCRIPT = `
import { appendFileSync, readFileSync } from 'node:fs';
process.on('message', ({ file, dies, ends, fails, waits, value }) => {
  if (file) appendFileSync(file, process.pid + '\\n');
  const times = file ? readFileSync(file, 'utf8').trim().split('\\n').length : 0;
  if (times <= dies) process.kill(process.pid, 'SIGKILL');
  if (ends) { process.stderr.write('last words'); process.exit(5); }
  if (fails) return process.send({ error: new RangeError('out of range') });
  setTimeout(() => process.send({ result: { pid: process.pid, value } }), waits ?? 0);
});
`;

interface Task {
  readonly file?: string;
  /** How often the worker kills itself before it answers. */
  readonly dies?: number;
  readonly ends?: boolean;
  readonly fails?: boolean;
  readonly waits?: number;
  readonly value?: unknown;
}

interface Answer {
  readonly pid: number;
  readonly value: unknown;
}

let folder: string;
let pool: WorkerPool<Task, Answer>;
let told: string[];

function open(size: number): void {
  told = [];
  pool = new WorkerPool({
    script: join(folder, 'worker.mjs'),
    size,
    onLost: (sentence) => told.push(sentence),
  });
}

/** Process ids of the workers that began a task with this file. */
function begun(file: string): number[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').trim().split('\n').map(Number);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cksim-pool-'));
  writeFileSync(join(folder, 'worker.mjs'), SCRIPT);
});

afterEach(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

describe('a pool of workers', () => {
  it('answers each task with its own result, on no more processes than it may have', async () => {
    open(2);
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((value) => pool.run({ value })));
    expect(answers.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5, 6]);
    const pids = new Set(answers.map(({ pid }) => pid));
    expect(pids.size).toBe(2);
    expect(pids).not.toContain(process.pid);
  });

  it('uses one process for tasks that come one after the other', async () => {
    open(4);
    const first = await pool.run({});
    const second = await pool.run({});
    expect(second.pid).toBe(first.pid);
  });

  it('carries numbers that JSON cannot', async () => {
    open(1);
    const { value } = await pool.run({ value: [Infinity, -0, NaN] });
    expect(value).toEqual([Infinity, -0, NaN]);
  });

  it('throws what the task throws, and goes on with the same process', async () => {
    open(1);
    const { pid } = await pool.run({});
    await expect(pool.run({ fails: true })).rejects.toThrow(RangeError);
    expect((await pool.run({})).pid).toBe(pid);
    expect(told).toEqual([]);
  });
});

describe('a worker that dies', () => {
  it('has its task begun again on a fresh one, and somebody is told', async () => {
    open(2);
    const file = join(folder, 'begun');
    const [answer, other] = await Promise.all([
      pool.run({ file, dies: 3, value: 'here' }),
      pool.run({ value: 'undisturbed' }),
    ]);
    expect([answer.value, other.value]).toEqual(['here', 'undisturbed']);
    expect(new Set(begun(file)).size).toBe(4);
    expect(told).toHaveLength(3);
    expect(told[0]).toBe(
      'A worker process was lost: it was killed by SIGKILL. Its run is begun again on a new one.',
    );
  });

  it('is given up with its task after four times, and says what to try', async () => {
    open(1);
    const file = join(folder, 'begun');
    const error: unknown = await pool.run({ file, dies: Infinity }).catch((reason) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      message: 'one run was begun 4 times, and each time its worker process was killed by SIGKILL',
      hint: expect.stringContaining('--workers 1') as unknown,
    });
    expect(begun(file)).toHaveLength(4);
    expect((await pool.run({ value: 'next' })).value).toBe('next');
  });

  it('by its own code is a bug, reported with its last words', async () => {
    open(1);
    const error: unknown = await pool.run({ ends: true }).catch((reason) => reason);
    expect(error).not.toBeInstanceOf(UserError);
    expect(String(error)).toMatch(/ended with exit code 5\nlast words/);
  });

  it('while it has nothing to do is replaced in silence', async () => {
    open(1);
    const { pid } = await pool.run({});
    process.kill(pid, 'SIGKILL');
    await allEnded([pid], 10);
    expect((await pool.run({ value: 'next' })).value).toBe('next');
  });
});

describe('closing the pool', () => {
  it('kills workers at their work, and begins nothing again', async () => {
    open(1);
    const file = join(folder, 'begun');
    const endless = pool.run({ file, waits: 1e9 }).catch((reason: unknown) => String(reason));
    const queued = pool.run({ waits: 1e9 }).catch((reason: unknown) => String(reason));
    while (begun(file).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await pool.close();
    expect(await endless).toMatch(/killed by SIGKILL/);
    expect(told).toEqual([]);
    await allEnded(begun(file), 10);
    expect(await queued).toMatch(/closed/);
  });
});
