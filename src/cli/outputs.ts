import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from './user-error.ts';

/** Path that means standard output. */
export const STDOUT = '-';

/**
 * A file that will be written at the end. It is opened under a temporary name before the work
 * starts, so that a bad path fails at once, and renamed when complete, so that nobody ever sees
 * half a report.
 */
export class OutputFile {
  readonly path: string;
  readonly #temporary: string;
  readonly #descriptor: number;
  #isDone = false;

  constructor(path: string, temporary: string, descriptor: number) {
    this.path = path;
    this.#temporary = temporary;
    this.#descriptor = descriptor;
  }

  /** Throws a UserError when the file cannot be made. */
  static open(path: string): OutputFile {
    const absolute = resolve(path);
    const temporary = `${absolute}.${process.pid}.tmp`;
    try {
      mkdirSync(dirname(absolute), { recursive: true });
      return new OutputFile(path, temporary, openSync(temporary, 'wx'));
    } catch (error) {
      throw new UserError(
        `cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`,
        'name a folder that exists and can be written to, with --html, --json and --event-log',
      );
    }
  }

  /** Writes a piece; the file is not in its place yet. */
  append(content: string): void {
    const bytes = Buffer.from(content, 'utf8');
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.#descriptor, bytes, written);
    }
  }

  /** Writes the rest, or the whole content, and puts the file in its place. */
  finish(content: string): void {
    this.append(content);
    closeSync(this.#descriptor);
    renameSync(this.#temporary, resolve(this.path));
    this.#isDone = true;
  }

  /** Leaves nothing behind, unless the file is complete. */
  discard(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    closeSync(this.#descriptor);
    rmSync(this.#temporary, { force: true });
  }
}
