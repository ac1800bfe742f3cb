import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { PlanArguments } from '../plan-scenario.ts';
import { withScenario, withWorkers } from './scenario-options.ts';

export const planCommand = {
  command: 'plan <scenario>',
  describe: 'find the cheapest design that meets the objectives, with an HSM or a zone down too',
  builder: (yargs: Argv) =>
    withWorkers(withScenario(yargs))
      .option('html', {
        type: 'string',
        requiresArg: true,
        describe: 'HTML report; - for standard output [default: reports/NAME-plan.html]',
      })
      .option('json', {
        type: 'string',
        requiresArg: true,
        describe: 'result as JSON; - for standard output, alone [default: reports/NAME-plan.json]',
      })
      .option('md', {
        type: 'string',
        requiresArg: true,
        describe: 'the plan as Markdown for a pull request; - for standard output',
      })
      .option('quiet', { type: 'boolean', default: false, describe: 'no progress, no summary' })
      .option('fail-on', {
        choices: ['missed', 'undecided'] as const,
        default: 'missed' as const,
        describe: 'what makes the exit code 1: nothing meets the objectives, or not for certain',
      }),
};

/** Loads the report's drawing code only now: no other command needs it. */
export async function plan(args: ArgumentsCamelCase<PlanArguments>): Promise<number> {
  const { planScenario } = await import('../plan-scenario.ts');
  return planScenario(args);
}
