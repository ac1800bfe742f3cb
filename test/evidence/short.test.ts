import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evidenceCases } from './cases.ts';
import { runThroughCommandLine } from './command-line.ts';
import { FAMILY_WISE, rejectedByHolm, rowOf } from './judge.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cksim-evidence-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

it('known answers of queueing theory hold through the command line: the short form', () => {
  // Replications of at most 40 s; utilisation 0.95 needs far longer ones and is left to the long form.
  const cases = evidenceCases(40).filter(({ name }) => !name.endsWith('0.95'));
  expect(cases.length).toBeGreaterThanOrEqual(20);
  const rows = cases.map((of) => rowOf(of, runThroughCommandLine(of, folder).observed));
  const rejected = rejectedByHolm(rows, FAMILY_WISE);
  expect(rejected.map(({ of, observed }) => [of.name, of.expected, observed.value])).toEqual([]);
  // What is tested can fail: intervals are narrow enough to notice an error of a fifth.
  for (const { of, width } of rows) if (width >= 0.2) expect.fail(`${of.name}: ± ${width}`);
}, 240_000);
