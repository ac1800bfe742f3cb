import { nsPerUnit, parseDuration } from './units.ts';

/** Most calls of one recording; more would fill the memory before the run begins. */
const MAX_CALLS = 1_000_000;

/** Nanoseconds since 1970 are no exact numbers: times are kept from the first one of the file on. */
interface Instant {
  readonly form: 'number' | 'date' | 'duration';
  /** Whole seconds, or the bare number. */
  readonly whole: number;
  readonly unitNs: number;
  readonly restNs: number;
}

/** Times of calls as durations from the first one, ascending; or what is wrong, as a phrase. */
export type Recorded =
  | { readonly ok: true; readonly times: readonly string[] }
  | { readonly ok: false; readonly phrase: string };

/**
 * Reads the times of calls from a CSV file (separated by commas, semicolons or tabs; one call a
 * line, in any order). `column` is a heading or a number from 1; bare numbers are in `unit`.
 */
export function readRecordedTimes(text: string, column: unknown, unit: unknown): Recorded {
  const unitNs = nsPerUnit(typeof unit === 'string' ? unit : 's') ?? 1e9;
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ cells: cellsOf(line), number: index + 1, isBlank: isBlank(line) }))
    .filter(({ isBlank: blank }) => !blank);
  const first = rows[0];
  if (first === undefined) return { ok: false, phrase: 'holds no calls' };
  const position = positionOf(first.cells, column);
  if (position < 0) {
    const phrase = `has no column ${String(column)} on line ${first.number}: ${first.cells.join(', ').slice(0, 80)}`;
    return { ok: false, phrase };
  }
  const isHeading = instantOf(first.cells[position] ?? '', unitNs) === null;
  const instants: Instant[] = [];
  for (const { cells, number } of isHeading ? rows.slice(1) : rows) {
    const cell = cells[position] ?? '';
    const instant = instantOf(cell, unitNs);
    if (instant === null) {
      return { ok: false, phrase: `holds on line ${number} no time: ${cell.slice(0, 40)}` };
    }
    const form = instants[0]?.form ?? instant.form;
    if (instant.form !== form) {
      const phrase = `holds on line ${number} a ${instant.form}, where the calls before have a ${form}: ${cell.slice(0, 40)}`;
      return { ok: false, phrase };
    }
    instants.push(instant);
  }
  if (instants.length === 0) return { ok: false, phrase: 'holds no calls' };
  if (instants.length > MAX_CALLS) {
    return {
      ok: false,
      phrase: `holds ${instants.length} calls, which is more than ${MAX_CALLS}`,
    };
  }
  const { whole } = instants[0]!;
  const sinceFirst = instants.map((each) => (each.whole - whole) * each.unitNs + each.restNs);
  const earliest = sinceFirst.reduce((a, b) => Math.min(a, b));
  const times = sinceFirst.map((ns) => Math.round(ns - earliest)).sort((a, b) => a - b);
  if (!Number.isSafeInteger(times.at(-1))) {
    return { ok: false, phrase: 'holds times that lie more than 104 days apart' };
  }
  return { ok: true, times: times.map((ns) => `${ns} ns`) };
}

function isBlank(line: string): boolean {
  return line.trim() === '' || line.trimStart().startsWith('#');
}

/** The cells of one line, without the quotes around them. */
function cellsOf(line: string): readonly string[] {
  // With a separator in front, every cell begins with one.
  return [...`,${line}`.matchAll(/[,;\t]("(?:[^"]|"")*"|[^,;\t]*)/g)].map(([, cell = '']) =>
    cell.trim().replace(/^"(.*)"$/, '$1'),
  );
}

/** -1: there is no such column. */
function positionOf(cells: readonly string[], column: unknown): number {
  if (typeof column === 'string') return cells.indexOf(column);
  const position = typeof column === 'number' ? column - 1 : 0;
  return position < cells.length ? position : -1;
}

const DATE =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/;

/** null for what is neither a date, nor a duration, nor a number. */
function instantOf(cell: string, unitNs: number): Instant | null {
  if (/^\d+(\.\d+)?(e\d+)?$/i.test(cell)) {
    return { form: 'number', whole: Number(cell), unitNs, restNs: 0 };
  }
  const date = DATE.exec(cell);
  if (date !== null) {
    const [, year, month, day, hour, minute, second, fraction = '', zone = 'Z'] = date;
    const atMs = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!);
    const seconds = atMs / 1000 - offsetSeconds(zone);
    return { form: 'date', whole: seconds, unitNs: 1e9, restNs: Number(`0${fraction}`) * 1e9 };
  }
  const duration = parseDuration(cell);
  return duration.ok ? { form: 'duration', whole: 0, unitNs: 1, restNs: duration.value } : null;
}

/** Seconds that a zone such as +02:00 is ahead of UTC. */
function offsetSeconds(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  return sign === '-' ? -seconds : seconds;
}
