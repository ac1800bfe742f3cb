import type { ArgumentsCamelCase, Argv } from 'yargs';
import type { PlanArguments } from '../plan-scenario.ts';
import { wordFromEnvironment } from './environment.ts';
import { withOutputs } from './output-options.ts';
import { withScenario, withWorkers } from './scenario-options.ts';

const FAIL_ON = ['missed', 'undecided'] as const;

export const planCommand = {
  command: 'plan <scenario>',
  describe: 'find the cheapest design that meets the objectives, with an HSM or a zone down too',
  builder: (yargs: Argv) =>
    withOutputs(withWorkers(withScenario(yargs)), {
      html: 'reports/NAME-plan.html',
      json: 'reports/NAME-plan.json',
    }).option('fail-on', {
      choices: FAIL_ON,
      default: wordFromEnvironment('fail-on', FAIL_ON, 'missed'),
      describe: 'what makes the exit code 1: nothing meets the objectives, or not for certain',
    }),
};

/** Loads the report's drawing code only now: no other command needs it. */
export async function plan(args: ArgumentsCamelCase<PlanArguments>): Promise<number> {
  const { planScenario } = await import('../plan-scenario.ts');
  return planScenario(args);
}
