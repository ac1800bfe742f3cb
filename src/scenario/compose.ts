import type { Question } from '../plan/index.ts';
import { Findings } from './findings.ts';
import { laidOver } from './layers.ts';
import { applyOverrides } from './overrides.ts';
import { questionOf } from './question.ts';
import { Source, type Layer } from './source.ts';
import { readValueFiles } from './value-files.ts';

/** A scenario put together: its settings as written, and the question that they ask. */
export interface Composed {
  /** Plain data before files of values are filled in. */
  readonly written: unknown;
  readonly question: Question;
}

/** What layers are put together with. */
export interface Composing {
  /** Of the scenario itself. */
  readonly fileName: string;
  /** Reads a file by its path from the scenario's folder. */
  readonly readFile: ((name: string) => string) | undefined;
  /** `path=value`, over all layers. */
  readonly overrides: readonly string[];
  /** What is wrong beyond what any scenario can have wrong, from the settings as written. */
  readonly check?: (written: unknown, findings: Findings) => void;
}

/** Lays layers over each other, lowest first. Throws ScenarioError with every problem found. */
export function compose(
  layers: readonly Layer[],
  { fileName, readFile, overrides, check = () => {} }: Composing,
): Composed {
  const source = new Source(fileName, layers);
  const findings = new Findings(source);
  const [lowest, ...others] = layers;
  const merged = others.reduce(
    (data, layer) => laidOver(data, layer, findings),
    lowest!.entries[0]!.value,
  );
  const { data: written, problems } = applyOverrides(merged, overrides, source);
  findings.take(problems);
  check(written, findings);
  const beside =
    readFile &&
    ((name: string, path: readonly (string | number)[]) => readFile(source.folderOf(path) + name));
  const complete = readValueFiles(written, beside, findings);
  return { written, question: questionOf(complete, source, findings) };
}
