import pc from 'picocolors';
import { answer, settledStudy, type Result, type Study } from '../plan/index.ts';
import { renderHtml, renderJson } from '../report/index.ts';
import { writeEventLog } from './event-log/write-event-log.ts';
import { ExitCode, heaviest } from './exit-codes.ts';
import { listenForInterrupt } from './interrupt.ts';
import { OutputFile, STDOUT } from './outputs.ts';
import { createRunner } from './run-jobs.ts';
import { readScenarioFile, reportBase } from './scenario-files.ts';
import { startProgress } from './terminal/progress.ts';
import { canShowSigns } from './terminal/signs.ts';
import { summarise } from './terminal/summary.ts';
import { UserError } from './user-error.ts';
import { toolVersion } from './version.ts';

export interface RunArguments {
  readonly scenario: readonly string[];
  readonly set: readonly string[];
  readonly html: string | undefined;
  readonly json: string | undefined;
  readonly eventLog: string | undefined;
  readonly eventLogLimit: number;
  readonly sensitivity: boolean;
  readonly quiet: boolean;
  readonly failOn: 'missed' | 'undecided';
}

/** Runs each scenario in turn; gives the exit code of the worst. */
export async function runScenarios(args: RunArguments): Promise<number> {
  if (args.html === STDOUT && args.json === STDOUT) {
    throw new UserError(
      '--html - and --json - both want standard output',
      'give one of them a path',
    );
  }
  const named = [args.html, args.json, args.eventLog].filter((path) => path !== undefined);
  if (args.scenario.length > 1 && named.length > 0) {
    throw new UserError(
      '--html, --json and --event-log name one file each, and there are several scenarios',
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

async function runOne(path: string, args: RunArguments): Promise<number> {
  const { study, moveFacts, movePricing } = readScenarioFile(path, args.set);
  const outputs = openOutputs(path, args);
  const eventLog = openEventLog(args.eventLog, outputs);
  const discard = () => {
    outputs.forEach(({ file }) => file?.discard());
    eventLog?.discard();
  };
  const interrupt = listenForInterrupt(discard);
  const progress = startProgress(args.quiet);
  const runner = createRunner(interrupt);
  try {
    const tools = { runMany: runner.runMany, moveFacts, movePricing, onProgress: progress.update };
    const result = await answer(study, tools, { sensitivity: args.sensitivity }, toolVersion());
    progress.stop();
    for (const { file, render } of outputs) {
      if (file === null) process.stdout.write(render(result));
      else file.finish(render(result));
    }
    if (!args.quiet)
      tell(
        result,
        outputs.map(({ file }) => file?.path ?? null),
      );
    if (eventLog !== null) logEvents(settledStudy(study, result), eventLog, args);
    return exitCode(result, args.failOn);
  } finally {
    await runner.close();
    progress.stop();
    discard();
  }
}

/** An output is a file, or standard output (null). */
interface Output {
  readonly file: OutputFile | null;
  readonly render: (result: Result) => string;
}

function openOutputs(scenario: string, args: RunArguments): Output[] {
  const base = reportBase(scenario);
  const open = (path: string, render: Output['render']): Output => ({
    file: path === STDOUT ? null : OutputFile.open(path),
    render,
  });
  const opened: Output[] = [];
  try {
    opened.push(open(args.html ?? `${base}.html`, renderHtml));
    opened.push(open(args.json ?? `${base}.json`, renderJson));
    return opened;
  } catch (error) {
    opened.forEach(({ file }) => file?.discard());
    throw error;
  }
}

/** Opened with the others before the work starts; if it cannot be, none of them is left behind. */
function openEventLog(path: string | undefined, outputs: readonly Output[]): OutputFile | null {
  if (path === undefined) return null;
  try {
    return OutputFile.open(path);
  } catch (error) {
    outputs.forEach(({ file }) => file?.discard());
    throw error;
  }
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

/** The summary goes to standard output, or aside when a document was asked for there. */
function tell(result: Result, paths: readonly (string | null)[]): void {
  const isTaken = paths.includes(null);
  const stream = isTaken ? process.stderr : process.stdout;
  const style = {
    hasColour: pc.isColorSupported && (stream.isTTY || process.env['FORCE_COLOR'] !== undefined),
    hasSigns: canShowSigns(process.env),
  };
  stream.write(`${summarise(result, style)}\n`);
  const files = paths.filter((path) => path !== null);
  if (files.length > 0) stream.write(`\nReport: ${files.join('  ')}\n`);
}

function exitCode(result: Result, failOn: RunArguments['failOn']): number {
  const { outcome } = result.verdict;
  const codes: number[] = [];
  if (result.checks.some(({ holds }) => !holds)) codes.push(ExitCode.bug);
  if (result.run.isPartial) codes.push(ExitCode.stoppedEarly);
  if (outcome === 'missed' || (outcome === 'undecided' && failOn === 'undecided')) {
    codes.push(ExitCode.missed);
  }
  return heaviest(codes);
}
