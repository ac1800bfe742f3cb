import type { TopLevelSpec } from 'vega-lite';

/**
 * The report as data: what it says, in which order, before any format has been chosen. Every
 * string is plain text; formats escape it. Nothing in here depends on a clock or on a machine.
 */
export interface ReportDocument {
  readonly title: string;
  readonly question: string | null;
  readonly outcome: Outcome;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  readonly sections: readonly Section[];
  /** One line for the foot of the page: tool version, seed, fingerprint. */
  readonly imprint: string;
}

export type Outcome = 'met' | 'missed' | 'undecided' | 'none';

/** One step of the argument: the finding in a sentence, then what supports it. */
export interface Section {
  /** Unique; the anchor in the page. */
  readonly id: string;
  readonly title: string;
  /** The finding, in words that need no figure. */
  readonly sentence: string;
  /** In reading order. */
  readonly blocks: readonly Block[];
  /** Sentences that tell a newcomer how to read the figures and tables above. */
  readonly howToRead: readonly string[];
}

export type Block =
  | { readonly kind: 'numbers'; readonly caption: string; readonly numbers: readonly KeyNumber[] }
  | { readonly kind: 'prose'; readonly paragraphs: readonly string[] }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'listing'; readonly caption: string; readonly text: string };

/** A number worth a large typeface. */
export interface KeyNumber {
  readonly label: string;
  readonly value: string;
  /** What it belongs to, or how sure it is. */
  readonly detail: string;
}

export interface Figure {
  /** Unique within the document. */
  readonly id: string;
  /** States the finding, not the axes. */
  readonly caption: string;
  /** What a person who cannot see the drawing should know about its shape. */
  readonly description: string;
  readonly spec: TopLevelSpec;
  /** The same with its other vertical axis, for readers who want to switch. */
  readonly otherScale?: { readonly name: 'linear' | 'logarithmic'; readonly spec: TopLevelSpec };
  /** The numbers drawn. */
  readonly data: Table;
}

export interface Table {
  /** Unique within the document. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Folded tables open on demand, and in print. */
  readonly isFolded: boolean;
}

export interface Column {
  readonly title: string;
  /** Numbers stand at the end, words at the start; prose is given room, so that it does not tower. */
  readonly align: 'start' | 'end' | 'prose';
}

export interface Cell {
  readonly text: string;
  /** A second, quieter line. */
  readonly detail?: string;
  readonly tone?: Tone;
}

/** Tones never stand alone: the text carries a sign or a word as well. A `date` never breaks. */
export type Tone = 'good' | 'bad' | 'open' | 'assumed' | 'date';

/** A cell of plain text. */
export function cell(text: string, detail?: string): Cell {
  return detail === undefined ? { text } : { text, detail };
}

/** Columns from their titles: the first at the start, a title that begins with `#` at the end. */
export function columns(...titles: readonly string[]): readonly Column[] {
  return titles.map((title) => {
    if (title.startsWith('#')) return { title: title.slice(1), align: 'end' };
    return title.startsWith('~')
      ? { title: title.slice(1), align: 'prose' }
      : { title, align: 'start' };
  });
}

export function tableBlock(table: Table): Block {
  return { kind: 'table', table };
}

export function figureBlock(figure: Figure): Block {
  return { kind: 'figure', figure };
}

/** All figures of a section, in reading order. */
export function figuresOf(section: Section): readonly Figure[] {
  return section.blocks.flatMap((block) => (block.kind === 'figure' ? [block.figure] : []));
}

/** All tables of a section that stand on their own, in reading order. */
export function tablesOf(section: Section): readonly Table[] {
  return section.blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []));
}
