import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario, ScenarioError, type Problem } from '../../src/scenario/index.ts';

const FOLDER = join(import.meta.dirname, 'bad');
const GOOD = `workloads: { app: { arrivals: { poisson: 100/s } } }
stores: { cks: { kind: cloudhsm, hsms: 2 } }
`;

function problemsOf(text: string, overrides: readonly string[] = []): readonly Problem[] {
  try {
    loadScenario({ text, fileName: 'bad.yaml', overrides });
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

/** `# expect 6:5 message | hint`, the first line of each file. */
function expectation(text: string) {
  const match = /^# expect (\d+):(\d+) (.*?)(?: \| (.*))?$/m.exec(text);
  if (match === null) throw new Error('the file does not say what to expect');
  const [, line, column, message = '', hint = ''] = match;
  return { line: Number(line), column: Number(column), message, hint };
}

describe('a bad scenario is refused at its place, in words that say what to write instead', () => {
  const files = readdirSync(FOLDER);

  it.each(files)('%s', (file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const { line, column, message, hint } = expectation(text);
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(`${problem!.line}:${problem!.column} ${problem!.message}`).toContain(
      `${line}:${column} ${message}`,
    );
    expect(problem!.hint ?? '').toContain(hint);
    expect(problem!.excerpt).toContain('^');
  });

  it('ten megabytes are refused before they are parsed', () => {
    const started = process.cpuUsage().user;
    const [problem] = problemsOf(`title: ${'x'.repeat(10 * 1024 * 1024)}`);
    expect(problem?.message).toBe('the scenario is 10.0 MiB long, which is more than 1 MiB');
    expect(problem?.hint).toContain('write a scenario of a few kilobytes');
    // Parsing it takes seconds; looking at its length takes none. One second is far from both.
    expect(process.cpuUsage().user - started).toBeLessThan(1e6);
  });

  it.each([
    [
      'a binary file',
      '\u0000\u0001\u0002PNG',
      'the scenario is not a text file',
      'YAML text in UTF-8',
    ],
    ['an empty file', '', 'the scenario is empty', 'write at least workloads: and stores:'],
    ['comments only', '# nothing yet\n', 'the scenario is empty', 'write at least workloads:'],
    ['brackets without end', '['.repeat(50_000), 'the scenario is nested too deeply', 'brackets'],
  ])('%s', (_, text, message, hint) => {
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({ line: 1, column: 1, message });
    expect(problem?.hint).toContain(hint);
  });

  it.each([
    ['stores.cks.hmss=3', 'stores.cks.hmss is not a known setting', 'did you mean "hsms"?'],
    ['storse.cks.hsms=3', 'storse.cks.hsms is not a known setting', 'did you mean "stores"?'],
    ['stores.ckss.hsms=3', 'stores.ckss.hsms names none of the stores', 'did you mean "cks"?'],
    ['stores.cks.hsms=29', 'stores.cks.hsms must be a whole number, from 1 to 28', ''],
    ['stores.cks.hsms', 'stores.cks.hsms is not an override', 'write --set path=value'],
    ['assume.hsm.rate.aes=900', 'assume.hsm.rate.aes must be a rate with its unit', ''],
    ['stores.__proto__.hsms=3', 'stores.__proto__.hsms cannot be a setting', 'write --set'],
    ['run.duration=.nan', 'the value of run.duration is not a finite number', ''],
  ])('--set %s is blamed on the command line', (override, message, hint) => {
    const problems = problemsOf(GOOD, [override]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ file: 'command line', line: null });
    expect(problems[0]!.message).toContain(message);
    expect(problems[0]!.hint ?? '').toContain(hint);
    expect(problems[0]!.excerpt).toContain(`--set ${override}`);
  });

  it('what is not YAML is shown where the parser stumbled', () => {
    const [problem] = problemsOf(`${GOOD}title: SnowyBank: loan documents\n`);
    expect(problem).toMatchObject({ line: 3, column: 8 });
    expect(problem!.message).toContain('this is not YAML');
    expect(problem!.hint).toContain('put texts with : or # into quotes');
  });

  it('all problems come at once, in file order', () => {
    const problems = problemsOf(`tilte: x
workloads: { app: { arrivals: { poisson: 3 }, keys: 0 } }
stores: { cks: { kind: cloudhsm, hsms: 0 } }
run: { duration: 5 }
`);
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [2, 42],
      [2, 53],
      [3, 40],
      [4, 18],
    ]);
  });

  it('control characters of the file do not reach the terminal', () => {
    const problems = problemsOf(`${GOOD}tilte: "\u007f[31m"\n`);
    expect(problems[0]!.excerpt).not.toContain('\u007f');
  });
});
