import type { Question, Study } from '../plan/index.ts';
import { readFamily } from './variants.ts';

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

/** As `loadScenario`, with what it takes to ask again with other facts or settings. */
export function readScenario(source: ScenarioSource): Question {
  return readFamily(source).question;
}
