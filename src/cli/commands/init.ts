import { existsSync } from 'node:fs';
import type { ArgumentsCamelCase, Argv } from 'yargs';
import { ExitCode } from '../exit-codes.ts';
import { OutputFile, STDOUT } from '../outputs.ts';
import { SCENARIO_TEMPLATES } from '../scenario-templates.ts';
import { UserError } from '../user-error.ts';

export interface InitArguments {
  readonly template: string;
  readonly output: string;
}

const NAMES = SCENARIO_TEMPLATES.map(({ name }) => name);

export const initCommand = {
  command: 'init [template]',
  describe: 'write a commented scenario to start from',
  builder: (yargs: Argv) =>
    yargs
      .positional('template', {
        choices: NAMES,
        default: NAMES[0]!,
        describe: SCENARIO_TEMPLATES.map(({ name, describe }) => `${name}: ${describe}`).join('; '),
      })
      .option('output', {
        alias: 'o',
        type: 'string',
        default: STDOUT,
        requiresArg: true,
        describe: 'file to write, which must not exist yet; - for standard output',
      }),
};

/** Prints a template, or writes it to a new file. Throws UserError where one is in the way. */
export function init({ template, output }: ArgumentsCamelCase<InitArguments>): number {
  const { text } = SCENARIO_TEMPLATES.find(({ name }) => name === template)!;
  if (output === STDOUT) {
    process.stdout.write(text);
    return ExitCode.ok;
  }
  if (existsSync(output)) {
    throw new UserError(`${output} exists already`, 'name another file, or remove this one first');
  }
  OutputFile.open(output).finish(text);
  console.log(`${output}: a scenario to start from; next: cksim run ${output}`);
  return ExitCode.ok;
}
