import { expect, it } from 'vitest';
import { isStable } from '../../src/plan/stability.ts';
import type { RunResult } from '../../src/plan/index.ts';

function run(presentAtStart: number, presentHalfWay: number, presentAtEnd: number) {
  return { system: { presentAtStart, presentHalfWay, presentAtEnd, arrived: 10_000 } } as RunResult;
}

it.each([
  ['a queue that grows all the time', [0, 2000, 4000], false],
  ['a queue that fills once and stays full', [0, 500, 510], true],
  ['a backlog that a fault left and that is drained', [10, 3000, 12], true],
  ['the noise of a steady queue', [5, 30, 20], true],
] as const)('%s is told from the others', (_, [start, half, end], stable) => {
  expect(isStable([run(start, half, end), run(start, half, end)])).toBe(stable);
});
