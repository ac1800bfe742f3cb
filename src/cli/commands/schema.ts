import type { ArgumentsCamelCase, Argv } from 'yargs';
import { scenarioJsonSchema, scenarioReference } from '../../scenario/index.ts';
import { ExitCode } from '../exit-codes.ts';
import { OutputFile } from '../outputs.ts';

export interface SchemaArguments {
  readonly write: string | undefined;
  readonly markdown: boolean;
}

export const schemaCommand = {
  command: 'schema',
  describe: 'print the JSON Schema of scenarios, for editors',
  builder: (yargs: Argv) =>
    yargs
      .option('write', {
        type: 'string',
        requiresArg: true,
        describe: 'write it to this file instead, such as scenarios/scenario.schema.json',
      })
      .option('markdown', {
        type: 'boolean',
        default: false,
        describe: 'the same as a table to read: every word of a scenario',
      }),
};

export function schema({ write, markdown }: ArgumentsCamelCase<SchemaArguments>): number {
  const content = markdown ? scenarioReference() : JSON.stringify(scenarioJsonSchema(), null, 2);
  const text = `${content}\n`;
  if (write === undefined) process.stdout.write(text);
  else OutputFile.open(write).finish(text);
  return ExitCode.ok;
}
