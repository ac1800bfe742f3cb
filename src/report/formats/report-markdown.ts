import type { Result } from '../../plan/index.ts';
import { buildDocument } from '../build-document.ts';
import type { Block, ReportDocument, Section, Table } from '../document.ts';
import { planOf } from '../plan-words.ts';
import { escapeMarkdown, markdownFold, markdownTable } from './markdown.ts';
import { renderWhatIfMarkdown } from './what-if-markdown.ts';

const OUTCOMES: Readonly<Record<ReportDocument['outcome'], string>> = {
  met: '✓',
  missed: '✗',
  undecided: '?',
  none: '–',
};

/**
 * Any result for a pull request: the sentence first, then what carries it; everything else is folded.
 * Of a plan, its own sections; of a what-if, its differences; of other results, the whole report but
 * for the texts that only the page has room for.
 *
 * @param mostBytes what GitHub takes as one comment is 65,536 characters, the others take more. What
 *   does not fit is left out from the end, and named.
 */
export function renderMarkdown(result: Result, mostBytes = 60_000): string {
  return result.whatIf === null
    ? renderDocument(result, mostBytes)
    : renderWhatIfMarkdown(result, mostBytes);
}

function renderDocument(result: Result, mostBytes: number): string {
  const { title, question, outcome, sections, warnings, imprint } = buildDocument(result);
  const isPlan = planOf(result) !== null;
  const [first, ...others] = sections.filter(({ id }) => !isPlan || id.startsWith('plan'));
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
    ...others.flatMap(longTablesOf),
  ];
  const texts = parts.map(({ text }) => text);
  const kept = fitting(texts, mostBytes - bytesOf([...head, foot]) - CUT_ROOM);
  const left = [...new Set(parts.slice(kept.length).map(({ name }) => name))];
  const cut =
    left.length === 0
      ? []
      : [`Left out, since it does not fit here: ${left.join('; ')}. The report has it.`];
  return [...head, ...kept, ...cut, foot].join('\n\n');
}

/** For the sentence that says what was left out. */
const CUT_ROOM = 600;

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
  const shown = blocks.filter((block) => !isLongTable(block));
  return markdownFold(title, [escapeMarkdown(sentence), ...shown.flatMap(blockText)]);
}

/** Rows of a table that stands behind everything else, so that it is left out before anything else. */
const LONG = 25;

function isLongTable(block: Block): boolean {
  const table = tableOf(block);
  return table !== null && table.isFolded && table.rows.length > LONG;
}

function tableOf(block: Block): Table | null {
  return block.kind === 'table' ? block.table : block.kind === 'figure' ? block.figure.data : null;
}

function longTablesOf({ title, blocks }: Section) {
  return blocks.filter(isLongTable).map((block) => {
    const table = tableOf(block)!;
    const name = `${title}: ${table.caption}`;
    return { name, text: markdownFold(name, [markdownTable(table)]) };
  });
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
