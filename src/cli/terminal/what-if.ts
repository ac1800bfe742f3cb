import pc from 'picocolors';
import type { VariantDesign, VariantResult, WhatIfResult } from '../../plan/index.ts';
import { changeInWords, linesOf, type WhatIfLine } from '../../report/index.ts';
import { signOf, type SummaryStyle } from './judged.ts';
import { indented, wrapped } from './lines.ts';

/** Room for the longest usual name of a figure. */
const NAME_COLUMNS = 18;
const WIDTH = 74;

/** What each variant changes, as reviewers read it: settings, what moved, verdicts, money. */
export function whatIfLines({ pairing, variants }: WhatIfResult, style: SummaryStyle): string[] {
  return [
    ...variants.flatMap((variant) => variantLines(variant, style)),
    '',
    ...wrapped(
      `Key: ~ changed  + added  - removed; ± is the half-width of the confidence interval of the difference. ${pairing}`,
    ),
  ];
}

function variantLines(variant: VariantResult, style: SummaryStyle): string[] {
  const colours = pc.createColors(style.hasColour);
  const { name, changes, designs, unchanged, sentence } = variant;
  return [
    '',
    colours.bold(arrows(name, style)),
    ...changes.flatMap((change) => indented(wrapped(arrows(changeInWords(change), style), WIDTH))),
    ...designs.flatMap((design) => designLines(design, style)),
    ...(unchanged.length === 0
      ? []
      : indented(wrapped(`unchanged: ${unchanged.join(', ')}`, WIDTH))),
    ...indented(wrapped(sentence, WIDTH)),
  ];
}

function designLines(design: VariantDesign, style: SummaryStyle): string[] {
  return ['', `  ${design.design}`, ...linesOf(design).flatMap((line) => figureLines(line, style))];
}

/** The name in its column where it fits, above the figures where it does not. */
function figureLines(line: WhatIfLine, style: SummaryStyle): string[] {
  const { what, fromTo, difference } = line;
  const signs = verdicts(line, style);
  const figures = [arrows(fromTo, style), difference].filter((part) => part !== '').join(': ');
  const text = wrapped(figures, WIDTH - NAME_COLUMNS);
  const head = text[0] ?? '';
  const rest = text.slice(1).map((own) => `    ${' '.repeat(NAME_COLUMNS)}${own}`);
  return what.length < NAME_COLUMNS
    ? [`    ${what.padEnd(NAME_COLUMNS)}${head}${signs}`, ...rest]
    : [`    ${what}${signs}`, `    ${' '.repeat(NAME_COLUMNS)}${head}`, ...rest];
}

function verdicts({ before, after }: WhatIfLine, style: SummaryStyle): string {
  if (before === null && after === null) return '';
  const sign = (verdict: WhatIfLine['before']) => (verdict === null ? '-' : signOf(verdict, style));
  return before === after
    ? `  ${sign(after)}`
    : `  ${sign(before)} ${style.hasSigns ? '→' : '->'} ${sign(after)}`;
}

function arrows(text: string, { hasSigns }: SummaryStyle): string {
  return hasSigns ? text : text.replaceAll('→', '->').replaceAll('−', '-').replaceAll('±', '+-');
}
