import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { SweepArguments } from '../sweep-scenario.ts';
import { wordFromEnvironment } from './environment.ts';
import { withOutputs } from './output-options.ts';
import { withScenario, withWorkers } from './scenario-options.ts';

const FAIL_ON = ['missed', 'undecided'] as const;

export const sweepCommand = {
  command: 'sweep <scenario>',
  describe: 'simulate a grid over any settings, denser where designs bend',
  builder: (yargs: Argv) =>
    withOutputs(withWorkers(withScenario(yargs)), {
      html: 'reports/NAME-sweep.html',
      json: 'reports/NAME-sweep.json',
    })
      .option('vary', {
        type: 'string',
        array: true,
        requiresArg: true,
        demandOption:
          'what is to be varied? write --vary stores.cks.hsms=2..8 or --vary load=0.5,1,2',
        describe:
          'a path and its values, a range or a list: stores.cks.hsms=2..8, load=0.5,1,2, region=us-east-1,eu-central-1; can be given several times',
      })
      .option('refine', {
        type: 'number',
        default: 4,
        describe:
          'where the load is varied, most further loads of each design, put in where it bends; --no-refine: none',
      })
      .option('max-points', {
        type: 'number',
        default: 400,
        describe: 'most points (designs times loads) of the grid',
      })
      .option('fail-on', {
        choices: FAIL_ON,
        default: wordFromEnvironment('fail-on', FAIL_ON, 'missed'),
        describe: 'what makes the exit code 1',
      }),
};

/** Loads the report's drawing code only now: no other command needs it. */
export async function sweep(args: ArgumentsCamelCase<SweepArguments>): Promise<number> {
  const { sweepScenario } = await import('../sweep-scenario.ts');
  return sweepScenario(args);
}
