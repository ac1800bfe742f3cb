import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { RunArguments } from '../run-scenarios.ts';
import { withScenarios, withWorkers } from './scenario-options.ts';

export const runCommand = {
  command: 'run <scenario..>',
  describe: 'simulate every store of a scenario, judge it, and write the report',
  builder: (yargs: Argv) =>
    withWorkers(withScenarios(yargs))
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
      .option('junit', {
        type: 'string',
        requiresArg: true,
        describe: 'verdict, self-checks and objectives as JUnit XML; - for standard output',
      })
      .option('hdr', {
        type: 'string',
        requiresArg: true,
        describe:
          'latency curve of the design of the verdict as HdrHistogram text; - for standard output',
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
