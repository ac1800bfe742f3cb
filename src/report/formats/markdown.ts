import type { Cell, Column, Table } from '../document.ts';

/** Everything that Markdown or the HTML inside it would take for markup, or for a mention. */
const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '@': '&#64;',
};

/** Plain text as Markdown that shows exactly this text, on one line. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[&<>@\\`*_[\]|~#]/g, (character) => MARKUP[character] ?? `\\${character}`);
}

/** Text that opens on demand; Markdown inside. Its title is HTML, in which Markdown's signs are none. */
export function markdownFold(title: string, paragraphs: readonly string[]): string {
  const shown = title.replace(/\s+/g, ' ').replace(/[&<>@]/g, (character) => MARKUP[character]!);
  return [`<details><summary>${shown}</summary>`, ...paragraphs, '</details>'].join('\n\n');
}

/** A table as GitHub, GitLab and Bitbucket read it; a cell's detail stands on a line of its own. */
export function markdownTable({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string {
  return [
    row(columns.map(({ title }) => escapeMarkdown(title))),
    row(columns.map(ruleOf)),
    ...rows.map((cells) => row(cells.map(cellText))),
  ].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function ruleOf({ align }: Column): string {
  return align === 'end' ? '---:' : '---';
}

function cellText({ text, detail }: Cell): string {
  return detail === undefined || detail === ''
    ? escapeMarkdown(text)
    : `${escapeMarkdown(text)}<br>${escapeMarkdown(detail)}`;
}
