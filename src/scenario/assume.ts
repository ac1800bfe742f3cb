import { factNames, findFact, formatQuantity, isWrittenLaw, type Fact } from '../facts/index.ts';
import type { Law } from '../kernel/index.ts';
import { BELIEF_HINT, isBadBelief, isBelief, readBelief } from './belief.ts';
import { isContainer } from './data-paths.ts';
import type { FactOverride } from './fact-book.ts';
import type { Findings } from './findings.ts';
import { describeLaw } from './laws.ts';
import { movedFact } from './move-facts.ts';
import { law } from './schema/law.ts';
import type { SetBy } from './assumption-log.ts';
import {
  nsPerUnit,
  parseCount,
  parseDuration,
  parseLongDuration,
  parseMoney,
  parseRate,
  parseShare,
  parseSize,
  type Parsed,
} from './units.ts';
import { suggest } from './suggestions.ts';

const SECONDS_PER_DAY = 86_400;

const lawOfTime = law('The fact as a law of time.');

/** Reads `assume:`; unknown facts and values that do not fit become problems. */
export function readAssumptions(
  assume: Readonly<Record<string, unknown>>,
  findings: Findings,
  setBy: (path: readonly string[]) => SetBy,
): ReadonlyMap<string, FactOverride> {
  const overrides = new Map<string, FactOverride>();
  for (const [name, raw] of Object.entries(assume)) {
    if (raw === undefined) continue;
    const path = ['assume', name];
    const fact = findFact(name);
    if (fact === undefined) {
      findings.add(path, 'is not a known fact', suggestFact(name), 'key');
      continue;
    }
    if (isNumeric(fact) && isBelief(raw)) {
      const override = believed(fact, raw, path, findings, setBy(path));
      if (override !== null) overrides.set(name, override);
      continue;
    }
    const read = readValue(fact, raw);
    if (typeof read === 'string') {
      findings.add(path, `must be ${read}`, isContainer(raw) ? BELIEF_HINT : null);
      continue;
    }
    overrides.set(name, { ...read, setBy: setBy(path) });
    if (!isWrittenLaw(fact.value)) checkRange(fact, [read.value], path, findings);
  }
  return overrides;
}

function isNumeric({ unit }: Fact): boolean {
  return unit !== 'flag' && unit !== 'name' && unit !== 'text';
}

/** A fact that stands at the median of what is believed of it; null where that cannot be read. */
function believed(
  fact: Fact,
  raw: unknown,
  path: readonly string[],
  findings: Findings,
  setBy: SetBy,
): FactOverride | null {
  const belief = readBelief(raw, fact.unit, (written) => readPlain(fact, written));
  if (isBadBelief(belief)) {
    findings.add([...path, ...belief.below], belief.phrase, BELIEF_HINT);
    return null;
  }
  const { text, median, low, high } = belief;
  const rounded = [median, low, high].map((value) => Number(value.toPrecision(4)));
  checkRange(fact, rounded.slice(1), path, findings);
  return {
    ...movedFact({ fact: fact.name, value: median }, undefined),
    text: `${text} (median ${formatQuantity(rounded[0]!, fact.unit)})`,
    setBy,
    belief: { law: belief.law, text },
  };
}

/** One number in the fact's unit; of a time, no law. */
function readPlain(fact: Fact, raw: unknown): number | string {
  const unitNs = nsPerUnit(fact.unit);
  if (unitNs === undefined) {
    const isBare = typeof raw === 'string' && /^\d+(\.\d+)?$/.test(raw);
    const read = readValue(fact, isBare ? Number(raw) : raw);
    return typeof read === 'string' ? read : (read.value as number);
  }
  const text = String(raw);
  const long = fact.unit === 'd' ? parseLongDuration(text) : null;
  if (long?.ok === true) return long.value / SECONDS_PER_DAY;
  const parsed = parseDuration(text);
  return parsed.ok ? parsed.value / unitNs : parsed.expected;
}

