import { answerPlan } from '../plan/index.ts';
import { renderHtml, renderJson, renderPlanMarkdown } from '../report/index.ts';
import { answerScenario, type Manner } from './answer-scenario.ts';
import { readScenarioFile, reportBase } from './scenario-files.ts';
import { toolVersion } from './version.ts';

export interface PlanArguments extends Manner {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly html: string | undefined;
  readonly json: string | undefined;
  readonly md: string | undefined;
}

/** Plans one scenario; gives the exit code. */
export function planScenario(args: PlanArguments): Promise<number> {
  const base = `${reportBase(args.scenario)}-plan`;
  return answerScenario(
    readScenarioFile(args.scenario, args.set),
    [
      { flag: '--html', path: args.html ?? `${base}.html`, render: renderHtml },
      { flag: '--json', path: args.json ?? `${base}.json`, render: renderJson },
      ...(args.md === undefined
        ? []
        : [{ flag: '--md', path: args.md, render: renderPlanMarkdown }]),
    ],
    args,
    (question, tools) => answerPlan(question, tools, toolVersion()),
  );
}
