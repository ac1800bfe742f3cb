import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { WhatIfArguments } from '../whatif-scenario.ts';
import { wordFromEnvironment } from './environment.ts';
import { withOutputs } from './output-options.ts';
import { withWorkers } from './scenario-options.ts';

const FAIL_ON = ['missed', 'undecided', 'worse'] as const;

export const whatIfCommand = {
  command: 'whatif <scenario>',
  describe: 'the scenario as it is against variants of it, paired',
  builder: (yargs: Argv) =>
    withOutputs(
      withWorkers(
        yargs
          .positional('scenario', {
            type: 'string',
            demandOption: true,
            describe: 'scenario file (YAML)',
          })
          .option('set', {
            type: 'string',
            array: true,
            default: [] as string[],
            requiresArg: true,
            describe:
              'a value of the variant: --set stores.cks.hsms=3; all --set together make one variant',
          })
          .option('name', {
            type: 'string',
            requiresArg: true,
            describe: 'name of the variant that --set makes [default: its settings]',
          })
          .option('overlay', {
            type: 'string',
            array: true,
            default: [] as string[],
            requiresArg: true,
            describe: 'a file with a partial scenario; each makes a variant',
          })
          .option('variant', {
            type: 'string',
            array: true,
            default: [] as string[],
            requiresArg: true,
            describe:
              'one of variants: in the scenario [default: all, where nothing else is asked for]',
          })
          .option('set-all', {
            type: 'string',
            array: true,
            default: [] as string[],
            requiresArg: true,
            describe:
              'replace a value of the scenario and of all variants: --set-all run.duration="2 min"',
          }),
      ),
      { html: 'reports/NAME-whatif.html', json: 'reports/NAME-whatif.json' },
    ).option('fail-on', {
      choices: FAIL_ON,
      default: wordFromEnvironment('fail-on', FAIL_ON, 'missed'),
      describe:
        'what makes the exit code 1: the baseline misses its objectives; or is not decided; or (worse) a variant misses a rule that the baseline meets',
    }),
};

/** Loads the report's drawing code only now: no other command needs it. */
export async function whatIf(args: ArgumentsCamelCase<WhatIfArguments>): Promise<number> {
  const { whatIfScenario } = await import('../whatif-scenario.ts');
  return whatIfScenario(args);
}
