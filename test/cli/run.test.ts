import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Desk, SMALL } from './cksim.ts';

const BAD_FOLDER = resolve(import.meta.dirname, '../scenario/bad');

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
});

afterEach(() => desk.clear());

describe('cksim run', () => {
  it('prints verdict and table, leaves one HTML and one JSON file, and ends with 0', () => {
    const { code, stdout, stderr } = desk.cksim('run', desk.write('small.yaml', SMALL));
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/standard meets its one objective at \$/);
    expect(stdout).toMatch(/^cks .*%.*\$/m);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(desk.files()).toEqual(['small.html', 'small.json', 'small.yaml']);
  });

  it('gives byte-identical JSON and HTML for the same scenario and seed', () => {
    desk.write('small.yaml', SMALL);
    const outputs = ['a', 'b'].map((name) => {
      desk.cksim(
        'run',
        'small.yaml',
        '--json',
        `${name}.json`,
        '--html',
        `${name}.html`,
        '--quiet',
      );
      return [desk.read(`${name}.json`), desk.read(`${name}.html`)];
    });
    expect(outputs[0]![0]!.length).toBeGreaterThan(10_000);
    expect(outputs[0]).toEqual(outputs[1]);
  });

  it('has the same fingerprint with cryptography every, sampled and off', () => {
    desk.write('small.yaml', SMALL);
    const runs = ['every', 'sampled', 'off'].map((mode) => {
      desk.cksim(
        'run',
        'small.yaml',
        '--set',
        `run.crypto=${mode}`,
        '--json',
        `${mode}.json`,
        '--quiet',
      );
      return desk.result(`${mode}.json`);
    });
    expect(new Set(runs.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    const operations = runs.map(({ stores }) => stores[1]!.points[0]!.crypto.operations);
    expect(operations[0]).toBeGreaterThan(2500);
    expect(operations[1]).toBeLessThan(operations[0]! / 2);
    // Off: one ciphertext of each key is sealed all the same, to be tried at the end: 3 runs, 1 key.
    expect(operations[2]).toBe(3);
  });

  it('prints the result alone on standard output with --json -', () => {
    const { code, stdout } = desk.cksim(
      'run',
      desk.write('small.yaml', SMALL),
      '--json',
      '-',
      '--quiet',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ format: 'cksim-result', version: 1, seed: 'small' });
  });

  it('writes the requests as CloudTrail would with --event-log, and says when it was cut', () => {
    desk.write('small.yaml', SMALL);
    const args = ['run', 'small.yaml', '--event-log', 'events.jsonl'];
    const { code, stderr } = desk.cksim(...args, '--event-log-limit', '50');
    expect(code).toBe(0);
    expect(stderr).toMatch(/events\.jsonl, 100 events/);
    expect(stderr).toMatch(/cut after 50 lines of standard, cks/);
    const lines = desk.read('events.jsonl').trimEnd().split('\n');
    expect(lines).toHaveLength(100);
    expect(JSON.parse(lines[0]!)).toMatchObject({ eventSource: 'kms.amazonaws.com' });
    const whole = desk.cksim(...args, '--quiet');
    expect(whole.stderr).toBe('');
    // Two designs, about 1,000 calls each.
    expect(desk.read('events.jsonl').split('\n').length).toBeGreaterThan(1900);
  });

  it('ends with 1 when no design meets the objectives', () => {
    const hopeless = SMALL.replace('< 500 ms', '< 1 ms');
    const { code, stdout } = desk.cksim('run', desk.write('small.yaml', hopeless));
    expect(code).toBe(1);
    expect(stdout).toMatch(/No eligible design meets every objective/);
  });

  it('takes one word after --set, and the file after that', () => {
    desk.write('small.yaml', SMALL);
    const { code, stdout } = desk.cksim('run', '--set', 'title=Renamed', 'small.yaml');
    expect([code, stdout]).toEqual([0, expect.stringContaining('Renamed')]);
  });

  it('ends with 3 and marks the result when a bound stops it', () => {
    const { code, stdout } = desk.cksim(
      'run',
      desk.write('small.yaml', SMALL),
      '--set',
      'run.maxEvents=2000',
    );
    expect(code).toBe(3);
    expect(stdout).toMatch(/stopped early/);
    expect(desk.result('reports/small.json').run.isPartial).toBe(true);
  });

  it('fails at once on an output that cannot be written, and leaves nothing behind', () => {
    desk.write('small.yaml', SMALL);
    desk.write('blocker', '');
    const { code, stderr } = desk.cksim('run', 'small.yaml', '--html', 'blocker/x.html');
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot write blocker\/x\.html/);
    expect(desk.files()).toEqual(['blocker', 'small.yaml']);
  });

  it.each([
    [['run'], /no scenario file was given/],
    [['run', '--set', 'small.yaml'], /no scenario file was given/],
    [
      ['run', '--set', 'run.crypto=off', 'run.drain=1s', 'small.yaml'],
      /run\.drain=1s is no scenario/,
    ],
    [['run', 'nowhere.yaml'], /cannot read nowhere\.yaml/],
    [['run', 'small.yaml', '--josn', 'x'], /josn/],
    [['run', 'small.yaml', '--html', '-', '--json', '-'], /both want standard output/],
    [['run', 'small.yaml', '--event-log', '-'], /--event-log needs a file/],
    [['run', 'small.yaml', '--event-log-limit', '0'], /whole number of lines/],
    [['rnu', 'small.yaml'], /run/],
    [[], /which command/],
  ])('ends with 2 and says what is wrong for: cksim %j', (args, message) => {
    desk.write('small.yaml', SMALL);
    const { code, stderr } = desk.cksim(...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(desk.files()).toEqual(['small.yaml']);
  });
});