/** Facts that share the longest beginning are the likeliest, then those with few typing errors. */
function suggestFact(name: string): string {
  const names = factNames();
  const branch = name.split('.').slice(0, -1).join('.');
  const beside = names.filter((each) => branch !== '' && each.startsWith(`${branch}.`));
  return `${suggest(name, beside.length > 0 ? beside : names)}; cksim explain lists all facts`;
}

/** The value in the fact's unit with its printed form, or what should have been written. */
function readValue(fact: Fact, raw: unknown): Omit<FactOverride, 'setBy'> | string {
  const { unit } = fact;
  const number = (parsed: Parsed<number>): Omit<FactOverride, 'setBy'> | string =>
    parsed.ok ? { value: parsed.value, text: formatQuantity(parsed.value, unit) } : parsed.expected;
  const unitNs = nsPerUnit(unit);
  if (unitNs !== undefined) return readTime(fact, raw, unitNs);
  if (unit === 'flag') {
    return typeof raw === 'boolean' ? { value: raw, text: raw ? 'yes' : 'no' } : 'true or false';
  }
  if (unit === 'name' || unit === 'text') {
    return typeof raw === 'string' ? { value: raw, text: raw } : 'a word';
  }
  if (unit === 'count')
    return typeof raw === 'number' ? plain(fact, raw) : number(parseCount(String(raw)));
  const text = typeof raw === 'string' ? raw : JSON.stringify(raw);
  if (unit === '1/s') return number(parseRate(text));
  if (unit === 'share') return number(parseShare(text));
  if (unit === 'B') return number(parseSize(text));
  if (unit === 'USD/h') return number(parseMoney(text, 'hour'));
  if (unit === 'USD/month') return number(parseMoney(text, 'month'));
  if (unit === 'USD per 10,000') return number(parseMoney(text, '10,000'));
  return typeof raw === 'number' ? plain(fact, raw) : 'a plain number';
}

function plain(fact: Fact, value: number): Omit<FactOverride, 'setBy'> | string {
  if (value < 0) return 'a plain number, not below zero';
  return { value, text: formatQuantity(value, fact.unit) };
}

function readTime(fact: Fact, raw: unknown, unitNs: number): Omit<FactOverride, 'setBy'> | string {
  const long = fact.unit === 'd' ? parseLongDuration(String(raw)) : null;
  if (long?.ok === true) return days(long.value / SECONDS_PER_DAY);
  const read = lawOfTime.safeParse(raw);
  if (!read.success) {
    return isWrittenLaw(fact.value)
      ? 'a duration with its unit, such as 250 ms (units: ns, us, ms, s, min, h, d), or a law such as { exponential: { mean: 2 ms } }'
      : 'a duration with its unit, such as 250 ms (units: ns, us, ms, s, min, h, d)';
  }
  const value: Law = read.data;
  if (value.kind === 'constant') {
    return { value: value.value / unitNs, text: describeLaw(value) };
  }
  if (!isWrittenLaw(fact.value)) return 'a plain duration, such as 250 ms; this fact takes no law';
  return { value, text: describeLaw(value) };
}

/** Facts in days may be longer than the clock of a run can count. */
function days(value: number): Omit<FactOverride, 'setBy'> {
  return { value, text: formatQuantity(value, 'd') };
}

/** A value outside what is plausible is allowed, and said; of a law of time its median. */
function checkRange(
  fact: Fact,
  values: readonly FactOverride['value'][],
  path: readonly string[],
  findings: Findings,
): void {
  if (fact.range === undefined) return;
  const [low, high] = fact.range;
  const [from, to] = fact.range.map((bound) => formatQuantity(bound, fact.unit));
  for (const value of values) {
    if (typeof value !== 'number' || (value >= low && value <= high)) continue;
    findings.warn(
      `${path.join('.')}: ${formatQuantity(value, fact.unit)} lies outside the plausible range of ${from} to ${to}.`,
    );
  }
}
