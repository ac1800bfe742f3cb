import { isMap, layerOfFile, partialLayer } from './layers.ts';
import { loadYaml } from './load.ts';
import { ScenarioError, type Problem } from './problems.ts';
import type { Layer } from './source.ts';
import type { SourceFile } from './source-file.ts';
import { isInside } from './value-files.ts';

/** Files that extend each other; more is a maze. */
const LONGEST_CHAIN = 4;

/** A scenario with all that it extends, and the variants that these files hold. */
export interface ScenarioFiles {
  /** Lowest first, without the words `extends` and `variants`. */
  readonly layers: readonly Layer[];
  /** By name, in the order of the files from the top of the lowest on; layers lowest first. */
  readonly variants: ReadonlyMap<string, readonly Layer[]>;
}

interface OneFile {
  readonly source: SourceFile;
  readonly folder: string;
  readonly data: unknown;
}

/**
 * Reads a scenario and the files that it extends, each named from the folder of the one that names
 * it, never upwards. Throws ScenarioError for what is not YAML or cannot be found.
 */
export function readScenarioFiles(
  text: string,
  fileName: string,
  readFile: ((name: string) => string) | undefined,
): ScenarioFiles {
  const files: OneFile[] = [];
  const above = fileName.includes('/') ? fileName.slice(0, fileName.lastIndexOf('/') + 1) : '';
  const names: string[] = [fileName.slice(above.length)];
  let next: { readonly name: string; readonly text: string } | null = { name: names[0]!, text };
  while (next !== null) {
    const { name, text: own } = next;
    const { source, data } = loadYaml(own, files.length === 0 ? fileName : above + name);
    const file = { source, folder: name.slice(0, name.lastIndexOf('/') + 1), data };
    files.unshift(file);
    next = baseOf(file, names, readFile);
    if (next !== null) names.push(next.name);
  }
  return { layers: files.map(scenarioLayer), variants: variantsOf(files) };
}

/** The file that one extends; null: none. */
function baseOf(
  { source, folder, data }: OneFile,
  names: readonly string[],
  readFile: ((name: string) => string) | undefined,
): { readonly name: string; readonly text: string } | null {
  const written = isMap(data) ? data['extends'] : undefined;
  if (written === undefined) return null;
  const refuse = (phrase: string, hint: string): never =>
    fail(source.problem(['extends'], `extends ${phrase}`, hint));
  const hint =
    'write the name of a scenario file beside this one or in a folder below, such as extends: base.yaml';
  if (typeof written !== 'string') return refuse('must be the name of one file', hint);
  if (!isInside(written)) {
    return refuse(`must stay inside the folder of the file, not ${written}`, hint);
  }
  const name = folder + written;
  if (names.includes(name)) {
    return refuse(`leads back to ${name}`, 'take one of the extends: of this circle out');
  }
  if (names.length >= LONGEST_CHAIN) {
    return refuse(
      `makes a chain of more than ${LONGEST_CHAIN} files`,
      'put the settings of some of them together',
    );
  }
  if (readFile === undefined) {
    return refuse('names a file, but files cannot be read here', 'repeat its settings');
  }
  try {
    return { name, text: readFile(name) };
  } catch (error) {
    return refuse(
      `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      hint,
    );
  }
}

function fail(problem: Problem): never {
  throw new ScenarioError([problem]);
}

function scenarioLayer({ source, folder, data }: OneFile): Layer {
  if (!isMap(data)) return layerOfFile(source, folder, data);
  const own = Object.entries(data).filter(([word]) => word !== 'extends' && word !== 'variants');
  return layerOfFile(source, folder, Object.fromEntries(own));
}

function variantsOf(files: readonly OneFile[]): ReadonlyMap<string, readonly Layer[]> {
  const found = new Map<string, readonly Layer[]>();
  for (const { source, folder, data } of files) {
    const written = isMap(data) ? data['variants'] : undefined;
    if (written === undefined) continue;
    const refuse = (path: readonly string[], phrase: string): never =>
      fail(
        source.problem(
          path,
          `${path.join('.')} ${phrase}`,
          'write variants: { add-hsm: { stores: { cks: { hsms: 3 } } } }',
        ),
      );
    if (!isMap(written)) refuse(['variants'], 'must be a map from names to partial scenarios');
    for (const [name, settings] of Object.entries(written as Record<string, unknown>)) {
      const path = ['variants', name];
      if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name)) {
        refuse(path, 'must have a plain name: a letter, then letters, digits, - or _');
      }
      // null takes out a variant of the file below.
      if (settings === null && found.has(name)) found.delete(name);
      else if (!isMap(settings) || Object.keys(settings).length === 0) {
        refuse(path, 'must be a map of the settings that it changes');
      } else {
        const layer = partialLayer(source, folder, path, settings);
        found.set(name, [...(found.get(name) ?? []), layer]);
      }
    }
  }
  return found;
}
