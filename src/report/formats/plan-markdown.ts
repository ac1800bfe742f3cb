import type { Result } from '../../plan/index.ts';
import { buildDocument } from '../build-document.ts';
import type { Block, ReportDocument, Section, Table } from '../document.ts';
import { escapeMarkdown, markdownFold, markdownTable } from './markdown.ts';

/** What GitHub takes as one comment is 65,536 characters; the others take more. */
const MOST_BYTES = 60_000;

const OUTCOMES: Readonly<Record<ReportDocument['outcome'], string>> = {
  met: '✓',
  missed: '✗',
  undecided: '?',
  none: '–',
};

/**
 * The plan for a pull request: the sentence first, then the tables that carry it; everything else
 * is folded. Sections that do not fit are left out from the end, and named. Without a plan, only
 * the sentence.
 */
export function renderPlanMarkdown(result: Result): string {
  const { title, question, outcome, sections, warnings, imprint } = buildDocument(result);
  const [first, ...others] = sections.filter(({ id }) => id.startsWith('plan'));
  const head = [
    `## ${escapeMarkdown(title)}`,
    ...(question === null ? [] : [`> ${escapeMarkdown(question)}`]),
    `**${OUTCOMES[outcome]} ${escapeMarkdown(first?.sentence ?? result.verdict.sentence)}**`,
    ...warnings.map((warning) => `⚠ ${escapeMarkdown(warning)}`),
  ];
  const foot = `<sub>${escapeMarkdown(imprint)}</sub>\n`;
  const parts = [
    ...(first?.blocks ?? []).flatMap(blockText).map((text) => ({ name: first!.title, text })),
    ...others.map((section) => ({ name: section.title, text: foldedText(section) })),
  ];
  const texts = parts.map(({ text }) => text);
  const kept = fitting(texts, MOST_BYTES - bytesOf([...head, foot]));
  const left = [...new Set(parts.slice(kept.length).map(({ name }) => name))];
  const cut =
    left.length === 0
      ? []
      : [`Left out, since it does not fit into a comment: ${left.join('; ')}. The report has it.`];
  return [...head, ...kept, ...cut, foot].join('\n\n');
}

/** As many texts from the beginning as fit. */
function fitting(texts: readonly string[], room: number): readonly string[] {
  let left = room;
  const end = texts.findIndex((text) => (left -= bytesOf([text])) < 0);
  return end < 0 ? texts : texts.slice(0, end);
}

/** At most: a character of a string is at most three bytes, and a blank line follows each text. */
function bytesOf(texts: readonly string[]): number {
  const wide = texts.reduce((sum, text) => sum + (text.match(/[^ -~\n]/g)?.length ?? 0), 0);
  return texts.reduce((sum, text) => sum + text.length + 2, 0) + 2 * wide;
}

function foldedText({ title, sentence, blocks }: Section): string {
  return markdownFold(title, [escapeMarkdown(sentence), ...blocks.flatMap(blockText)]);
}

function blockText(block: Block): readonly string[] {
  switch (block.kind) {
    case 'prose':
      return block.paragraphs.map(escapeMarkdown);
    case 'table':
      return tableText(block.table);
    case 'figure':
      return tableText({ ...block.figure.data, isFolded: false });
    case 'numbers':
      return [
        block.numbers
          .map(
            ({ label, value, detail }) =>
              `- ${escapeMarkdown(label)}: **${escapeMarkdown(value)}** (${escapeMarkdown(detail)})`,
          )
          .join('\n'),
      ];
    case 'listing':
      return [];
    default:
      return [];
  }
}

function tableText(table: Table): readonly string[] {
  const written = markdownTable(table);
  return table.isFolded
    ? [markdownFold(table.caption, [written])]
    : [`**${escapeMarkdown(table.caption)}**`, written];
}
