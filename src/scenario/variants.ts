import type { Question, SettingChange } from '../plan/index.ts';
import { readScenarioFiles } from './base-files.ts';
import { changesBetween } from './changes.ts';
import { compose, type Composing } from './compose.ts';
import { isContainer, valueAt } from './data-paths.ts';
import { Findings } from './findings.ts';
import { checkPartial, isMap, partialLayer } from './layers.ts';
import { loadYaml } from './load.ts';
import type { ScenarioSource } from './load-scenario.ts';
import { ScenarioError, type Problem } from './problems.ts';
import { scenario } from './schema/scenario.ts';
import { Source, type Layer } from './source.ts';

/** A scenario with some settings changed. */
export interface Variant {
  readonly name: string;
  readonly changes: readonly SettingChange[];
  readonly question: Question;
}

/** A scenario and what can be varied of it. All ways to a variant throw ScenarioError. */
export interface Family {
  readonly question: Question;
  /** Of those under `variants:`. */
  readonly variantNames: readonly string[];
  /** One of those under `variants:`. */
  readonly variant: (name: string) => Variant;
  /** With a file that holds a partial scenario laid over it; named by the file. */
  readonly overlaid: (text: string, fileName: string) => Variant;
  /** With values replaced: `path=value`, later ones win. */
  readonly overridden: (name: string, overrides: readonly string[]) => Variant;
}

const WORDS = Object.keys(scenario.shape);

/** Reads a scenario and finds its variants. Throws ScenarioError with every problem of the scenario itself. */
export function readFamily({ text, fileName, readFile, overrides = [] }: ScenarioSource): Family {
  const { layers, variants } = readScenarioFiles(text, fileName, readFile);
  for (const own of variants.values()) check([...layers, ...own], own, fileName);
  const base = { fileName, readFile, overrides };
  const { question, written } = compose(layers, base);
  const vary = (name: string, own: readonly Layer[], composing: Composing): Variant => {
    const varied = compose([...layers, ...own], {
      ...composing,
      check: (data, findings) => refuseOtherRuns(written, data, findings),
    });
    const changes = changesBetween(written, varied.written);
    return { name, changes, question: varied.question };
  };
  return {
    question,
    variantNames: [...variants.keys()],
    variant: (name) =>
      withSubject(`variant ${name}`, [], () => vary(name, variants.get(name)!, base)),
    overlaid: (own, file) =>
      withSubject(`with ${file}`, [file], () => {
        const { source, data } = loadYaml(own, file);
        if (!isMap(data)) {
          const hint = 'write the settings that it changes, as in a scenario';
          throw new ScenarioError([
            source.problem([], 'an overlay must be a map of settings', hint),
          ]);
        }
        const layer = partialLayer(source, '', [], data);
        check([...layers, layer], [layer], fileName);
        return vary(file, [layer], base);
      }),
    overridden: (name, own) =>
      withSubject(`with ${name}`, ['command line'], () =>
        vary(name, [], { ...base, overrides: [...overrides, ...own] }),
      ),
  };
}

/** Refuses words that no partial scenario can hold. */
function check(all: readonly Layer[], own: readonly Layer[], fileName: string): void {
  const findings = new Findings(new Source(fileName, all));
  for (const layer of own) checkPartial(layer, WORDS, findings);
  if (findings.problems.length > 0) throw new ScenarioError(findings.sorted());
}

/** Pairs are the same replications of two designs: seed and run control stay as they are. */
function refuseOtherRuns(base: unknown, varied: unknown, findings: Findings): void {
  const keys = [base, varied].flatMap((data) => {
    const run = valueAt(data, ['run']);
    return isContainer(run) ? Object.keys(run) : [];
  });
  const paths = [['seed'], ...[...new Set(keys)].map((key) => ['run', key])];
  for (const path of paths) {
    if (JSON.stringify(valueAt(base, path)) === JSON.stringify(valueAt(varied, path))) continue;
    findings.add(
      path,
      'cannot be changed by a variant: the baseline and its variants are paired, which takes the same runs',
      'change it in the scenario, or with --set-all for the baseline and all variants',
    );
  }
}

/** Says of whom a problem speaks, where its place does not. */
function withSubject<T>(subject: string, places: readonly string[], make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    throw new ScenarioError(
      error.problems.map((problem): Problem =>
        places.includes(problem.file)
          ? problem
          : { ...problem, message: `${subject}: ${problem.message}` },
      ),
    );
  }
}
