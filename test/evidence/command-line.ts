import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Estimate, Result } from '../../src/plan/index.ts';
import type { EvidenceCase } from './case.ts';

const CLI = resolve(import.meta.dirname, '../../dist/cli/main.js');

/** Runs the scenario of a case with the built program and reads the figure from its JSON. */
export function runThroughCommandLine(
  { scenario, figure }: EvidenceCase,
  folder: string,
): { readonly observed: Estimate; readonly events: number } {
  const file = join(folder, 'case.yaml');
  const json = join(folder, 'case.json');
  writeFileSync(file, scenario);
  execFileSync(
    process.execPath,
    [CLI, 'run', file, '--quiet', '--json', json, '--html', join(folder, 'case.html')],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const result = JSON.parse(readFileSync(json, 'utf8')) as Result;
  const point = result.stores[0]!.points[0]!;
  const failedChecks = result.checks.filter(({ holds }) => !holds);
  if (failedChecks.length > 0) throw new Error(`failed checks: ${JSON.stringify(failedChecks)}`);
  return {
    observed: figure === 'blocking share' ? point.failedShare : point.latencyMs.mean,
    events: result.run.events,
  };
}
