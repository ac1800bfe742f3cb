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
import { run, runCommand } from './commands/run.ts';
import { schema, schemaCommand } from './commands/schema.ts';
import { sweep, sweepCommand } from './commands/sweep.ts';
import { validate, validateCommand } from './commands/validate.ts';
import { whatIf, whatIfCommand } from './commands/whatif.ts';
import { EXIT_CODE_HELP, ExitCode } from './exit-codes.ts';
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
  const keep = async (result: number | Promise<number>): Promise<void> => {
    code = await result;
  };
  const parser = yargs([...words])
    .scriptName('cksim')
    // Each --set takes one word: what follows it is the scenario's file.
    .parserConfiguration({ 'greedy-arrays': false })
    .usage('$0 <command>\n\nWhich AWS KMS key store carries your load, and at what price?')
    .command({ ...runCommand, handler: (args) => keep(run(args)) })
    .command({ ...planCommand, handler: (args) => keep(plan(args)) })
    .command({ ...sweepCommand, handler: (args) => keep(sweep(args)) })
    .command({ ...whatIfCommand, handler: (args) => keep(whatIf(args)) })
    .command({ ...diffCommand, handler: (args) => keep(diff(args)) })
    .command({ ...validateCommand, handler: (args) => keep(validate(args)) })
    .command({ ...explainCommand, handler: (args) => keep(explain(args)) })
    .command({ ...initCommand, handler: (args) => keep(init(args)) })
    .command({ ...schemaCommand, handler: (args) => keep(schema(args)) })
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
    return report(error);
  }
}

/** What is wrong with the words of the command line; only scenario files can be too few. */
function wrongWords(message: string): UserError {
  if (message.startsWith('Not enough non-option arguments')) {
    return new UserError(
      'no scenario file was given',
      'write its path, such as cksim run scenarios/01-snowybank-s3-lambda.yaml; after --set comes path=value',
    );
  }
  return new UserError(message, 'cksim --help shows commands and options');
}

/** Red where somebody looks. */
function red(text: string): string {
  return process.stderr.isTTY ? pc.red(text) : text;
}

function report(error: unknown): number {
  if (error instanceof ScenarioError) {
    process.stderr.write(`${formatProblems(error.problems)}\n`);
    return ExitCode.wrongQuestion;
  }
  if (error instanceof UserError) {
    process.stderr.write(
      `${red(error.message)}\n${error.hint === null ? '' : `  ${error.hint}\n`}`,
    );
    return ExitCode.wrongQuestion;
  }
  if (error instanceof EmptyObjective || error instanceof NoDesign) {
    process.stderr.write(`${red(error.message)}\n`);
    return ExitCode.wrongQuestion;
  }
  if (error instanceof StoppedTooEarly) {
    process.stderr.write(`${red(error.message)}; nothing was written\n`);
    return ExitCode.stoppedEarly;
  }
  process.stderr.write(
    `${red('This is a bug in cksim, not in your scenario.')}\n` +
      `cksim ${toolVersion()}, Node ${process.version}, command: ${process.argv.slice(2).join(' ')}\n` +
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n` +
      'Please report it with these lines and the scenario file.\n',
  );
  return ExitCode.bug;
}
