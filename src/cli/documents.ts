import { resolve } from 'node:path';
import type { Result } from '../plan/index.ts';
import { OutputFile, OutputFolder, STDOUT } from './outputs.ts';
import { UserError } from './user-error.ts';
import type { Wanted } from './wanted-outputs.ts';

type Opened =
  | { readonly to: 'stdout'; readonly render: (result: Result) => string }
  | { readonly to: 'file'; readonly file: OutputFile; readonly render: (result: Result) => string }
  | {
      readonly to: 'folder';
      readonly folder: OutputFolder;
      readonly render: (result: Result) => ReadonlyMap<string, string>;
    };

/** The documents of one result: opened before the work starts, in their places when complete. */
export class Documents {
  readonly #opened: readonly Opened[];
  /** Files and folders, for the user; each once. */
  readonly places: readonly string[];

  constructor(opened: readonly Opened[], places: readonly string[]) {
    this.#opened = opened;
    this.places = places;
  }

  /** Throws UserError, and leaves nothing open then. */
  static open(wanted: readonly Wanted[]): Documents {
    refuseShared(wanted);
    const opened: Opened[] = [];
    try {
      for (const each of wanted) opened.push(open(each));
    } catch (error) {
      discard(opened);
      throw error;
    }
    const shown = wanted.filter(({ path }) => path !== STDOUT).map((each) => each.shown);
    return new Documents(opened, [...new Set(shown)]);
  }

  /** Whether standard output belongs to a document. */
  get isStdoutTaken(): boolean {
    return this.#opened.some(({ to }) => to === 'stdout');
  }

  write(result: Result): void {
    for (const each of this.#opened) {
      if (each.to === 'stdout') process.stdout.write(each.render(result));
      else if (each.to === 'file') each.file.finish(each.render(result));
      else each.folder.finish(each.render(result));
    }
  }

  /** Leaves nothing of what is not complete. */
  discard(): void {
    discard(this.#opened);
  }
}

function open(wanted: Wanted): Opened {
  const { path } = wanted;
  if (wanted.kind === 'folder') {
    return { to: 'folder', folder: OutputFolder.open(path), render: wanted.render };
  }
  return path === STDOUT
    ? { to: 'stdout', render: wanted.render }
    : { to: 'file', file: OutputFile.open(path), render: wanted.render };
}

function discard(opened: readonly Opened[]): void {
  for (const each of opened) if (each.to === 'file') each.file.discard();
}

/** Two documents cannot go to one place. */
function refuseShared(wanted: readonly Wanted[]): void {
  const taken = wanted.filter(({ path }) => path === STDOUT).map(({ flag }) => flag);
  if (taken.length > 1) {
    throw new UserError(
      `${taken.map((flag) => `${flag} -`).join(' and ')} ${taken.length === 2 ? 'both' : 'all'} want standard output`,
      taken.length === 2 ? 'give one of them a path' : 'give all but one of them a path',
    );
  }
  const flags = new Map<string, string>();
  for (const { kind, flag, path } of wanted) {
    if (path === STDOUT || kind === 'folder') continue;
    const other = flags.get(resolve(path));
    if (other !== undefined) {
      throw new UserError(
        `${other} and ${flag} both want ${path}`,
        'give one of them another path',
      );
    }
    flags.set(resolve(path), flag);
  }
}
