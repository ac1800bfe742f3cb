import { answerWhatIf, type AskedVariant, type Result } from '../plan/index.ts';
import { renderHtml, renderJson, renderWhatIfMarkdown } from '../report/index.ts';
import type { Family } from '../scenario/index.ts';
import { answerScenario } from './answer-scenario.ts';
import { ExitCode, heaviest } from './exit-codes.ts';
import { readFamilyFile, readOverlay, reportBase } from './scenario-files.ts';
import { UserError } from './user-error.ts';
import { toolVersion } from './version.ts';

export interface WhatIfArguments {
  readonly scenario: string;
  readonly set: readonly string[];
  readonly name: string | undefined;
  readonly overlay: readonly string[];
  readonly variant: readonly string[];
  readonly setAll: readonly string[];
  readonly html: string | undefined;
  readonly json: string | undefined;
  readonly md: string | undefined;
  readonly mdLimit: number;
  readonly workers: number;
  readonly quiet: boolean;
  readonly failOn: 'missed' | 'undecided' | 'worse';
}

/** Compares a scenario with variants of it; gives the exit code. */
export async function whatIfScenario(args: WhatIfArguments): Promise<number> {
  const { mdLimit, md } = args;
  if (!Number.isInteger(mdLimit) || mdLimit < 1000) {
    throw new UserError(
      '--md-limit needs a whole number of bytes, 1000 or more',
      'the default is 60000',
    );
  }
  const family = readFamilyFile(args.scenario, args.setAll);
  const variants = variantsOf(family, args);
  const base = `${reportBase(args.scenario)}-whatif`;
  let worse = false;
  const code = await answerScenario(
    family.question,
    [
      { flag: '--html', path: args.html ?? `${base}.html`, render: renderHtml },
      { flag: '--json', path: args.json ?? `${base}.json`, render: renderJson },
      ...(md === undefined
        ? []
        : [
            { flag: '--md', path: md, render: (own: Result) => renderWhatIfMarkdown(own, mdLimit) },
          ]),
    ],
    { ...args, failOn: args.failOn === 'undecided' ? 'undecided' : 'missed' },
    async (question, tools) => {
      const result = await answerWhatIf(question, variants, tools, toolVersion());
      worse = isWorse(result);
      return result;
    },
  );
  return args.failOn === 'worse' && worse ? heaviest([code, ExitCode.missed]) : code;
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
