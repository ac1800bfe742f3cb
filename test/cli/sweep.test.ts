import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI, Desk, SMALL } from './cksim.ts';
import { allEnded, childrenOf } from './processes.ts';

/** Without retries, so that what a quota refuses is seen. */
const TIGHT = SMALL.replace('Decrypt: 50 % }', 'Decrypt: 50 % }, client: { retryMode: none }')
  .replace('p99(latency) < 500 ms', 'p99(latency) < 500 ms\n  - throttled < 1 %')
  .replace('duration: 5 s', 'duration: 4 s');

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
});

afterEach(() => desk.clear());

describe('cksim sweep', () => {
  it('prints what it found and a row for each point, and leaves HTML, JSON and CSV', () => {
    const { code, stdout, stderr } = desk.cksim(
      'sweep',
      desk.write('small.yaml', TIGHT),
      '--vary',
      'stores.cks.hsms=2..3',
      '--vary',
      'load=1,4',
      '--csv',
      'tables',
      '--set',
      'stores.cks.quota=400/s',
      '--refine',
      '2',
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/meets both objectives at \$/);
    expect(stdout).toMatch(/^cks hsms=2 +1× .*%.*\$/m);
    // A quota of 400/s is reached at twice 200/s; between 1 and 4 two loads are put in between.
    expect(stdout).toMatch(/cks hsms=3: carries (1|1\.41|2)×; at (2|2\.83)× it (probably )?misses/);
    expect(stdout).toContain('standard: carries 4×, the highest');
    const files = desk.files();
    expect(files.filter((name) => !name.endsWith('.csv'))).toEqual([
      'small-sweep.html',
      'small-sweep.json',
      'small.yaml',
    ]);
    expect(files).toEqual(expect.arrayContaining(['objectives.csv', 'points.csv', 'knees.csv']));
    const { stores, sweep, run } = desk.result('reports/small-sweep.json');
    // Three designs at two loads, and two loads in between of each that breaks.
    const points = stores.flatMap((store) => store.points);
    expect(points).toHaveLength(10);
    expect(points.every(({ crypto }) => crypto.mode === 'off')).toBe(true);
    expect(sweep!.knees.map(({ design }) => design)).toEqual([
      'standard',
      'cks hsms=2',
      'cks hsms=3',
    ]);
    expect(run.isPartial).toBe(false);
    expect(desk.read('tables/points.csv').trimEnd().split('\r\n')).toHaveLength(11);
    expect(desk.read('reports/small-sweep.html')).toContain('What the sweep shows');
  });

  it('gives the same bytes with 1, 2 and 4 workers', () => {
    desk.write(
      'small.yaml',
      TIGHT.replace('4 s, warmUp: 1 s, replications: 3', '2 s, replications: 2'),
    );
    const results = ['1', '2', '4'].map((workers) => {
      const { code } = desk.cksim(
        'sweep',
        'small.yaml',
        '--vary',
        'stores.cks.hsms=2,3',
        '--vary',
        'load=1,9',
        '--vary',
        'region=us-east-1,us-west-2',
        '--refine',
        '1',
        '--quiet',
        '--workers',
        workers,
        '--json',
        `${workers}.json`,
        '--csv',
        workers,
      );
      expect(code).toBe(0);
      return [`${workers}.json`, `${workers}/points.csv`].map((name) => desk.read(name));
    });
    expect(results[0]![0]!.length).toBeGreaterThan(100_000);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  it.each([
    [['--vary', 'stores.cks.hsms=2..40'], /^--vary stores\.cks\.hsms=2\.\.40: .*from 1 to 28/],
    [['--vary', 'stores.other.hsms=2'], /^--vary stores\.other\.hsms=2: [^]*one of: standard, cks/],
    [['--vary', 'load=2..1'], /^--vary load=2\.\.1 has a range that runs backwards/],
    [['--vary', 'seed=1..500'], /at least 500 points[^]*--max-points 500/],
    [['--vary', 'load=1', '--csv', '-'], /--csv needs a folder/],
  ])('ends with 2 and says what to write for %j', (args, words) => {
    const { code, stderr } = desk.cksim('sweep', desk.write('small.yaml', SMALL), ...args);
    expect(stderr).toMatch(words);
    expect(code).toBe(2);
    expect(desk.files()).toEqual(['small.yaml']);
  });

  it('puts no loads in between with --no-refine', () => {
    desk.write('small.yaml', TIGHT);
    const { code } = desk.cksim('sweep', 'small.yaml', '--vary', 'load=1,99', '--no-refine');
    expect(code).toBe(0);
    expect(desk.result('reports/small-sweep.json').sweep!.refined).toEqual([]);
  });
});

describe('Ctrl-C in the middle of a sweep', () => {
  let child: ChildProcess;

  afterEach(() => child.kill('SIGKILL'));

  it('keeps the points that are done, marks them partial, and ends with 3', async () => {
    // Half a second a run and 40 points: some are done when it is stopped, never all.
    desk.write('long.yaml', SMALL.replace('duration: 5 s', 'duration: 100 s'));
    const args = ['--vary', 'seed=1..20', '--workers', '2', '--csv', 'tables'];
    child = spawn(process.execPath, [CLI, 'sweep', 'long.yaml', ...args], {
      cwd: desk.folder,
      detached: true,
      stdio: 'ignore',
    });
    const closed = once(child, 'close');
    const workers = await childrenOf(child.pid!, 2, 1);
    process.kill(-child.pid!, 'SIGINT');
    expect(await closed).toEqual([3, null]);
    const { run, stores, warnings } = desk.result('reports/long-sweep.json');
    expect(run.isPartial).toBe(true);
    const points = stores.flatMap((store) => store.points);
    expect(points.length).toBeGreaterThanOrEqual(1);
    expect(points.length).toBeLessThan(40);
    expect(points.every(({ replications }) => replications >= 1)).toBe(true);
    expect(warnings[0]).toBe(
      `Stopped early: ${40 - points.length} of the 40 points of the grid were never simulated and are missing.`,
    );
    expect(desk.read('reports/long-sweep.html')).toContain('stopped early');
    expect(desk.read('tables/points.csv').trimEnd().split('\r\n')).toHaveLength(points.length + 1);
    await allEnded(workers, 10);
  });
});
