import { basename, dirname, extname, join } from 'node:path';
import { Documents } from './documents.ts';
import { ExitCode } from './exit-codes.ts';
import { readResultFile } from './read-result.ts';
import { UserError } from './user-error.ts';
import { namedOutputs, wantedOutputs, type OutputArguments } from './wanted-outputs.ts';

export interface ReportArguments extends OutputArguments {
  readonly result: readonly string[];
}

/** Shows results again, as documents of any kind; gives the exit code. */
export function reportResults(args: ReportArguments): number {
  const named = namedOutputs(args);
  if (args.result.length > 1 && named.length > 0) {
    throw new UserError(
      `${named.join(', ')} ${named.length === 1 ? 'names' : 'name'} one place, and there are several results`,
      'without it a page is written beside each; or give one result',
    );
  }
  // All are read before any is written: a wrong one among them is no half work.
  const results = args.result.map((path) => ({ path, result: readResultFile(path) }));
  for (const { path, result } of results) {
    const html = named.length === 0 ? pageBeside(path) : null;
    const documents = Documents.open(wantedOutputs(args, { html, json: null }));
    try {
      documents.write(result);
    } catch (error) {
      throw asItsFault(path, result.tool, error);
    } finally {
      documents.discard();
    }
    if (!args.quiet && documents.places.length > 0) {
      const stream = documents.isStdoutTaken ? process.stderr : process.stdout;
      stream.write(`Report: ${documents.places.join('  ')}\n`);
    }
  }
  return ExitCode.ok;
}

/** `reports/x.html` for `reports/x.json`. */
function pageBeside(path: string): string {
  return join(dirname(path), `${basename(path, extname(path))}.html`);
}

/**
 * The command that wrote a whole result has shown it once already, so that what cannot be shown
 * now was changed since, or is of another version. Files that cannot be written stay what they are.
 */
function asItsFault(path: string, tool: string, error: unknown): unknown {
  if (!(error instanceof TypeError || error instanceof RangeError)) return error;
  return new UserError(
    `${path} cannot be shown: ${error.message}`,
    `it says that cksim ${tool} wrote it; if it was changed since, or that is another version, run the scenario again`,
  );
}
