import { factNames, findFact, formatQuantity, isWrittenLaw, type Fact } from '../facts/index.ts';
import type { Law } from '../kernel/index.ts';
import type { FactOverride } from './fact-book.ts';
import type { Findings } from './findings.ts';
import { describeLaw } from './laws.ts';
import { law } from './schema/law.ts';
import type { SetBy } from './assumption-log.ts';
import {
  nsPerUnit,
  parseCount,
  parseMoney,
  parseRate,
  parseShare,
  parseSize,
  type Parsed,
} from './units.ts';
import { suggest } from './suggestions.ts';

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
    const read = readValue(fact, raw);
    if (typeof read === 'string') {
      findings.add(path, `must be ${read}`);
      continue;
    }
    overrides.set(name, { ...read, setBy: setBy(path) });
    checkRange(fact, read.value, path, findings);
  }
  return overrides;
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

/** A value outside what is plausible is allowed, and said. */
function checkRange(
  fact: Fact,
  value: FactOverride['value'],
  path: readonly string[],
  findings: Findings,
): void {
  if (fact.range === undefined || typeof value !== 'number' || isWrittenLaw(fact.value)) return;
  const [low, high] = fact.range;
  if (value >= low && value <= high) return;
  const [from, to] = fact.range.map((bound) => formatQuantity(bound, fact.unit));
  findings.warn(
    `${path.join('.')}: ${formatQuantity(value, fact.unit)} lies outside the plausible range of ${from} to ${to}.`,
  );
}
