import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';
import type { Problem } from './problems.ts';
import type { Aim, Path } from './source.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Lines of the file shown before the one a problem is in. */
const CONTEXT_LINES = 2;

/** The text of one file as parsed, which knows where every setting stands in it. */
export class SourceFile {
  readonly file: string;
  readonly #text: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(file: string, text: string, document: Document, lines: LineCounter) {
    this.file = file;
    this.#text = text;
    this.#document = document;
    this.#lines = lines;
  }

  /** A problem with what stands at a path of this file. */
  problem(path: Path, message: string, hint: string | null = null, aim: Aim = 'value'): Problem {
    return this.problemAt(this.#spanOf(path, aim), message, hint);
  }

  /** A problem at a stretch of the text, in characters from its start. */
  problemAt(span: Span, message: string, hint: string | null = null): Problem {
    const { line, col } = this.#lines.linePos(Math.min(span.start, this.#text.length));
    return {
      file: this.file,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      message,
      excerpt: this.#excerpt(Math.max(line, 1), Math.max(col, 1), span.end - span.start),
      hint,
    };
  }

  /** As far down the path as the file goes; a missing setting is shown at its parent's name. */
  #spanOf(path: Path, aim: Aim): Span {
    let node = this.#resolve(this.#document.contents);
    let key: Span | null = null;
    for (const step of path) {
      let next: Node | null = null;
      if (isMap(node)) {
        const pair = node.items.find(
          (item) => isScalar(item.key) && String(item.key.value) === String(step),
        );
        if (pair === undefined) return key ?? spanOfNode(node);
        key = spanOfNode(pair.key as Node);
        next = pair.value as Node | null;
      } else if (isSeq(node)) {
        const item = node.items[Number(step)] as Node | undefined;
        if (item === undefined) return key ?? spanOfNode(node);
        key = spanOfNode(item);
        next = item;
      } else {
        return key ?? spanOfNode(node);
      }
      node = this.#resolve(next);
    }
    if (aim === 'key' && key !== null) return key;
    if (typeof aim === 'object' && isScalar(node) && node.range && isFlowScalar(node.type)) {
      const start = node.range[0] + (node.type === 'PLAIN' ? 0 : 1) + aim.offset;
      return { start, end: start + aim.length };
    }
    return node === null ? (key ?? { start: 0, end: 1 }) : spanOfNode(node);
  }

  #resolve(node: unknown): Node | null {
    if (isAlias(node)) return (node.resolve(this.#document) as Node | undefined) ?? node;
    return (node as Node | null) ?? null;
  }

  #excerpt(line: number, column: number, length: number): string {
    const lines = this.#text.split('\n');
    const width = Math.max(4, String(line).length + 1);
    const shown: string[] = [];
    for (let i = Math.max(1, line - CONTEXT_LINES); i <= line; i++) {
      shown.push(`${String(i).padStart(width)} | ${clip(lines[i - 1] ?? '')}`.trimEnd());
    }
    const room = (lines[line - 1] ?? '').length - (column - 1);
    const carets = '^'.repeat(Math.max(1, Math.min(length, room, 60)));
    shown.push(`${' '.repeat(width)} | ${' '.repeat(Math.min(column - 1, 200))}${carets}`);
    return shown.join('\n');
  }
}

function isFlowScalar(type: string | undefined): boolean {
  return type === 'PLAIN' || type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
}

function spanOfNode(node: Node | null): Span {
  const range = node?.range;
  return range ? { start: range[0], end: Math.max(range[1], range[0] + 1) } : { start: 0, end: 1 };
}

/** A line for people, without control characters that could drive their terminal. */
export function clip(line: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters to take out
  const plain = line.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
  return plain.length > 200 ? `${plain.slice(0, 199)}…` : plain;
}
