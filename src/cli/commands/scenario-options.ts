import { availableParallelism } from 'node:os';
import type { Argv } from 'yargs';
import { UserError } from '../user-error.ts';
import { numberFromEnvironment } from './environment.ts';

/** What every command on scenarios takes: their files, and values to replace in them. */
export function withScenarios(yargs: Argv) {
  return yargs
    .positional('scenario', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'scenario files (YAML)',
    })
    .option('set', {
      type: 'string',
      array: true,
      default: [] as string[],
      describe: 'replace a value of the scenario: --set run.duration="2 min"',
      requiresArg: true,
    });
}

/** What every command on one scenario takes. */
export function withScenario(yargs: Argv) {
  return yargs
    .positional('scenario', {
      type: 'string',
      demandOption: true,
      describe: 'scenario file (YAML)',
    })
    .option('set', {
      type: 'string',
      array: true,
      default: [] as string[],
      describe: 'replace a value of the scenario: --set run.duration="2 min"',
      requiresArg: true,
    });
}

/** What every command that simulates takes: how many processes it may use. */
export function withWorkers<Options>(yargs: Argv<Options>) {
  return yargs
    .option('workers', {
      type: 'number',
      requiresArg: true,
      default: numberFromEnvironment('workers') ?? availableParallelism(),
      defaultDescription: 'CKSIM_WORKERS, or one for each core',
      describe: 'processes that simulate at the same time; results are the same for any number',
    })
    .check(({ workers }) => {
      if (Number.isInteger(workers) && workers >= 1) return true;
      throw new UserError(
        '--workers (or CKSIM_WORKERS) needs a whole number of processes, 1 or more',
        'without it there is one for each core; the number never changes a result',
      );
    }, false);
}
