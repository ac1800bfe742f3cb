import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Builds the program once: tests of the command line run what its users run. */
export function setup(): void {
  execFileSync('npm', ['run', '-s', 'build'], {
    cwd: resolve(import.meta.dirname, '..'),
    stdio: 'inherit',
  });
}
