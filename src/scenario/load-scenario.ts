import type { Study } from '../plan/index.ts';
import { Findings } from './findings.ts';
import { loadYaml } from './load.ts';
import type { LoadedScenario } from './move-facts.ts';
import { applyOverrides } from './overrides.ts';
import { toStudy } from './to-study.ts';
import { readValueFiles } from './value-files.ts';

export interface ScenarioSource {
  /** The YAML itself. */
  readonly text: string;
  /** Shown with problems; its base name is the default seed. */
  readonly fileName: string;
  /** Reads a file the scenario names, by its path from the scenario's folder, never upwards. */
  readonly readFile?: (name: string) => string;
  /** `path=value`, as after --set; later ones win. */
  readonly overrides?: readonly string[];
}

/** Reads a scenario. Throws ScenarioError with every problem found, in file order. */
export function loadScenario(source: ScenarioSource): Study {
  return readScenario(source).study;
}

/** As `loadScenario`, with what it takes to build its designs again from other facts. */
export function readScenario({
  text,
  fileName,
  readFile,
  overrides,
}: ScenarioSource): LoadedScenario {
  const { source, data } = loadYaml(text, fileName);
  const findings = new Findings(source);
  const overridden = applyOverrides(data, overrides ?? [], source);
  findings.take(overridden.problems);
  const complete = readValueFiles(overridden.data, readFile, findings);
  return toStudy(complete, source, findings);
}
