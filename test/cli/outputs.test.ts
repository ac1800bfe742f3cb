import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { OutputFile } from '../../src/cli/outputs.ts';
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
