import { formatQuantity } from '../facts/index.ts';
import { about, evenly, triangular, type BelievedNumber } from './belief-law.ts';
import { isContainer } from './data-paths.ts';
import { LAW_PERCENTILES } from './laws.ts';

/** What a scenario believes of a fact's value, in the fact's unit, and in words. */
export interface Belief extends BelievedNumber {
  /** `900/s to 5,000/s, evenly`. */
  readonly text: string;
}

/** What is wrong with a belief: at which of its words, and what it should be. */
export interface BadBelief {
  readonly below: readonly (string | number)[];
  /** Completes a sentence that begins with the place. */
  readonly phrase: string;
}

/** Reads one plain value in the fact's unit, or says what should have been written. */
export type ReadPlain = (raw: unknown) => number | string;

const WORDS: readonly string[] = ['between', 'triangular', 'about'];

/** What to write for a fact in doubt. */
export const BELIEF_HINT =
  'for a fact in doubt write a range, such as 900/s..5000/s, { triangular: { low: 900/s, mode: 1800/s, high: 5000/s } } or { about: { median: 1800/s, p90: 4000/s } }, in the unit of the fact';

/** Whether something is meant as a belief: its words are not those of laws of time. */
export function isBelief(raw: unknown): boolean {
  if (typeof raw === 'string') return raw.includes('..');
  return isContainer(raw) && WORDS.some((word) => Object.hasOwn(raw, word));
}

/** Reads a belief: `low..high`, or a map with one of its words. */
export function readBelief(raw: unknown, unit: string, readPlain: ReadPlain): Belief | BadBelief {
  if (typeof raw === 'string') {
    const ends = raw.split('..').map((end) => end.trim());
    return ends.length === 2
      ? readEnds(ends, unit, readPlain, null)
      : bad([], 'must be one range, from a lower to a higher value');
  }
  const map = raw as Readonly<Record<string, unknown>>;
  const [word = '', ...others] = Object.keys(map);
  if (others.length > 0) return bad([], `takes exactly one of: ${WORDS.join(', ')}`);
  const inner = map[word];
  if (word === 'between') {
    return Array.isArray(inner) && inner.length === 2
      ? readEnds(inner, unit, readPlain, word)
      : bad([word], 'must be a list of two values, the lower one first');
  }
  const settings = isContainer(inner) ? inner : {};
  return word === 'about'
    ? readAbout(settings, unit, readPlain)
    : readTriangular(settings, unit, readPlain);
}

export function isBadBelief(read: Belief | BadBelief): read is BadBelief {
  return 'phrase' in read;
}

function bad(below: BadBelief['below'], phrase: string): BadBelief {
  return { below, phrase };
}

/** `word`: null where both ends stand in one text. */
function readEnds(
  ends: readonly unknown[],
  unit: string,
  readPlain: ReadPlain,
  word: string | null,
): Belief | BadBelief {
  const [low, high] = [readPlain(ends[0]), readPlain(ends[1])];
  const place = word === null ? [] : [word];
  if (typeof low === 'string' || typeof high === 'string') {
    const expected = typeof low === 'string' ? low : String(high);
    return word === null
      ? bad([], `must have on both sides of its two dots ${expected}`)
      : bad([word, typeof low === 'string' ? 0 : 1], `must be ${expected}`);
  }
  if (low >= high) return bad(place, 'must go from a lower to a higher value');
  return {
    ...evenly(low, high, isWhole(unit, [low, high])),
    text: `${formatQuantity(low, unit)} to ${formatQuantity(high, unit)}, evenly`,
  };
}

function readTriangular(
  settings: Readonly<Record<string, unknown>>,
  unit: string,
  readPlain: ReadPlain,
): Belief | BadBelief {
  const read = readNumbers('triangular', settings, ['low', 'mode', 'high'], readPlain);
  if (!Array.isArray(read)) return read;
  const [low, mode, high] = read as [number, number, number];
  if (low >= high || mode < low || mode > high) {
    return bad(['triangular'], 'must have its low below its high, and its mode between the two');
  }
  const words = read.map((value) => formatQuantity(value, unit));
  return {
    ...triangular(low, mode, high, isWhole(unit, read)),
    text: `${words[0]} to ${words[2]}, most likely ${words[1]}`,
  };
}

function readAbout(
  settings: Readonly<Record<string, unknown>>,
  unit: string,
  readPlain: ReadPlain,
): Belief | BadBelief {
  const percentile = Object.keys(LAW_PERCENTILES).find((name) => Object.hasOwn(settings, name));
  const read = readNumbers('about', settings, ['median', percentile ?? 'p90'], readPlain);
  if (!Array.isArray(read)) return read;
  const [median, upper] = read as [number, number];
  const share = LAW_PERCENTILES[percentile!]!;
  if (median <= 0) return bad(['about', 'median'], 'must be above zero');
  if (upper <= median) return bad(['about', percentile!], 'must be above the median');
  if (unit === 'share') {
    return bad(['about'], 'does not fit a share, which ends at 100 %: write between or triangular');
  }
  const below = Number((share * 100).toFixed(3));
  return {
    ...about(median, share, upper, isWhole(unit, read)),
    text: `about ${formatQuantity(median, unit)}, with ${below} % below ${formatQuantity(upper, unit)}`,
  };
}

/** The values of exactly these settings. */
function readNumbers(
  word: string,
  settings: Readonly<Record<string, unknown>>,
  names: readonly string[],
  readPlain: ReadPlain,
): number[] | BadBelief {
  const isComplete = names.every((name) => Object.hasOwn(settings, name));
  if (!isComplete || Object.keys(settings).length > names.length) {
    const also = word === 'about' ? ' (or p75, p95, p99, p99.9 for the second)' : '';
    return bad([word], `takes { ${names.join(', ')} }${also}`);
  }
  const values: number[] = [];
  for (const name of names) {
    const value = readPlain(settings[name]);
    if (typeof value === 'string') return bad([word, name], `must be ${value}`);
    values.push(value);
  }
  return values;
}

/** What is counted, and given in whole numbers, is drawn in whole numbers. */
function isWhole(unit: string, values: readonly number[]): boolean {
  return unit === 'count' && values.every(Number.isInteger);
}
