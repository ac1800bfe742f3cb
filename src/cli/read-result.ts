import { readFileSync } from 'node:fs';
import type { Result } from '../plan/index.ts';
import { NotAResult, parseResult } from '../report/index.ts';
import { UserError } from './user-error.ts';

/** Reads a result of `cksim run` and the like. Throws a UserError that says what the file is instead. */
export function readResultFile(path: string): Result {
  if (/\.ya?ml$/i.test(path)) {
    throw new UserError(
      `${path} is a scenario, not a result`,
      'run it first: cksim run writes reports/NAME.json',
    );
  }
  const text = textOf(path);
  try {
    return parseResult(text);
  } catch (error) {
    if (!(error instanceof NotAResult)) throw error;
    throw new UserError(`${path} ${error.message}`, error.hint);
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(
      `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`,
      'give the path of a result, such as reports/04-az-loss-2-vs-3-hsms.json',
    );
  }
}
