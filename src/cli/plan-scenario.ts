import { answerPlan } from '../plan/index.ts';
import { answerScenario, type Manner } from './answer-scenario.ts';
import { repeated, repeatingCommand } from './repeating-command.ts';
import { readScenarioFile, reportBase } from './scenario-files.ts';
import { toolVersion } from './version.ts';
import { wantedOutputs, type OutputArguments } from './wanted-outputs.ts';

export interface PlanArguments extends Omit<Manner, 'command'>, OutputArguments {
  readonly scenario: string;
  readonly set: readonly string[];
}

/** Plans one scenario; gives the exit code. */
export function planScenario(args: PlanArguments): Promise<number> {
  const base = `${reportBase(args.scenario)}-plan`;
  return answerScenario(
    readScenarioFile(args.scenario, args.set),
    wantedOutputs(args, { html: `${base}.html`, json: `${base}.json` }),
    { ...args, command: repeatingCommand('plan', args.scenario, ...repeated('--set', args.set)) },
    (question, tools) => answerPlan(question, tools, toolVersion()),
  );
}
