import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OutputFile, OutputFolder } from '../../src/cli/outputs.ts';
import { UserError } from '../../src/cli/user-error.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cksim-outputs-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

it('an output appears under its name only when it is complete', () => {
  const path = join(folder, 'deep/er/x.html');
  const file = OutputFile.open(path);
  expect(existsSync(path)).toBe(false);
  file.finish('done é');
  expect(readFileSync(path, 'utf8')).toBe('done é');
  expect(readdirSync(join(folder, 'deep/er'))).toEqual(['x.html']);
});

it('a discarded output leaves nothing, and keeps what stood there before', () => {
  const path = join(folder, 'x.html');
  OutputFile.open(path).finish('old');
  OutputFile.open(path).discard();
  expect(readFileSync(path, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['x.html']);
});

it('a path that cannot be written is the user’s to mend', () => {
  OutputFile.open(join(folder, 'file')).finish('');
  expect(() => OutputFile.open(join(folder, 'file/below.html'))).toThrow(UserError);
});

it('a folder is no place for a file: that is said before the work, not after it', () => {
  expect(() => OutputFile.open(folder)).toThrow(/it is a folder/);
  expect(readdirSync(folder)).toEqual([]);
});

it('a folder of outputs gets whole files, beside those that stand there under other names', () => {
  const path = join(folder, 'figures/of/x');
  const outputs = OutputFolder.open(path);
  OutputFile.open(join(path, 'kept.svg')).finish('mine');
  outputs.finish(
    new Map([
      ['a.svg', 'A'],
      ['b.svg', 'B'],
    ]),
  );
  expect(readdirSync(path)).toEqual(['a.svg', 'b.svg', 'kept.svg']);
  expect(readFileSync(join(path, 'b.svg'), 'utf8')).toBe('B');
});

it('a folder of outputs that cannot be is the user’s to mend', () => {
  OutputFile.open(join(folder, 'file')).finish('');
  expect(() => OutputFolder.open(join(folder, 'file'))).toThrow(UserError);
  expect(() => OutputFolder.open(join(folder, 'file/below'))).toThrow(UserError);
});
