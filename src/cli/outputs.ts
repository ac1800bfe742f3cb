import {
  accessSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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
      refuseFolder(path);
      mkdirSync(dirname(absolute), { recursive: true });
      return new OutputFile(path, temporary, openSync(temporary, 'wx'));
    } catch (error) {
      throw cannotWrite(path, error);
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

/**
 * A folder whose files are known only at the end. It is made, and looked at, before the work starts;
 * files that stand in it under other names stay.
 */
export class OutputFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Throws a UserError when the folder cannot be made or written to. */
  static open(path: string): OutputFolder {
    try {
      mkdirSync(resolve(path), { recursive: true });
      accessSync(resolve(path), constants.W_OK | constants.X_OK);
      return new OutputFolder(path);
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  /** Puts each file in its place when it is complete. */
  finish(files: ReadonlyMap<string, string>): void {
    for (const [name, content] of files) OutputFile.open(join(this.path, name)).finish(content);
  }
}

/** Nothing can be renamed to a folder: better said before the work than after it. */
function refuseFolder(path: string): void {
  if (statSync(resolve(path), { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new Error('it is a folder, and this needs a file');
  }
}

function cannotWrite(path: string, error: unknown): UserError {
  return new UserError(
    `cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`,
    'name a place that can be written to; missing folders are made',
  );
}
