import type { Problem } from './problems.ts';
import type { Aim, Path, Source } from './source.ts';
import { pathName } from './source.ts';

/** Collects what is wrong with a scenario, and what is only worth saying; each thing once. */
export class Findings {
  readonly #source: Source;
  readonly #place: (path: Path) => Path;
  readonly problems: Problem[];
  readonly warnings: string[];

  /** `place` moves a problem to where its value was written, such as under `vary:`. */
  constructor(source: Source, place: (path: Path) => Path = (path) => path, shared?: Findings) {
    this.#source = source;
    this.#place = place;
    this.problems = shared?.problems ?? [];
    this.warnings = shared?.warnings ?? [];
  }

  /** Collects into the same lists, with problems placed by `place`. */
  placedBy(place: (path: Path) => Path): Findings {
    return new Findings(this.#source, place, this);
  }

  /** `phrase` completes a sentence that starts with the setting's path. */
  add(path: Path, phrase: string, hint: string | null = null, aim: Aim = 'value'): void {
    const sentence = path.length === 0 ? `the scenario ${phrase}` : `${pathName(path)} ${phrase}`;
    this.take([this.#source.problem(this.#place(path), sentence, hint, aim)]);
  }

  take(problems: readonly Problem[]): void {
    for (const problem of problems) {
      const isKnown = this.problems.some(
        // By line, not column: every value of a list under vary may be wrong in the same way.
        ({ file, line, message }) =>
          file === problem.file && line === problem.line && message === problem.message,
      );
      if (!isKnown) this.problems.push(problem);
    }
  }

  /** A whole sentence. */
  warn(sentence: string): void {
    if (!this.warnings.includes(sentence)) this.warnings.push(sentence);
  }

  /** File by file, the scenario's own first, each in its order; what is in no file comes last. */
  sorted(): readonly Problem[] {
    const { files } = this.#source;
    return [...this.problems].sort(
      (a, b) =>
        Number(a.line === null) - Number(b.line === null) ||
        files.indexOf(a.file) - files.indexOf(b.file) ||
        placeOf(a.line) - placeOf(b.line) ||
        placeOf(a.column) - placeOf(b.column),
    );
  }
}

/** What is not in the file comes after all that is. */
function placeOf(value: number | null): number {
  return value ?? Number.MAX_SAFE_INTEGER;
}
