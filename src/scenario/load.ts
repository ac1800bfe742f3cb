import { isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { ScenarioError, type Problem } from './problems.ts';
import { SourceFile } from './source-file.ts';

/** Longest scenario, in characters; more is a mistake, not a scenario. */
const MAX_LENGTH = 1024 * 1024;
/** References that a scenario may make to anchors, multiplied out: the guard against anchor bombs. */
const MAX_ALIASES = 100;
/** What follows a broken line is mostly the consequence of it. */
const MOST_SYNTAX_PROBLEMS = 5;
/** Names that mean something to JavaScript objects. */
const FORBIDDEN_KEYS = ['__proto__', 'constructor', 'prototype'];

/** A scenario's text as plain data, with the place of everything in it. */
export interface Loaded {
  readonly source: SourceFile;
  /** Plain JSON-like data: maps, lists, texts, finite numbers, booleans, nulls; nothing shared. */
  readonly data: unknown;
}

/** Reads YAML. Throws ScenarioError for what is not YAML, not text, too long or dangerous. */
export function loadYaml(text: string, file: string): Loaded {
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const reason = refusal(plain);
  if (reason !== null) {
    throw new ScenarioError([
      { file, line: 1, column: 1, message: reason[0], excerpt: null, hint: reason[1] },
    ]);
  }
  const lines = new LineCounter();
  const document = parse(plain, file, lines);
  const source = new SourceFile(file, plain, document, lines);
  const problems = [...syntaxProblems(document, source), ...contentProblems(document, source)];
  if (problems.length > 0) throw new ScenarioError(problems);
  return { source, data: plainData(document, source) };
}

function refusal(text: string): readonly [message: string, hint: string] | null {
  if (text.length > MAX_LENGTH) {
    return [
      `the scenario is ${(text.length / MAX_LENGTH).toFixed(1)} MiB long, which is more than 1 MiB`,
      'write a scenario of a few kilobytes; put long lists of values into a file and name it with empirical: { file: … }',
    ];
  }
  // oxlint-disable-next-line no-control-regex -- control characters tell binary files from text
  if (/[\u0000-\u0008\u000e-\u001f\uFFFD]/.test(text)) {
    return ['the scenario is not a text file', 'write it as YAML text in UTF-8'];
  }
  if (!/[^\s#-]/.test(text.replace(/^\s*#.*$/gm, ''))) {
    return [
      'the scenario is empty',
      'write at least workloads: and stores:, such as workloads: { app: { arrivals: { poisson: 100/s } } } and stores: { standard: { kind: standard } }',
    ];
  }
  return null;
}

function parse(text: string, file: string, lines: LineCounter): Document {
  try {
    return parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  } catch (error) {
    // Ten thousand opening brackets exhaust the parser's stack.
    if (!(error instanceof RangeError)) throw error;
    throw new ScenarioError([tooDeep(file)]);
  }
}

function tooDeep(file: string): Problem {
  const message = 'the scenario is nested too deeply';
  return { file, line: 1, column: 1, message, excerpt: null, hint: 'write fewer brackets' };
}

function syntaxProblems(document: Document, source: SourceFile): Problem[] {
  const all = [...document.errors, ...document.warnings];
  if (all.some(({ message }) => message.includes('call stack'))) return [tooDeep(source.file)];
  return all.slice(0, MOST_SYNTAX_PROBLEMS).map(({ message, code, pos }) => {
    const span = { start: pos[0], end: pos[1] };
    if (code === 'DUPLICATE_KEY') {
      return source.problemAt(span, 'this name is given twice', 'keep one of the two');
    }
    if (code === 'MULTIPLE_DOCS') {
      return source.problemAt(
        span,
        'the file holds more than one YAML document',
        'put each scenario into a file of its own and remove the line ---',
      );
    }
    return source.problemAt(span, `this is not YAML: ${message}`, syntaxHint(code));
  });
}

function syntaxHint(code: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'indent with spaces, not tabs';
    case 'BAD_ALIAS':
      return 'write the value out instead';
    default:
      return 'check indentation, brackets and quotes; put texts with : or # into quotes';
  }
}

function contentProblems(document: Document, source: SourceFile): Problem[] {
  const problems: Problem[] = [];
  const at = (range: readonly number[] | null | undefined, message: string, hint: string) =>
    problems.push(
      source.problemAt({ start: range?.[0] ?? 0, end: range?.[1] ?? 1 }, message, hint),
    );
  if (document.errors.length > 0) return problems;
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key)) {
        at(null, 'a setting needs a plain word as its name', 'write name: value');
      } else if (FORBIDDEN_KEYS.includes(String(key.value))) {
        at(key.range, `${String(key.value)} cannot be a name here`, 'choose another name');
      }
    },
    Scalar(_, { value, range }) {
      if (typeof value === 'number' && !Number.isFinite(value)) {
        at(range, 'this is not a finite number', 'write a finite number, or none for no limit');
      }
    },
  });
  return problems;
}

function plainData(document: Document, source: SourceFile): unknown {
  try {
    // Through JSON, so that what an anchor shares becomes separate copies.
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    let start = 0;
    visit(document, {
      Alias(_, node) {
        start = node.range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    throw new ScenarioError([
      source.problemAt(
        { start, end: start + 1 },
        `the aliases of this scenario multiply out to more than ${MAX_ALIASES} values`,
        'write the values out instead of repeating anchors within anchors',
      ),
    ]);
  }
}
