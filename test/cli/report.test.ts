import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CLI, Desk, SMALL } from './cksim.ts';

const QUICK = SMALL.replace('duration: 5 s', 'duration: 2 s');
/**
 * Figures that there are none of: too little time before the fault to say what recovery is, and an
 * HSM that is asked for more than it can do, so that it has no latency.
 */
const UNMEASURED = QUICK.replace(
  'stores:',
  'faults: [{ zoneDown: a, at: 1 s, for: 500 ms, name: loss }]\nstores:',
)
  .replace('  cks:', '  direct: { kind: cloudhsm-direct, hsms: 1 }\n  cks:')
  .replace('objectives:', 'assume: { hsm.rate.aes: 20/s }\nobjectives:\n  - recovery < 30 s');

/** Everything there is to show, from the same scenario. */
const WRITTEN: readonly (readonly [base: string, ...words: string[]])[] = [
  ['small', 'run', 'small.yaml'],
  ['small', 'run', 'small.yaml', '--html-mode', 'static', '--no-sensitivity'],
  ['unmeasured', 'run', 'unmeasured.yaml', '--set', 'title="Without <figures>"'],
  ['small', 'run', 'small.yaml', '--set', 'run.maxEvents=2000'],
  ['small-plan', 'plan', 'small.yaml'],
  ['small-sweep', 'sweep', 'small.yaml', '--vary', 'load=1,4', '--set', 'stores.cks.quota=400/s'],
  ['small-whatif', 'whatif', 'small.yaml', '--set', 'stores.cks.hsms=3', '--name', 'one more'],
];

