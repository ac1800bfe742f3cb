import type { Result, VariantDesign, VariantResult } from '../../plan/index.ts';
import { changeInWords, linesOf, type WhatIfLine } from '../what-if-words.ts';
import { escapeMarkdown, markdownFold, markdownTable } from './markdown.ts';
import { cell, columns, type Cell } from '../document.ts';

/** What GitHub takes as one comment is 65,536 characters. */
const MOST_MARKDOWN_BYTES = 60_000;

const SIGNS = { met: '✓', missed: '✗', undecided: '?' } as const;

/**
 * The differences of a result for a pull request: each variant with its changes, its answer, and a
 * table a design. What does not fit into `mostBytes` is left out from the end, and that is said.
 */
export function renderWhatIfMarkdown(
  { title, tool, seed, whatIf, verdict }: Result,
  mostBytes: number = MOST_MARKDOWN_BYTES,
): string {
  if (whatIf === null) return `**${escapeMarkdown(verdict.sentence)}**\n`;
  const head = [
    `## ${escapeMarkdown(title)}: what if`,
    `As it is: ${escapeMarkdown(verdict.sentence)}`,
  ];
  const foot = [
    `<sub>${escapeMarkdown(whatIf.pairing)}</sub>`,
    `<sub>cksim ${escapeMarkdown(tool)}, seed ${escapeMarkdown(seed)}</sub>`,
  ];
  const parts = whatIf.variants.map(variantText);
  const kept: string[] = [];
  let left = mostBytes - bytes([...head, ...foot]) - CUT_ROOM;
  for (const part of parts) {
    left -= bytes([part]);
    if (left < 0) break;
    kept.push(part);
  }
  const cut = parts.length - kept.length;
  const remark =
    cut === 0 ? [] : [`${cut} of ${parts.length} variants do not fit here; the report has them.`];
  return `${[...head, ...kept, ...remark, ...foot].join('\n\n')}\n`;
}

const CUT_ROOM = 100;

function bytes(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length + 2, 0);
}

function variantText({ name, changes, designs, unchanged, sentence }: VariantResult): string {
  const [first, ...others] = designs;
  return [
    `### ${escapeMarkdown(name)}`,
    changes.map((change) => `- ${escapeMarkdown(changeInWords(change))}`).join('\n'),
    `**${escapeMarkdown(sentence)}**`,
    ...(first === undefined ? [] : [designText(first)]),
    ...(others.length === 0
      ? []
      : [markdownFold(`${others.length} more designs`, others.map(designText))]),
    ...(unchanged.length === 0 ? [] : [`Unchanged: ${escapeMarkdown(unchanged.join(', '))}`]),
  ].join('\n\n');
}

function designText(design: VariantDesign): string {
  return markdownTable({
    columns: columns(design.design, 'Before → after', 'Difference', 'Verdict'),
    rows: linesOf(design).map(rowOf),
  });
}

function rowOf(line: WhatIfLine): readonly Cell[] {
  return [cell(line.what), cell(line.fromTo), cell(line.difference), cell(verdictsInSigns(line))];
}

function verdictsInSigns({ before, after }: WhatIfLine): string {
  if (before === null && after === null) return '';
  return before === after ? sign(after) : `${sign(before)} → ${sign(after)}`;
}

function sign(verdict: WhatIfLine['before']): string {
  return verdict === null ? '–' : SIGNS[verdict];
}