describe('a bad scenario', () => {
  const BAD: Readonly<Record<string, string | Uint8Array>> = {
    ...Object.fromEntries(
      readdirSync(BAD_FOLDER)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => [name, readFileSync(join(BAD_FOLDER, name))]),
    ),
    'ten-megabytes.yaml': `# ${'x'.repeat(10 * 2 ** 20)}\n${SMALL}`,
    'binary.yaml': Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) % 256),
  };

  it('ends with 2, file:line:column and a sentence, and leaves nothing in reports', () => {
    const names = Object.keys(BAD);
    expect(names.length).toBeGreaterThanOrEqual(20);
    for (const name of names) desk.write(name, BAD[name]!);
    // One process for each would take minutes; validation is the same for all commands.
    for (const name of names.filter((_, i) => i % 6 === 0)) {
      const { code, stderr } = desk.cksim('run', name);
      expect([name, code]).toEqual([name, 2]);
      expect(stderr).toMatch(new RegExp(`^${name}:\\d+:\\d+ {2}\\S.{10}`, 'm'));
    }
    expect(desk.files()).toEqual([...names].sort());
  }, 240_000);
});

describe('cksim validate', () => {
  it('says how much a scenario asks for, and with --explain what it rests on', () => {
    desk.write('small.yaml', SMALL);
    const { code, stdout } = desk.cksim('validate', 'small.yaml', '--explain');
    expect(code).toBe(0);
    expect(stdout).toMatch(/2 designs x 1 loads = 2 points, 3 replications/);
    expect(stdout).toMatch(/hsm\.rate\.aes = 1,800\/s {2}\(default, assumption\)/);
    expect(desk.files()).toEqual(['small.yaml']);
  });
});

describe('cksim explain', () => {
  it('prints a fact with its source, and suggests names for a wrong one', () => {
    const known = desk.cksim('explain', 'quota.customKeyStore');
    expect(known.code).toBe(0);
    expect(known.stdout).toMatch(/1,800\/s/);
    expect(known.stdout).toMatch(/documented/);
    const unknown = desk.cksim('explain', 'customKeyStore');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/did you mean: .*quota\.customKeyStore/);
  });
});

describe('cksim schema', () => {
  it('prints a JSON Schema of draft 7', () => {
    const { code, stdout } = desk.cksim('schema');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
    });
  });
});
