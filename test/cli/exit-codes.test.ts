import { expect, it } from 'vitest';
import { ExitCode, EXIT_CODE_HELP, heaviest } from '../../src/cli/exit-codes.ts';

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

it('every code is explained in the help', () => {
  for (const code of Object.values(ExitCode))
    expect(EXIT_CODE_HELP).toMatch(new RegExp(`^ +${code} `, 'm'));
});
