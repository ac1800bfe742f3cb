import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, extname, relative, resolve, sep } from 'node:path';
import type { Question } from '../plan/index.ts';
import { readFamily, readScenario, type Family } from '../scenario/index.ts';
import { UserError } from './user-error.ts';

/** Reads a scenario file and what it names beside it. Throws UserError or ScenarioError. */
export function readScenarioFile(path: string, overrides: readonly string[]): Question {
  return readScenario(sourceOf(path, overrides));
}

/** As `readScenarioFile`, with the variants of the scenario. */
export function readFamilyFile(path: string, overrides: readonly string[]): Family {
  return readFamily(sourceOf(path, overrides));
}

/** The text of a partial scenario. Throws UserError. */
export function readOverlay(path: string): string {
  return readText(path);
}

function sourceOf(path: string, overrides: readonly string[]) {
  return {
    text: readText(path),
    fileName: path,
    overrides: [...overrides],
    readFile: (name: string) => readBeside(path, name),
  };
}

/** `reports/x` for `scenarios/x.yaml`. */
export function reportBase(scenarioPath: string): string {
  return `reports/${basename(scenarioPath, extname(scenarioPath))}`;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (/^[\w.]+=/.test(path)) {
      throw new UserError(
        `${path} is no scenario file`,
        `write --set before each value: --set ${path}`,
      );
    }
    throw new UserError(
      `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`,
      'give the path of a scenario file, such as scenarios/01-snowybank-s3-lambda.yaml',
    );
  }
}

/** Only files inside the scenario's own folder, links followed. */
function readBeside(scenarioPath: string, name: string): string {
  const folder = realpathSync(dirname(resolve(scenarioPath)));
  const path = realpathSync(resolve(folder, name));
  const inside = relative(folder, path);
  if (inside.startsWith(`..${sep}`) || inside === '..') {
    throw new UserError(`${name} lies outside ${folder}`, 'put the file beside the scenario');
  }
  return readFileSync(path, 'utf8');
}
