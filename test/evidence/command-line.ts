import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Result } from '../../src/plan/index.ts';
import type { KnownRun } from './known-answer.ts';

const CLI = resolve(import.meta.dirname, '../../dist/cli/main.js');

const children = new Set<ChildProcess>();

/** Runs the scenarios one after the other in one process of the built program. */
export async function runThroughCommandLine(runs: readonly KnownRun[]): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cksim-evidence-'));
  try {
    const names = runs.map((_, i) => `case-${i}`);
    runs.forEach(({ scenario }, i) => writeFileSync(join(folder, `${names[i]!}.yaml`), scenario));
    // Reports go to the folder reports of the current one.
    await execute([CLI, 'run', ...names.map((name) => `${name}.yaml`), '--quiet'], folder);
    return names.map((name, i) => {
      const file = join(folder, 'reports', `${name}.json`);
      const result = JSON.parse(readFileSync(file, 'utf8')) as Result;
      const failed = result.checks.filter(({ holds }) => !holds);
      if (failed.length > 0) {
        throw new Error(`${runs[i]!.name}: failed checks ${JSON.stringify(failed)}`);
      }
      return result;
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Ends what still runs, for those who leave early. */
export function stopAll(): void {
  for (const child of children) child.kill();
}

function execute(command: readonly string[], folder: string): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, command, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    children.add(child);
    let errors = '';
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.on('error', failed);
    child.on('close', (code) => {
      children.delete(child);
      if (code === 0) done();
      else failed(new Error(`cksim ended with ${code}: ${errors}`));
    });
  });
}
