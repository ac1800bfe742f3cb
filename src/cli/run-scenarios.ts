import { answer, settledStudy, type Study } from '../plan/index.ts';
import { answerScenario, type Manner } from './answer-scenario.ts';
import { writeEventLog } from './event-log/write-event-log.ts';
import { heaviest } from './exit-codes.ts';
import { OutputFile, STDOUT } from './outputs.ts';
import { repeated, repeatingCommand } from './repeating-command.ts';
import { readScenarioFile, reportBase } from './scenario-files.ts';
import { UserError } from './user-error.ts';
import { toolVersion } from './version.ts';
import { namedOutputs, wantedOutputs, type OutputArguments } from './wanted-outputs.ts';

export interface RunArguments extends Omit<Manner, 'command'>, OutputArguments {
  readonly scenario: readonly string[];
  readonly set: readonly string[];
  readonly eventLog: string | undefined;
  readonly eventLogLimit: number;
  readonly sensitivity: boolean;
}

/** Runs each scenario in turn; gives the exit code of the worst. */
export async function runScenarios(args: RunArguments): Promise<number> {
  const named = [...namedOutputs(args), ...(args.eventLog === undefined ? [] : ['--event-log'])];
  if (args.scenario.length > 1 && named.length > 0) {
    throw new UserError(
      `${named.join(', ')} ${named.length === 1 ? 'names' : 'name'} one place, and there are several scenarios`,
      'without it reports/NAME.html and .json are written for each; or run one scenario',
    );
  }
  if (args.eventLog === STDOUT) {
    throw new UserError('--event-log needs a file', 'give it a path, such as events.jsonl');
  }
  if (!Number.isInteger(args.eventLogLimit) || args.eventLogLimit < 1) {
    throw new UserError(
      '--event-log-limit needs a whole number of lines, 1 or more',
      'the default is 100000',
    );
  }
  const codes: number[] = [];
  for (const path of args.scenario) codes.push(await runOne(path, args));
  return heaviest(codes);
}

function runOne(path: string, args: RunArguments): Promise<number> {
  const question = readScenarioFile(path, args.set);
  const base = reportBase(path);
  const eventLog = args.eventLog === undefined ? null : OutputFile.open(args.eventLog);
  return answerScenario(
    question,
    wantedOutputs(args, { html: `${base}.html`, json: `${base}.json` }),
    { ...args, command: commandOf(path, args) },
    ({ study, moveFacts, movePricing }, tools) =>
      answer(
        study,
        { ...tools, moveFacts, movePricing },
        { sensitivity: args.sensitivity },
        toolVersion(),
      ),
    (result) => {
      if (eventLog !== null) logEvents(settledStudy(question.study, result), eventLog, args);
    },
    () => eventLog?.discard(),
  );
}

function commandOf(path: string, { set, sensitivity }: RunArguments): string {
  const moved = sensitivity ? [] : ['--no-sensitivity'];
  return repeatingCommand('run', path, ...repeated('--set', set), ...moved);
}

/** Writes the event log; what was cut is said even where nobody asked for a summary. */
function logEvents(study: Study, file: OutputFile, args: RunArguments): void {
  const { lines, cut } = writeEventLog(study, file, args.eventLogLimit);
  if (!args.quiet) {
    process.stderr.write(`Event log: ${file.path}, ${lines.toLocaleString('en-US')} events\n`);
  }
  if (cut.length > 0) {
    const limit = args.eventLogLimit.toLocaleString('en-US');
    process.stderr.write(
      `! The event log was cut after ${limit} lines of ${cut.join(', ')}; --event-log-limit sets another limit.\n`,
    );
  }
}
