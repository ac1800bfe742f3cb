import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { RunArguments } from '../run-scenarios.ts';
import { wordFromEnvironment } from './environment.ts';
import { withOutputs } from './output-options.ts';
import { withScenarios, withWorkers } from './scenario-options.ts';

const FAIL_ON = ['missed', 'undecided'] as const;

export const runCommand = {
  command: 'run <scenario..>',
  describe: 'simulate every store of a scenario, judge it, and write the report',
  builder: (yargs: Argv) =>
    withOutputs(withWorkers(withScenarios(yargs)), {
      html: 'reports/NAME.html',
      json: 'reports/NAME.json',
    })
      .option('event-log', {
        type: 'string',
        requiresArg: true,
        describe:
          'write every KMS request of the first replication of each design at load 1 to this file, as AWS CloudTrail would (JSON Lines)',
      })
      .option('event-log-limit', {
        type: 'number',
        default: 100_000,
        describe: 'most lines of one design in the event log',
      })
      .option('sensitivity', {
        type: 'boolean',
        default: true,
        describe:
          'move every assumed fact over its range to see what the verdict hangs on; --no-sensitivity saves that time',
      })
      .option('fail-on', {
        choices: FAIL_ON,
        default: wordFromEnvironment('fail-on', FAIL_ON, 'missed'),
        describe: 'what makes the exit code 1',
      }),
};

/** Loads the report's drawing code only now: no other command needs it. */
export async function run(args: ArgumentsCamelCase<RunArguments>): Promise<number> {
  const { runScenarios } = await import('../run-scenarios.ts');
  return runScenarios(args);
}