describe('cksim report', () => {
  let desk: Desk;

  beforeAll(() => {
    desk = new Desk();
    desk.write('small.yaml', QUICK);
    desk.write('unmeasured.yaml', UNMEASURED);
  });

  afterAll(() => desk.clear());

  it.each(WRITTEN)(
    'makes the page of %s again, byte for byte: cksim %s %s %s %s',
    (base, ...words) => {
      const written = desk.cksim(
        ...words,
        '--md',
        'a.md',
        '--csv',
        'a',
        '--svg',
        'a',
        '--hdr',
        'a.txt',
      );
      expect([0, 1, 3]).toContain(written.code);
      const mode = words.includes('static') ? ['--html-mode', 'static'] : [];
      const again = [
        '--md',
        'b.md',
        '--csv',
        'b',
        '--svg',
        'b',
        '--hdr',
        'b.txt',
        '--json',
        'b.json',
      ];
      const { code, stdout, stderr } = desk.cksim(
        'report',
        `reports/${base}.json`,
        '--html',
        'b.html',
        ...mode,
        ...again,
      );
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('b.html');
      const page = desk.read(`reports/${base}.html`);
      expect(page.includes('cksim-page')).toBe(mode.length === 0);
      expect(desk.read('b.html')).toBe(page);
      expect(desk.read('b.json')).toBe(desk.read(`reports/${base}.json`));
      expect(desk.read('b.md')).toBe(desk.read('a.md'));
      expect(desk.read('b.txt')).toBe(desk.read('a.txt'));
      const names = readdirSync(join(desk.folder, 'a')).sort();
      expect(names).toContain('points.csv');
      expect(names.filter((name) => !/\.(?:csv|svg)$/.test(name))).toEqual([]);
      for (const name of names) expect(desk.read(`b/${name}`)).toBe(desk.read(`a/${name}`));
    },
  );

  it('had figures that there are none of to read back, and a run that was cut short', () => {
    desk.cksim('run', 'unmeasured.yaml', '--no-sensitivity');
    const text = desk.read('reports/unmeasured.json');
    expect(text).toMatch(/"low": null,\n *"method": "unstable[^]*"value": null/);
    expect(text).toMatch(/"low": 0,\n *"method": "unknown[^]*"value": null/);
    expect(desk.result('reports/unmeasured.json').live).not.toBeNull();
  });

  it('writes the page beside the result where nothing else is asked for, and only then', () => {
    desk.cksim('run', 'small.yaml', '--no-sensitivity', '--quiet', '--json', 'kept/x.json');
    expect(desk.cksim('report', 'kept/x.json', '--md', 'x.md').stdout).toBe('Report: x.md\n');
    expect(readdirSync(join(desk.folder, 'kept'))).toEqual(['x.json']);
    expect(desk.cksim('report', 'kept/x.json').stdout).toBe('Report: kept/x.html\n');
    expect(readdirSync(join(desk.folder, 'kept')).sort()).toEqual(['x.html', 'x.json']);
  });

  it('reads a result from a pipe and prints a document alone', () => {
    desk.cksim('run', 'small.yaml', '--no-sensitivity', '--quiet', '--json', 'x.json');
    const { stdout, stderr, status } = spawnSync(
      'sh',
      ['-c', 'cat x.json | "$0" "$1" report /dev/stdin --json - --quiet', process.execPath, CLI],
      { cwd: desk.folder, encoding: 'utf8', maxBuffer: 2 ** 26 },
    );
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe(desk.read('x.json'));
  });
});

describe('the documents of a command', () => {
  let desk: Desk;

  beforeAll(() => {
    desk = new Desk();
    desk.write('small.yaml', QUICK);
  });

  afterAll(() => desk.clear());

  afterEach(() => {
    for (const name of [
      'CKSIM_HTML_MODE',
      'CKSIM_MD',
      'CKSIM_STAMP',
      'CKSIM_QUIET',
      'CKSIM_HOME',
    ]) {
      delete process.env[name];
    }
  });

  const run = (...words: readonly string[]) =>
    desk.cksim('run', 'small.yaml', '--no-sensitivity', ...words);

  it('say how to repeat the result, whatever else was asked for', () => {
    run('--set', 'run.duration=1500 ms', '--workers', '1', '--md', 'x.md', '--html-mode', 'static');
    const { command } = desk.result('reports/small.json');
    expect(command).toBe("cksim run small.yaml --set 'run.duration=1500 ms' --no-sensitivity");
    expect(desk.read('reports/small.html')).toContain(command);
    const before = desk.read('reports/small.json');
    const words = command!.replace(/^cksim /, '');
    const again = spawnSync('sh', ['-c', `"$0" "$1" ${words}`, process.execPath, CLI], {
      cwd: desk.folder,
    });
    expect(again.status).toBe(0);
    expect(desk.read('reports/small.json')).toBe(before);
  });

  it('hold a clock only with --stamp, and then only page and Markdown', () => {
    const plain = [run('--md', 'x.md'), desk.read('reports/small.json'), desk.read('x.md')];
    const page = desk.read('reports/small.html');
    run('--md', 'x.md', '--stamp');
    const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/;
    expect(page).not.toMatch(time);
    expect(desk.read('reports/small.json')).toBe(plain[1]);
    expect(desk.read('x.md').replace(/\n<sub>made .*<\/sub>\n$/, '')).toBe(plain[2]);
    expect(desk.read('x.md')).toMatch(time);
    expect(desk.read('reports/small.html').replace(/ · page made [^<]*/, '')).toBe(page);
  });

  it('can be asked for by the environment, below the command line; other variables are no matter', () => {
    process.env['CKSIM_HTML_MODE'] = 'static';
    process.env['CKSIM_MD'] = 'env.md';
    process.env['CKSIM_QUIET'] = '1';
    process.env['CKSIM_HOME'] = '/somewhere';
    expect(run()).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(desk.read('env.md')).toContain('Small');
    expect(desk.read('reports/small.html')).not.toContain('<script');
    run('--html-mode', 'interactive', '--no-quiet', '--md', 'line.md');
    expect(desk.read('line.md')).toBe(desk.read('env.md'));
    expect(desk.read('reports/small.html')).toContain('<script');
    // They change no number, so commands that have no such option do not mind.
    expect(desk.cksim('validate', 'small.yaml').code).toBe(0);
  });

  it.each([
    ['CKSIM_HTML_MODE', 'live', /CKSIM_HTML_MODE=live is not known[^]*interactive, static/],
    ['CKSIM_STAMP', 'perhaps', /CKSIM_STAMP=perhaps is neither true nor false/],
  ])('are refused where %s is %s', (name, value, message) => {
    process.env[name] = value;
    const { code, stderr } = run();
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('leave standard output to the one that is printed there', () => {
    const { stdout, stderr } = run('--md', '-');
    expect(stdout).toMatch(/^## Small/);
    expect(stderr).toContain('Report: reports/small.html');
    run('--json', 'x.json');
    expect(run('--json', '-', '--quiet')).toEqual({
      code: 0,
      stdout: desk.read('x.json'),
      stderr: '',
    });
  });
});
