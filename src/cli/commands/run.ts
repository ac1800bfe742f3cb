import type { ArgumentsCamelCase, Argv } from 'yargs';

export interface RunArguments {
  readonly scenario: readonly string[];
  readonly set: readonly string[];
  readonly html: string | undefined;
  readonly json: string | undefined;
  readonly quiet: boolean;
  readonly failOn: 'missed' | 'undecided';
}

export const runCommand = {
  command: 'run <scenario..>',
  describe: 'simulate every store of a scenario, judge it, and write the report',
  builder: (yargs: Argv) =>
    yargs
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
      })
      .option('html', {
        type: 'string',
        requiresArg: true,
        describe: 'HTML report; - for standard output [default: reports/NAME.html]',
      })
      .option('json', {
        type: 'string',
        requiresArg: true,
        describe: 'result as JSON; - for standard output, alone [default: reports/NAME.json]',
      })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress, no summary' })
      .option('fail-on', {
        choices: ['missed', 'undecided'] as const,
        default: 'missed' as const,
        describe: 'what makes the exit code 1',
      }),
};

/** Loads the report's drawing code only now: no other command needs it. */
export async function run(args: ArgumentsCamelCase<RunArguments>): Promise<number> {
  const { runScenarios } = await import('../run-scenarios.ts');
  return runScenarios(args);
}
