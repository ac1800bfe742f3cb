import { isContainer } from './data-paths.ts';
import type { Problem } from './problems.ts';
import { clip, type SourceFile } from './source-file.ts';

/** Keys and list positions from the top of the scenario. */
export type Path = readonly (string | number)[];

/** What a problem points at: the setting's value, its name, or some characters of its text. */
export type Aim = 'value' | 'key' | { readonly offset: number; readonly length: number };

/** Settings of one file that lie over those of the layers below. */
export interface Layer {
  readonly file: SourceFile;
  /** The folder of the file, as seen from that of the scenario; `` for the same. */
  readonly folder: string;
  /** In the order in which they are laid over what is there. */
  readonly entries: readonly LayerEntry[];
}

export interface LayerEntry {
  /** Where the value goes in the scenario; the empty path for a whole scenario. */
  readonly path: Path;
  /** Where it stands in the file. */
  readonly written: Path;
  readonly value: unknown;
}

interface Override {
  readonly path: Path;
  readonly text: string;
}

/** `stores.cks.hsms`. */
export function pathName(path: Path): string {
  return path.join('.');
}

export function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((key, i) => String(path[i]) === String(key));
}

/**
 * Where the settings of a scenario were written: in its file, in one that it extends, in an overlay
 * or on the command line.
 */
export class Source {
  /** The scenario's own file. */
  readonly file: string;
  readonly #layers: readonly Layer[];
  readonly #overrides: Override[] = [];

  /** `layers`: lowest first, one at least. */
  constructor(file: string, layers: readonly Layer[]) {
    this.file = file;
    this.#layers = layers;
  }

  /** Names of all files, that of the scenario first. */
  get files(): readonly string[] {
    return [this.file, ...this.#layers.map(({ file }) => file.file)];
  }

  /** From now on `path` and all below it was set by `text` on the command line. */
  noteOverride(path: Path, text: string): void {
    this.#overrides.push({ path, text });
  }

  /** Who set the value at `path`. */
  setBy(path: Path): 'scenario' | 'command line' {
    return this.#overrideOf(path) === undefined ? 'scenario' : 'command line';
  }

  /** The folder from which a file named at `path` is meant, as seen from that of the scenario. */
  folderOf(path: Path): string {
    return this.#overrideOf(path) === undefined ? this.#find(path).layer.folder : '';
  }

  problem(path: Path, message: string, hint: string | null = null, aim: Aim = 'value'): Problem {
    const override = this.#overrideOf(path);
    if (override !== undefined) return commandLineProblem(override.text, message, hint);
    const { layer, written } = this.#find(path);
    return layer.file.problem(written, message, hint, aim);
  }

  #overrideOf(path: Path): Override | undefined {
    return this.#overrides.findLast((override) => startsWith(path, override.path));
  }

  /** The layer that goes farthest down the path, the highest of several, and the place in its file. */
  #find(path: Path): { readonly layer: Layer; readonly written: Path } {
    let best = { layer: this.#layers.at(-1)!, written: [] as Path, depth: -1 };
    for (const layer of this.#layers.toReversed()) {
      for (const entry of layer.entries.toReversed()) {
        const reach = reachOf(entry, path);
        if (reach === null) continue;
        if (reach.depth > best.depth) best = { layer, ...reach };
        // Whatever stands below was replaced.
        if (reach.isEnd) return best;
      }
    }
    return best;
  }
}

/** How far an entry goes down a path, where that is in its file, and whether nothing below counts. */
function reachOf(
  { path: top, written, value }: LayerEntry,
  path: Path,
): { readonly written: Path; readonly depth: number; readonly isEnd: boolean } | null {
  if (!startsWith(path, top)) {
    // A setting far below, written as `stores.cks.hsms`, also stands for the maps that it is in.
    return startsWith(top, path) ? { written, depth: path.length, isEnd: false } : null;
  }
  const below = path.slice(top.length);
  let current = value;
  let depth = top.length;
  for (const step of below) {
    if (!isContainer(current) || !Object.hasOwn(current, step)) {
      const isMap = isContainer(current) && !Array.isArray(current);
      return { written: [...written, ...below], depth, isEnd: !isMap };
    }
    current = current[step];
    depth++;
  }
  const isMap = isContainer(current) && !Array.isArray(current);
  return { written: [...written, ...below], depth, isEnd: !isMap };
}

/** A problem with an override, or with the command line as a whole. */
export function commandLineProblem(text: string, message: string, hint: string | null): Problem {
  return {
    file: 'command line',
    line: null,
    column: null,
    message,
    excerpt: `     | --set ${clip(text)}\n     |       ${'^'.repeat(Math.max(1, Math.min(text.length, 60)))}`,
    hint,
  };
}
