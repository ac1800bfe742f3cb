import pc from 'picocolors';
import { withLivePart, type Question, type Result, type Tools } from '../plan/index.ts';
import { parseResult, renderJson, tameDirections } from '../report/index.ts';
import { Documents } from './documents.ts';
import { ExitCode, heaviest } from './exit-codes.ts';
import { listenForInterrupt } from './interrupt.ts';
import { createRunner } from './run-jobs.ts';
import { startProgress } from './terminal/progress.ts';
import { canShowSigns } from './terminal/signs.ts';
import { summarise } from './terminal/summary.ts';
import type { Wanted } from './wanted-outputs.ts';

export interface Manner {
  readonly quiet: boolean;
  /** Processes that simulate, 1 or more. */
  readonly workers: number;
  readonly failOn: 'missed' | 'undecided';
  /** The command line that gives the same numbers again. */
  readonly command: string;
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
  const documents = openAll(wanted, discardMore);
  const discard = () => {
    documents.discard();
    discardMore();
  };
  const interrupt = listenForInterrupt(discard);
  const progress = startProgress(manner.quiet);
  const runner = createRunner(interrupt, manner.workers);
  try {
    const tools = { runMany: runner.runMany, onProgress: progress.update };
    const answered = withLivePart(question, await work(question, tools));
    const result = asReadBack({ ...answered, command: manner.command });
    progress.stop();
    documents.write(result);
    if (!manner.quiet) tell(result, documents);
    afterwards(result);
    return exitCode(result, manner.failOn);
  } finally {
    await runner.close();
    progress.stop();
    discard();
  }
}

/**
 * The result as its JSON file holds it: whatever is shown of it now, `cksim report` can show again
 * from the file, byte for byte.
 */
function asReadBack(result: Result): Result {
  return parseResult(renderJson(result));
}

function openAll(wanted: readonly Wanted[], discardMore: () => void): Documents {
  try {
    return Documents.open(wanted);
  } catch (error) {
    discardMore();
    throw error;
  }
}

/** The summary goes to standard output, or aside when a document was asked for there. */
function tell(result: Result, { isStdoutTaken, places }: Documents): void {
  const stream = isStdoutTaken ? process.stderr : process.stdout;
  const style = {
    hasColour: pc.isColorSupported && (stream.isTTY || process.env['FORCE_COLOR'] !== undefined),
    hasSigns: canShowSigns(process.env),
  };
  stream.write(`${summarise(tameDirections(result), style)}\n`);
  if (places.length > 0) stream.write(`\n${reportLines(places).join('\n')}\n`);
}

/** In one line where that fits a terminal, else a line each: paths are never broken. */
function reportLines(places: readonly string[]): readonly string[] {
  const line = `Report: ${places.join('  ')}`;
  return line.length <= COLUMNS ? [line] : ['Report:', ...places.map((place) => `  ${place}`)];
}

const COLUMNS = 80;

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
