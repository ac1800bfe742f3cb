import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExitCode, EXIT_CODE_HELP, heaviest } from '../../src/cli/exit-codes.ts';
import { Desk, SMALL, type Ended } from './cksim.ts';

describe('exit codes', () => {
  it.each([
    [[], 0],
    [[0, 0], 0],
    [[0, 1], 1],
    [[1, 3], 3],
    [[3, 2, 1], 2],
    [[2, 70, 3], 70],
  ])('of the codes %j the heaviest is %i', (codes, expected) => {
    expect(heaviest(codes)).toBe(expected);
  });

  it('are all explained in the help', () => {
    for (const code of Object.values(ExitCode))
      expect(EXIT_CODE_HELP).toMatch(new RegExp(`^ +${code} `, 'm'));
  });
});

const QUICK = SMALL.replace('duration: 5 s', 'duration: 2 s');
/** A limit that nothing meets, and one that lies within the noise of a few calls. */
const MISSED = QUICK.replace('p99(latency) < 500 ms', 'p99(latency) < 1 ms');
const UNDECIDED = QUICK.replace('p99(latency) < 500 ms', 'mean(latency) < 5.9 ms').replace(
  '  cks: { kind: cloudhsm, hsms: 2 }\n',
  '',
);
const FILES = {
  'met.yaml': QUICK,
  'missed.yaml': MISSED,
  'bad.yaml': 'workloads: { calls: { arival: 1 } }\n',
  'broken.json': '{ "format": ',
  'other.json': '{ "format": "something else" }',
  'later.json': '{ "format": "cksim-result", "version": 2 }',
};

/** Command line, and the code that it has to end with. */
const TABLE: readonly (readonly [command: string, code: number])[] = [
  ['--help', 0],
  ['--version', 0],
  ['', 2],
  ['rum met.yaml', 2],
  ['run', 2],
  ['run met.yaml --no-sensitivity', 0],
  ['run missed.yaml --no-sensitivity', 1],
  ['run met.yaml missed.yaml --no-sensitivity', 1],
  ['run bad.yaml', 2],
  ['run none.yaml', 2],
  ['run met.yaml --nonsense', 2],
  ['run -', 2],
  ['plan -', 2],
  ['run met.yaml --set stores.cks.hsms=no', 2],
  ['run met.yaml --html met.yaml/x.html', 2],
  ['run met.yaml --html - --json -', 2],
  ['run met.yaml --workers 0', 2],
  ['run met.yaml --html-mode live', 2],
  ['run met.yaml --md - --json -', 2],
  ['run met.yaml --md same.txt --json same.txt', 2],
  ['run met.yaml --html a.html --html b.html', 2],
  ['run met.yaml --html .', 2],
  ['run met.yaml --csv -', 2],
  ['run met.yaml --csv met.yaml', 2],
  ['run met.yaml --svg -', 2],
  ['run met.yaml --svg met.yaml/figures', 2],
  ['run met.yaml --md x.md --md-limit 10', 2],
  ['run met.yaml --md x.md --md-limit many', 2],
  ['run met.yaml missed.yaml --md x.md', 2],
  ['run met.yaml --no-sensitivity --set run.maxEvents=2000', 3],
  ['plan met.yaml', 0],
  ['plan missed.yaml --set plan.hsms=2 --set plan.keyStores=1 --set plan.zones=2', 1],
  ['plan bad.yaml', 2],
  ['plan met.yaml --set plan.hsms=1', 2],
  ['plan', 2],
  ['sweep met.yaml --vary load=0.5,1', 0],
  ['sweep missed.yaml --vary load=0.5,1 --refine 0', 1],
  ['sweep met.yaml', 2],
  ['sweep met.yaml --vary load', 2],
  ['sweep met.yaml --vary region=atlantis', 2],
  ['sweep met.yaml --vary load=0.5,1 --max-points 2', 2],
  ['sweep bad.yaml --vary load=1', 2],
  ['whatif met.yaml --set stores.cks.hsms=3', 0],
  ['whatif missed.yaml --set stores.cks.hsms=3', 1],
  ['whatif met.yaml --set workloads.calls.arrivals.poisson=4000/s --fail-on worse', 1],
  ['whatif met.yaml', 2],
  ['whatif met.yaml --set seed=other', 2],
  ['whatif met.yaml --variant none', 2],
  ['diff before.json before.json', 0],
  ['diff before.json dearer.json', 0],
  ['diff before.json dearer.json --limit cost=+100%', 0],
  ['diff before.json dearer.json --limit cost=+1USD', 1],
  ['diff before.json dearer.json --limit cost=+1USD --fail-on never', 0],
  ['diff before.json dearer.json --limit cost', 2],
  ['diff before.json broken.json', 2],
  ['diff before.json other.json', 2],
  ['diff before.json later.json', 2],
  ['diff before.json met.yaml', 2],
  ['diff before.json', 2],
  ['report before.json', 0],
  ['report before.json dearer.json', 0],
  ['report before.json --md - --csv tables --svg figures --html-mode static', 0],
  ['report missed.json', 0],
  ['report', 2],
  ['report none.json', 2],
  ['report met.yaml', 2],
  ['report broken.json', 2],
  ['report other.json', 2],
  ['report later.json', 2],
  ['report changed.json', 2],
  ['report before.json other.json', 2],
  ['report before.json dearer.json --html x.html', 2],
  ['report before.json --html-mode live', 2],
  ['report before.json --html - --md -', 2],
  ['report before.json --csv -', 2],
  ['report before.json --svg before.json', 2],
  ['report before.json --workers 2', 2],
  ['report -', 2],
  ['validate met.yaml', 0],
  ['validate bad.yaml', 2],
  ['explain hsm.rate.aes', 0],
  ['explain no.such.fact', 2],
  ['init', 0],
  ['init --output met.yaml', 2],
  ['schema', 0],
];

describe('a command', () => {
  let desk: Desk;
  const run = (command: string): Ended =>
    desk.cksim(...command.split(' ').filter((word) => word !== ''));

  beforeAll(() => {
    desk = new Desk();
    for (const [name, text] of Object.entries(FILES)) desk.write(name, text);
    run('run met.yaml --no-sensitivity --quiet --json before.json');
    run('run met.yaml --no-sensitivity --quiet --json dearer.json --set stores.cks.hsms=3');
    run('run missed.yaml --no-sensitivity --quiet --json missed.json');
    desk.write('changed.json', desk.read('before.json').replaceAll('"settling"', '"other"'));
  });

  afterAll(() => desk.clear());

  it.each(TABLE)('%s ends with %i', (command, code) => {
    const ended = run(command);
    expect([ended.code, ended.stderr]).toEqual([code, expect.anything()]);
    // A wrong question is answered with what to write instead.
    if (code === ExitCode.wrongQuestion) expect(ended.stderr.length).toBeGreaterThan(20);
  });

  it('that is not decided ends with 0, or with 1 where that is asked for', () => {
    desk.write('undecided.yaml', UNDECIDED);
    const ended = run('run undecided.yaml --no-sensitivity --json u.json');
    // The mean itself, so that the limit lies within its interval.
    const mean = desk.result('u.json').stores[0]!.points[0]!.latencyMs.mean!.value;
    desk.write('undecided.yaml', UNDECIDED.replace('5.9 ms', `${mean.toFixed(3)} ms`));
    expect(ended.code).not.toBeNull();
    expect(run('run undecided.yaml --no-sensitivity').code).toBe(0);
    expect(run('run undecided.yaml --no-sensitivity --fail-on undecided').code).toBe(1);
  });
});
