import type { ArgumentsCamelCase, Argv } from 'yargs';
import { ExitCode } from '../exit-codes.ts';
import { readFamilyFile } from '../scenario-files.ts';
import { withScenarios } from './scenario-options.ts';

export interface ValidateArguments {
  readonly scenario: readonly string[];
  readonly set: readonly string[];
  readonly explain: boolean;
}

export const validateCommand = {
  command: 'validate <scenario..>',
  describe: 'check scenarios and change nothing',
  builder: (yargs: Argv) =>
    withScenarios(yargs).option('explain', {
      type: 'boolean',
      default: false,
      describe: 'print every fact the scenario rests on, and who set it',
    }),
};

/** Prints a line per good scenario; a bad one throws its problems. */
export function validate(args: ArgumentsCamelCase<ValidateArguments>): number {
  for (const path of args.scenario) {
    const { question, variantNames, variant } = readFamilyFile(path, args.set);
    const { study } = question;
    for (const name of variantNames) variant(name); // throws where it makes no sense
    const points = study.designs.length * study.loads.length;
    console.log(
      `${path}: ok, ${study.designs.length} designs x ${study.loads.length} loads = ${points} points, ` +
        `${study.run.replications} replications each${variantNames.length === 0 ? '' : `; variants ${variantNames.join(', ')}`}`,
    );
    for (const warning of study.warnings) console.log(`  ! ${warning}`);
    if (!args.explain) continue;
    for (const { name, value, confidence, setBy } of study.assumptions) {
      console.log(`  ${name} = ${value}  (${setBy}, ${confidence})`);
    }
  }
  return ExitCode.ok;
}
