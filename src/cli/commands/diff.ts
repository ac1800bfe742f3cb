import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { DiffArguments } from '../diff-results.ts';

export const diffCommand = {
  command: 'diff <before> <after>',
  describe: 'two results (JSON) against each other; paired only if they saw the same calls',
  builder: (yargs: Argv) =>
    yargs
      .positional('before', {
        type: 'string',
        demandOption: true,
        describe: 'result to start from (JSON)',
      })
      .positional('after', {
        type: 'string',
        demandOption: true,
        describe: 'result to compare with it (JSON)',
      })
      .option('limit', {
        type: 'string',
        array: true,
        default: [] as string[],
        requiresArg: true,
        describe:
          'a change that is too much for certain: "p99 latency=+5 %", "mean latency=+2 ms", "success=-0.1 pt", "cost=+100 USD"',
      })
      .option('fail-on', {
        choices: ['flips', 'limits', 'any', 'never'] as const,
        default: 'any' as const,
        describe:
          'what makes the exit code 1: a rule met before and missed after (flips), a --limit, either (any), or nothing',
      })
      .option('md', {
        type: 'string',
        requiresArg: true,
        describe: 'as Markdown for a pull request; - for standard output',
      })
      .option('json', {
        type: 'string',
        requiresArg: true,
        describe: 'the differences as JSON; - for standard output',
      })
      .option('quiet', { type: 'boolean', default: false, describe: 'nothing on the terminal' }),
};

/** Loads the report's drawing code only now: no other command needs it. */
export async function diff(args: ArgumentsCamelCase<DiffArguments>): Promise<number> {
  const { diffFiles } = await import('../diff-results.ts');
  return diffFiles(args);
}
