import type { ArgumentsCamelCase, Argv } from 'yargs';
import { explainFact, factNames, findFact, suggestFacts } from '../../facts/index.ts';
import { ExitCode } from '../exit-codes.ts';
import { UserError } from '../user-error.ts';

export interface ExplainArguments {
  readonly name: string | undefined;
}

export const explainCommand = {
  command: 'explain [name]',
  describe: 'print one fact with its value, source, date and confidence; without a name, list all',
  builder: (yargs: Argv) =>
    yargs.positional('name', {
      type: 'string',
      describe:
        'name of a fact, such as hsm.rate.aes; for a part of one the nearest names are given',
    }),
};

/** Throws a UserError with the nearest names when there is no such fact. */
export function explain({ name }: ArgumentsCamelCase<ExplainArguments>): number {
  if (name === undefined) {
    console.log(factNames().join('\n'));
    return ExitCode.ok;
  }
  const fact = findFact(name);
  if (fact === undefined) {
    const near = suggestFacts(name);
    throw new UserError(
      `there is no fact named ${name}`,
      near.length > 0
        ? `did you mean: ${near.map((other) => other.name).join(', ')}?`
        : 'cksim explain, without a name, lists all',
    );
  }
  process.stdout.write(explainFact(fact));
  return ExitCode.ok;
}
