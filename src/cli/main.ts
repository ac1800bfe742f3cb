#!/usr/bin/env node
import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import pc from 'picocolors';
import { EmptyObjective, NoDesign, StoppedTooEarly } from '../plan/index.ts';
import { formatProblems, ScenarioError } from '../scenario/index.ts';
import { diff, diffCommand } from './commands/diff.ts';
import { explain, explainCommand } from './commands/explain.ts';
import { init, initCommand } from './commands/init.ts';
import { plan, planCommand } from './commands/plan.ts';
import { report, reportCommand } from './commands/report.ts';
import { run, runCommand } from './commands/run.ts';
import { schema, schemaCommand } from './commands/schema.ts';
import { sweep, sweepCommand } from './commands/sweep.ts';
import { validate, validateCommand } from './commands/validate.ts';
import { whatIf, whatIfCommand } from './commands/whatif.ts';
import { EXIT_CODE_HELP, ExitCode } from './exit-codes.ts';
import { visible } from './terminal/visible.ts';
import { UserError } from './user-error.ts';
import { toolVersion } from './version.ts';

// Whoever reads our output may stop reading (`| head`): that is no error of anybody's.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
});

process.exitCode = await main(hideBin(process.argv));

/** Parses the command line, carries out the command, and turns every ending into an exit code. */
async function main(words: readonly string[]): Promise<number> {
  let code: number = ExitCode.ok;
  const keep = async <Args extends object>(
    args: Args,
    command: (args: Args) => number | Promise<number>,
  ): Promise<void> => {
    refuseLostFile(args);
    code = await command(args);
  };
  const parser = yargs([...words])
    .scriptName('cksim')
    // Each --set takes one word: what follows it is the scenario's file.
    .parserConfiguration({ 'greedy-arrays': false })
    .usage('$0 <command>\n\nWhich AWS KMS key store carries your load, and at what price?')
    .command({ ...runCommand, handler: (args) => keep(args, run) })
    .command({ ...planCommand, handler: (args) => keep(args, plan) })
    .command({ ...sweepCommand, handler: (args) => keep(args, sweep) })
    .command({ ...whatIfCommand, handler: (args) => keep(args, whatIf) })
    .command({ ...diffCommand, handler: (args) => keep(args, diff) })
    .command({ ...reportCommand, handler: (args) => keep(args, report) })
    .command({ ...validateCommand, handler: (args) => keep(args, validate) })
    .command({ ...explainCommand, handler: (args) => keep(args, explain) })
    .command({ ...initCommand, handler: (args) => keep(args, init) })
    .command({ ...schemaCommand, handler: (args) => keep(args, schema) })
    .completion('completion', 'print a completion script for bash or zsh')
    .option('color', {
      type: 'boolean',
      describe: 'colours; also NO_COLOR and FORCE_COLOR [default: on terminals]',
    })
    .demandCommand(1, 'which command? see cksim --help')
    .recommendCommands()
    .strict()
    .version(toolVersion())
    .epilogue(EXIT_CODE_HELP)
    .wrap(Math.min(100, process.stdout.columns ?? 80))
    .fail((message: string, error: Error | undefined) => {
      throw error ?? wrongWords(message);
    });
  try {
    await parser.parseAsync();
    return code;
  } catch (error) {
    return complain(error);
  }
}

/** What is wrong with the words of the command line; mostly scenario files are too few. */
function wrongWords(message: string): UserError {
  if (message.startsWith('Not enough') && /^(?:diff|report)$/.test(process.argv[2] ?? '')) {
    return new UserError(
      'not enough results were given',
      'write the paths of JSON files that cksim run has written, such as reports/x.json',
    );
  }
  if (message.startsWith('Not enough non-option arguments')) {
    return new UserError(
      'no scenario file was given',
      'write its path, such as cksim run scenarios/01-snowybank-s3-lambda.yaml; after --set comes path=value',
    );
  }
  return new UserError(message, 'cksim --help shows commands and options');
}

/** The parser of words loses a lone dash among files: a command would do nothing, and call it done. */
function refuseLostFile(args: object): void {
  const lost = Object.entries(args).some(
    ([name, value]: [string, unknown]) =>
      ['scenario', 'result', 'before', 'after'].includes(name) &&
      (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)),
  );
  if (!lost) return;
  throw new UserError(
    '- names no file to read',
    'write its path; /dev/stdin where a pipe brings it',
  );
}

/** Red where somebody looks. */
function red(text: string): string {
  return process.stderr.isTTY ? pc.red(text) : text;
}

/** Says what went wrong; gives the exit code. */
function complain(error: unknown): number {
  if (error instanceof ScenarioError) {
    process.stderr.write(`${visible(formatProblems(error.problems))}\n`);
    return ExitCode.wrongQuestion;
  }
  if (error instanceof UserError) {
    process.stderr.write(
      `${red(visible(error.message))}\n${error.hint === null ? '' : `  ${visible(error.hint)}\n`}`,
    );
    return ExitCode.wrongQuestion;
  }
  if (error instanceof EmptyObjective || error instanceof NoDesign) {
    process.stderr.write(`${red(visible(error.message))}\n`);
    return ExitCode.wrongQuestion;
  }
  if (error instanceof StoppedTooEarly) {
    process.stderr.write(`${red(visible(error.message))}; nothing was written\n`);
    return ExitCode.stoppedEarly;
  }
  process.stderr.write(
    `${red('This is a bug in cksim, not in your scenario.')}\n` +
      `cksim ${toolVersion()}, Node ${process.version}, command: ${visible(process.argv.slice(2).join(' '))}\n` +
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n` +
      'Please report it with these lines and the scenario file.\n',
  );
  return ExitCode.bug;
}
