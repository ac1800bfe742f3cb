import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { compare, runInProcess, type PointResult, type Result } from '../../src/plan/index.ts';
import { loadScenario } from '../../src/scenario/index.ts';

const FOLDER = resolve(import.meta.dirname, '../../scenarios');

/** Answers a shipped scenario; `overrides` shorten it or change what it asks. */
export function answer(name: string, ...overrides: readonly string[]): Promise<Result> {
  const path = join(FOLDER, `${name}.yaml`);
  const study = loadScenario({
    text: readFileSync(path, 'utf8'),
    fileName: basename(path),
    overrides: [...overrides],
  });
  return compare(study, runInProcess, () => {}, '0.0.0');
}

/** The point of a design at a load. */
export function pointOf(result: Result, design: string, load = 1): PointResult {
  const point = result.stores
    .flatMap(({ points }) => points)
    .find((candidate) => candidate.design === design && candidate.load === load);
  if (point === undefined) throw new Error(`no point of ${design} at load ${load}`);
  return point;
}
