import type { ArgumentsCamelCase, Argv } from 'yargs';
import { scenarioJsonSchema } from '../../scenario/index.ts';
import { ExitCode } from '../exit-codes.ts';
import { OutputFile } from '../outputs.ts';

export interface SchemaArguments {
  readonly write: string | undefined;
}

export const schemaCommand = {
  command: 'schema',
  describe: 'print the JSON Schema of scenarios, for editors',
  builder: (yargs: Argv) =>
    yargs.option('write', {
      type: 'string',
      requiresArg: true,
      describe: 'write it to this file instead, such as scenarios/scenario.schema.json',
    }),
};

export function schema({ write }: ArgumentsCamelCase<SchemaArguments>): number {
  const text = `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
  if (write === undefined) process.stdout.write(text);
  else OutputFile.open(write).finish(text);
  return ExitCode.ok;
}
