import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI, Desk, SMALL } from './cksim.ts';
import { allEnded, childrenOf } from './processes.ts';

/** Four runs of a second or so each: a worker that has begun one is at it for a while. */
const HEAVY = SMALL.replace('200/s', '2000/s').replace(
  /run: .*/,
  'run: { duration: 60 s, warmUp: 1 s, replications: 2 }',
);
/** One run of it takes longer than anybody would wait. */
const ENDLESS = HEAVY.replace('duration: 60 s', 'duration: 100 d');

let desk: Desk;
let started: ChildProcess[];
let workers: number[];

beforeEach(() => {
  desk = new Desk();
  started = [];
  workers = [];
});

afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  // Of a test that failed: workers that outlived their parent.
  for (const pid of workers) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone, as it should be
    }
  }
  desk.clear();
});

function start(...args: readonly string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: desk.folder });
  started.push(child);
  const words = { stderr: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words.stderr += text));
  child.stdout.resume();
  return { child, words, closed: once(child, 'close') as Promise<[number | null]> };
}

describe('the number of workers', () => {
  it.each([['run'], ['sweep', '--vary', 'load=0.5,1,2']])(
    'changes nothing in the result of cksim %s',
    (...command) => {
      const name = desk.write('small.yaml', SMALL.replace('replications: 3', 'replications: 7'));
      const results = [1, 2, 4].map((count) => {
        const options = ['--json', `${count}.json`, '--workers', `${count}`, '--quiet'];
        expect(desk.cksim(...command, name, ...options).code).toBe(0);
        return desk.read(`${count}.json`);
      });
      expect(results[1]).toBe(results[0]);
      expect(results[2]).toBe(results[0]);
    },
  );

  it.each(['0', '1.5', 'two'])('is refused where it is none: %s', (count) => {
    const { code, stderr } = desk.cksim('run', desk.write('small.yaml', SMALL), '--workers', count);
    expect(code).toBe(2);
    expect(stderr).toMatch(/whole number of processes, 1 or more/);
    expect(desk.files()).toEqual(['small.yaml']);
  });

  it('can come from the environment', async () => {
    const name = desk.write('endless.yaml', ENDLESS);
    const env = { ...process.env, CKSIM_WORKERS: '3' };
    const child = spawn(process.execPath, [CLI, 'run', name], { cwd: desk.folder, env });
    started.push(child);
    workers = await childrenOf(child.pid!, 3);
    expect(workers).toHaveLength(3);
    child.kill('SIGTERM');
    await once(child, 'close');
    await allEnded(workers, 10);
  });
});

describe('a worker that is killed in the middle of a run', () => {
  it.each([
    ['run', '--no-sensitivity'],
    ['sweep', '--no-refine', '--vary', 'load=0.5,1'],
  ])('costs time and nothing else: cksim %s ends with the same result', async (...command) => {
    const name = desk.write('heavy.yaml', HEAVY);
    const undisturbed = start(...command, name, '--json', 'undisturbed.json', '--quiet');
    expect(await undisturbed.closed).toEqual([0, null]);
    expect(undisturbed.words.stderr).toBe('');

    const { child, words, closed } = start(
      ...command,
      name,
      '--json',
      'disturbed.json',
      '--workers',
      '2',
    );
    workers = await childrenOf(child.pid!, 2);
    await setTimeout(300);
    process.kill(workers[0]!, 'SIGKILL');
    expect(await closed).toEqual([0, null]);
    expect(words.stderr).toMatch(/worker process was lost: it was killed by SIGKILL.*begun again/);
    expect(desk.read('disturbed.json')).toBe(desk.read('undisturbed.json'));
  });
});

describe('workers whose parent vanishes', () => {
  it('end too, though they are in the middle of a run', async () => {
    const { child, closed } = start('run', desk.write('endless.yaml', ENDLESS), '--workers', '2');
    workers = await childrenOf(child.pid!, 2, 1);
    child.kill('SIGKILL');
    await closed;
    // They look every half second; the rest is for a machine with much else to do.
    await allEnded(workers, 20);
  });
});
