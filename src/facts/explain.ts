import { FACTS } from './catalogue.ts';
import type { Confidence, Fact } from './fact.ts';
import {
  formatFactValue,
  formatQuantity,
  isOverridable,
  isWrittenLaw,
  writeLaw,
  writeQuantity,
} from './format-value.ts';

const LINE_WIDTH = 80;
const LABEL_WIDTH = 12;
const MOST_SUGGESTIONS = 10;

const CONFIDENCE_SENTENCES: Readonly<Record<Confidence, string>> = {
  documented: 'AWS states it in current text, in an API model or in SDK source.',
  'documented-old': 'AWS stated it in an older text; it may have changed since.',
  'price-list-third-party':
    'A third party copied it from the AWS Price List on the date below; check it before you sign.',
  'measured-third-party':
    'A third party measured it; AWS did not state it, and your conditions may differ.',
  inferred: 'Derived from documented or measured figures; no source states it.',
  assumption: 'Nobody publishes it. Measure it or replace it.',
};

/** One sentence that says how far a fact of this confidence can be trusted. */
export function confidenceInWords(confidence: Confidence): string {
  return CONFIDENCE_SENTENCES[confidence];
}

/**
 * A fact as plain text for a terminal: lines of at most 80 columns, ended by a line break. Only a
 * single word longer than a line can be longer.
 */
export function explainFact(fact: Fact): string {
  const lines = [fact.name, ...wrap(fact.title, LINE_WIDTH), ''];
  lines.push(...labelled('value', formatFactValue(fact)));
  if (fact.range !== undefined) {
    const [low, high] = fact.range.map((bound) => formatQuantity(bound, fact.unit));
    lines.push(...labelled('range', `${low} to ${high}`));
  }
  lines.push(
    ...labelled('confidence', `${fact.confidence}: ${confidenceInWords(fact.confidence)}`),
    ...labelled('source', fact.source),
    ...labelled('as of', fact.asOf),
  );
  if (fact.note !== undefined) lines.push(...labelled('note', fact.note));
  if (isOverridable(fact)) lines.push('', ...overrideExample(fact));
  return `${lines.join('\n')}\n`;
}

/**
 * Up to 10 facts whose name or title contains `query`, upper and lower case alike; those found by
 * name come first.
 */
export function suggestFacts(query: string): readonly Fact[] {
  const wanted = query.trim().toLowerCase();
  const named = FACTS.filter((fact) => fact.name.toLowerCase().includes(wanted));
  // Who leaves out the theme means the whole of the rest: `customKeyStore` for `quota.customKeyStore`.
  const isRest = ({ name }: Fact) => name.toLowerCase().endsWith(`.${wanted}`);
  const byName = [...named.filter(isRest), ...named.filter((fact) => !isRest(fact))];
  const byTitle = FACTS.filter(
    (fact) => !byName.includes(fact) && fact.title.toLowerCase().includes(wanted),
  );
  return [...byName, ...byTitle].slice(0, MOST_SUGGESTIONS);
}

function overrideExample({ name, value, unit }: Fact): string[] {
  const written = isWrittenLaw(value) ? writeLaw(value, unit) : writeQuantity(Number(value), unit);
  const line = `Override in a scenario: assume: { ${name}: ${written} }`;
  if (line.length <= LINE_WIDTH) return [line];
  return ['Override in a scenario:', '  assume:', `    ${name}: ${written}`];
}

function labelled(label: string, text: string): string[] {
  return wrap(text, LINE_WIDTH - LABEL_WIDTH).map(
    (line, index) => (index === 0 ? label : '').padEnd(LABEL_WIDTH) + line,
  );
}

/** Lines of at most `width`, broken at spaces; addresses also after a slash. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<= )/).flatMap((part) => splitLongWord(part, width))) {
    if (line !== '' && (line + word).trimEnd().length > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  return [...lines, line.trimEnd()];
}

function splitLongWord(word: string, width: number): string[] {
  return word.trimEnd().length > width ? word.split(/(?<=\/)/) : [word];
}
