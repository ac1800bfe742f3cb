import pc from 'picocolors';
import { compare, type Result } from '../plan/index.ts';
import { renderHtml, renderJson } from '../report/index.ts';
import { ExitCode, heaviest } from './exit-codes.ts';
import { listenForInterrupt } from './interrupt.ts';
import { OutputFile, STDOUT } from './outputs.ts';
import { createRunner } from './run-jobs.ts';
import { readStudy, reportBase } from './scenario-files.ts';
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
  if (args.scenario.length > 1 && (args.html !== undefined || args.json !== undefined)) {
    throw new UserError(
      '--html and --json name one file each, and there are several scenarios',
      'leave them out (reports/NAME.html and .json are written), or run one scenario',
    );
  }
  const codes: number[] = [];
  for (const path of args.scenario) codes.push(await runOne(path, args));
  return heaviest(codes);
}

async function runOne(path: string, args: RunArguments): Promise<number> {
  const study = readStudy(path, args.set);
  const outputs = openOutputs(path, args);
  const discard = () => outputs.forEach(({ file }) => file?.discard());
  const interrupt = listenForInterrupt(discard);
  const progress = startProgress(args.quiet);
  try {
    const result = await compare(study, createRunner(interrupt), progress.update, toolVersion());
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
    return exitCode(result, args.failOn);
  } finally {
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
