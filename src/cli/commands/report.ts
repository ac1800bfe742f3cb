import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { ReportArguments } from '../report-results.ts';
import { withOutputs } from './output-options.ts';

export const reportCommand = {
  command: 'report <result..>',
  describe: 'show results (JSON) again: the same page, or any other format',
  builder: (yargs: Argv) =>
    withOutputs(
      yargs.positional('result', {
        type: 'string',
        array: true,
        demandOption: true,
        describe:
          'JSON files that run, plan, sweep or whatif has written; /dev/stdin where a pipe brings one',
      }),
      { html: 'NAME.html beside NAME.json, where nothing else is asked for', json: 'none' },
    ),
};

/** Loads the report's drawing code only now: no other command needs it. */
export async function report(args: ArgumentsCamelCase<ReportArguments>): Promise<number> {
  const { reportResults } = await import('../report-results.ts');
  return reportResults(args);
}
