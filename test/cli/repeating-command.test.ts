import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { repeated, repeatingCommand } from '../../src/cli/repeating-command.ts';

it('words that a shell leaves alone are written as they are', () => {
  expect(
    repeatingCommand('run', 'scenarios/04-az-loss.yaml', ...repeated('--set', ['a=1', 'b=2'])),
  ).toBe('cksim run scenarios/04-az-loss.yaml --set a=1 --set b=2');
});

it('a shell reads every other word as it was given', () => {
  const words = [
    'run.duration=2 min',
    "it's",
    '$(rm -rf x) `y` "z"',
    'a\nb',
    '~/x*?.yaml',
    '',
    'a;b|c&d<e>f#g!h\\',
  ];
  const shell = `printf '%s\\0' ${repeatingCommand(...words).slice('cksim '.length)}`;
  const read = execFileSync('sh', ['-c', shell], { encoding: 'utf8' }).split('\0');
  expect(read.slice(0, -1)).toEqual(words);
});
