import pc from 'picocolors';
import type { Question, Result, Tools } from '../plan/index.ts';
import { ExitCode, heaviest } from './exit-codes.ts';
import { listenForInterrupt } from './interrupt.ts';
import { OutputFile, STDOUT } from './outputs.ts';
import { createRunner } from './run-jobs.ts';
import { startProgress } from './terminal/progress.ts';
import { canShowSigns } from './terminal/signs.ts';
import { summarise } from './terminal/summary.ts';
import { UserError } from './user-error.ts';

/** One document that a command writes: to a file, or to standard output with the path `-`. */
export interface Wanted {
  /** The flag that names it, for complaints. */
  readonly flag: string;
  readonly path: string;
  readonly render: (result: Result) => string;
}

export interface Manner {
  readonly quiet: boolean;
  /** Processes that simulate, 1 or more. */
  readonly workers: number;
  readonly failOn: 'missed' | 'undecided';
}

/** What the work of a command is given. */
export type Work = (
  question: Question,
  tools: Pick<Tools, 'runMany' | 'onProgress'>,
) => Promise<Result>;

/**
 * Answers a question and writes the documents: opened before the work starts, renamed when they are
 * complete. `afterwards` may write more once the result is there. Gives the exit code.
 */
export async function answerScenario(
  question: Question,
  wanted: readonly Wanted[],
  manner: Manner,
  work: Work,
  afterwards: (result: Result) => void = () => {},
  discardMore: () => void = () => {},
): Promise<number> {
  const outputs = openOutputs(wanted, discardMore);
  const discard = () => {
    outputs.forEach(({ file }) => file?.discard());
    discardMore();
  };
  const interrupt = listenForInterrupt(discard);
  const progress = startProgress(manner.quiet);
  const runner = createRunner(interrupt, manner.workers);
  try {
    const tools = { runMany: runner.runMany, onProgress: progress.update };
    const result = await work(question, tools);
    progress.stop();
    for (const { file, render } of outputs) {
      if (file === null) process.stdout.write(render(result));
      else file.finish(render(result));
    }
    if (!manner.quiet)
      tell(
        result,
        outputs.map(({ file }) => file?.path ?? null),
      );
    afterwards(result);
    return exitCode(result, manner.failOn);
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

function openOutputs(wanted: readonly Wanted[], discardMore: () => void): Output[] {
  const opened: Output[] = [];
  try {
    refuseSharedStdout(wanted);
    for (const { path, render } of wanted) {
      opened.push({ file: path === STDOUT ? null : OutputFile.open(path), render });
    }
    return opened;
  } catch (error) {
    opened.forEach(({ file }) => file?.discard());
    discardMore();
    throw error;
  }
}

function refuseSharedStdout(wanted: readonly Wanted[]): void {
  const taken = wanted.filter(({ path }) => path === STDOUT).map(({ flag }) => flag);
  if (taken.length > 1) {
    throw new UserError(
      `${taken.map((flag) => `${flag} -`).join(' and ')} ${taken.length === 2 ? 'both' : 'all'} want standard output`,
      taken.length === 2 ? 'give one of them a path' : 'give all but one of them a path',
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

function exitCode(result: Result, failOn: Manner['failOn']): number {
  const { outcome } = result.verdict;
  const codes: number[] = [];
  if (result.checks.some(({ holds }) => !holds)) codes.push(ExitCode.bug);
  if (result.run.isPartial) codes.push(ExitCode.stoppedEarly);
  if (outcome === 'missed' || (outcome === 'undecided' && failOn === 'undecided')) {
    codes.push(ExitCode.missed);
  }
  return heaviest(codes);
}
