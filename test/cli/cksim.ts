import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Result } from '../../src/plan/index.ts';

/** The built program; the set-up of the tests builds it. */
export const CLI = resolve(import.meta.dirname, '../../dist/cli/main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own in which the program is run as its user runs it, in a process of its own. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'cksim-desk-'));

  write(name: string, content: string | Uint8Array): string {
    writeFileSync(join(this.folder, name), content);
    return name;
  }

  cksim(...args: readonly string[]): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      // Runs of a second or two: a second process would take longer to start than it saves.
      env: { CKSIM_WORKERS: '1', ...process.env, NO_COLOR: '1', LANG: 'C.UTF-8' },
    });
    return { code: status, stdout, stderr };
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  result(name: string): Result {
    return JSON.parse(this.read(name)) as Result;
  }

  /** Names of all files below the folder. */
  files(): string[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  }

  clear(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Two designs and little load: a run of a second. */
export const SMALL = `title: Small
workloads:
  calls: { arrivals: { poisson: 200/s }, operations: { GenerateDataKey: 50 %, Decrypt: 50 % } }
stores:
  standard: { kind: standard }
  cks: { kind: cloudhsm, hsms: 2 }
objectives:
  - p99(latency) < 500 ms
run: { duration: 5 s, warmUp: 1 s, replications: 3 }
`;
