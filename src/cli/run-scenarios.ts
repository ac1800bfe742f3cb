import { answer, settledStudy, type Study } from '../plan/index.ts';
import { renderHdrText, renderHtml, renderJson, renderJunit } from '../report/index.ts';
import { answerScenario, type Wanted } from './answer-scenario.ts';
import { writeEventLog } from './event-log/write-event-log.ts';
import { heaviest } from './exit-codes.ts';
import { OutputFile, STDOUT } from './outputs.ts';
import { readScenarioFile, reportBase } from './scenario-files.ts';
import { UserError } from './user-error.ts';
import { toolVersion } from './version.ts';

export interface RunArguments {
  readonly scenario: readonly string[];
  readonly set: readonly string[];
  readonly html: string | undefined;
  readonly json: string | undefined;
  readonly junit: string | undefined;
  readonly hdr: string | undefined;
  readonly eventLog: string | undefined;
  readonly eventLogLimit: number;
  readonly sensitivity: boolean;
  readonly workers: number;
  readonly quiet: boolean;
  readonly failOn: 'missed' | 'undecided';
}

/** Runs each scenario in turn; gives the exit code of the worst. */
export async function runScenarios(args: RunArguments): Promise<number> {
  const named = [args.html, args.json, args.junit, args.hdr, args.eventLog].filter(
    (path) => path !== undefined,
  );
  if (args.scenario.length > 1 && named.length > 0) {
    throw new UserError(
      '--html, --json, --junit, --hdr and --event-log name one file each, and there are several scenarios',
      'leave them out (reports/NAME.html and .json are written), or run one scenario',
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
    [
      { flag: '--html', path: args.html ?? `${base}.html`, render: renderHtml },
      { flag: '--json', path: args.json ?? `${base}.json`, render: renderJson },
      ...onDemand('--junit', args.junit, renderJunit),
      ...onDemand('--hdr', args.hdr, renderHdrText),
    ],
    args,
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

/** A document that is only written where somebody names a file for it. */
function onDemand(
  flag: string,
  path: string | undefined,
  render: Wanted['render'],
): readonly Wanted[] {
  return path === undefined ? [] : [{ flag, path, render }];
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
