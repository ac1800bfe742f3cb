import { answerWhatIf, type AskedVariant, type Result } from '../plan/index.ts';
import type { Family } from '../scenario/index.ts';
import { answerScenario, type Manner } from './answer-scenario.ts';
import { ExitCode, heaviest } from './exit-codes.ts';
import { repeated, repeatingCommand } from './repeating-command.ts';
import { readFamilyFile, readOverlay, reportBase } from './scenario-files.ts';
import { UserError } from './user-error.ts';
import { toolVersion } from './version.ts';
import { wantedOutputs, type OutputArguments } from './wanted-outputs.ts';

export interface WhatIfArguments extends Pick<Manner, 'workers'>, OutputArguments {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly name: string | undefined;
  readonly overlay: readonly string[];
  readonly variant: readonly string[];
  readonly setAll: readonly string[];
  readonly failOn: 'missed' | 'undecided' | 'worse';
}

/** Compares a scenario with variants of it; gives the exit code. */
export async function whatIfScenario(args: WhatIfArguments): Promise<number> {
  const family = readFamilyFile(args.scenario, args.setAll);
  const variants = variantsOf(family, args);
  const base = `${reportBase(args.scenario)}-whatif`;
  let worse = false;
  const code = await answerScenario(
    family.question,
    wantedOutputs(args, { html: `${base}.html`, json: `${base}.json` }),
    {
      ...args,
      failOn: args.failOn === 'undecided' ? 'undecided' : 'missed',
      command: commandOf(args),
    },
    async (question, tools) => {
      const result = await answerWhatIf(question, variants, tools, toolVersion());
      worse = isWorse(result);
      return result;
    },
  );
  return args.failOn === 'worse' && worse ? heaviest([code, ExitCode.missed]) : code;
}

function commandOf({ scenario, set, name, overlay, variant, setAll }: WhatIfArguments): string {
  return repeatingCommand(
    'whatif',
    scenario,
    ...repeated('--set', set),
    ...(name === undefined ? [] : ['--name', name]),
    ...repeated('--overlay', overlay),
    ...repeated('--variant', variant),
    ...repeated('--set-all', setAll),
  );
}

/** All that were asked for; without any, all that the scenario has. */
function variantsOf(
  family: Family,
  { set, name, overlay, variant }: WhatIfArguments,
): readonly AskedVariant[] {
  const unknown = variant.find((own) => !family.variantNames.includes(own));
  if (unknown !== undefined) {
    const known = family.variantNames.join(', ');
    throw new UserError(
      `the scenario has no variant ${unknown}`,
      known === '' ? 'write it under variants:, or use --set or --overlay' : `it has: ${known}`,
    );
  }
  const isAnythingAsked = set.length + overlay.length + variant.length > 0;
  const named = isAnythingAsked ? variant : family.variantNames;
  const all = [
    ...named.map((own) => family.variant(own)),
    ...overlay.map((path) => family.overlaid(readOverlay(path), path)),
    ...(set.length === 0 ? [] : [family.overridden(name ?? set.join(', '), set)]),
  ];
  if (all.length === 0) {
    throw new UserError(
      'there is nothing to compare the scenario with',
      'write --set path=value, --overlay file.yaml, or variants: in the scenario',
    );
  }
  return all;
}

/** A variant misses a rule that the baseline meets. */
function isWorse({ whatIf }: Result): boolean {
  return (whatIf?.variants ?? []).some(({ designs }) =>
    designs.some(({ objectives }) =>
      objectives.some(
        ({ level, before, after }) =>
          level === 'fail' && before?.verdict === 'met' && after?.verdict === 'missed',
      ),
    ),
  );
}
