import type { Argv } from 'yargs';

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
