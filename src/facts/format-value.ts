import type { Fact, FactValue, WrittenLaw } from './fact.ts';

/** Parameters of a law that are pure numbers; all others are in the fact's unit. */
const PURE_PARAMETERS = ['sigma', 'cv', 'shape', 'probability'];

/** True for `{ lognormal: { median: 3.4, p99: 23 } }` and its like, false for tables. */
export function isWrittenLaw(value: FactValue): value is WrittenLaw {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const parts = Object.values(value);
  return parts.length > 0 && parts.every((part) => typeof part === 'object');
}

/** True for facts that `assume:` can replace by one value of time, rate, count or money. */
export function isOverridable(fact: Fact): boolean {
  return isWrittenLaw(fact.value) || (typeof fact.value === 'number' && fact.unit !== 'name');
}

/** The value as a reader expects it: `1,800/s`, `p50 3.4 ms, p99 23 ms`, `us-east-1 $1.60/h, …`. */
export function formatFactValue(fact: Fact): string {
  const { value, unit } = fact;
  if (value === null) return fact.confidence === 'assumption' ? 'not known' : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isWrittenLaw(value)) return formatLaw(value, unit);
  if (typeof value !== 'object') return formatOne(value, unit);
  if (isList(value)) return value.map((one) => formatOne(one, unit)).join(', ');
  const entries = Object.entries(value);
  if (entries.some(([, one]) => typeof one === 'string'))
    return entries.map(([name, one]) => `${name}: ${formatOne(one, unit)}`).join('; ');
  return entries.map(([name, one]) => `${name} ${formatOne(one, unit)}`).join(', ');
}

/** A number with its unit, for people: thousands grouped, money with cents, shares in per cent. */
export function formatQuantity(value: number, unit: string): string {
  return withUnit(value, unit, groupThousands);
}

/** A number with its unit, as a scenario writes it: `1800/s`, `250 ms`, `"$0.03 per 10,000"`. */
export function writeQuantity(value: number, unit: string): string {
  const text = withUnit(value, unit, (digits) => digits);
  // A comma would end the entry inside { … }.
  return text.includes(',') ? `"${text}"` : text;
}

function formatLaw(law: WrittenLaw, unit: string): string {
  return Object.entries(law)
    .map(([kind, parameters]) => {
      const isByPercentile = Object.hasOwn(parameters, 'p99');
      const words = Object.entries(parameters).map(([name, value]) => {
        const shown = name === 'median' && isByPercentile ? 'p50' : name;
        return `${shown} ${PURE_PARAMETERS.includes(name) ? value : formatQuantity(value, unit)}`;
      });
      return (kind === 'lognormal' ? words : [kind, ...words]).join(', ');
    })
    .join(', ');
}

/** The law as a scenario writes it, with units. */
export function writeLaw(law: WrittenLaw, unit: string): string {
  const kinds = Object.entries(law).map(([kind, parameters]) => {
    const words = Object.entries(parameters).map(
      ([name, value]) =>
        `${name}: ${PURE_PARAMETERS.includes(name) ? value : writeQuantity(value, unit)}`,
    );
    return `${kind}: { ${words.join(', ')} }`;
  });
  return `{ ${kinds.join(', ')} }`;
}

function isList(value: object): value is readonly (string | number)[] {
  return Array.isArray(value);
}

function formatOne(value: string | number, unit: string): string {
  return typeof value === 'string' ? value : formatQuantity(value, unit);
}

function withUnit(value: number, unit: string, group: (digits: string) => string): string {
  if (unit === 'name' || unit === 'text') return String(value);
  if (unit === 'count' || unit === 'ratio') return group(String(value));
  if (unit === 'share') return `${Number((value * 100).toFixed(6))} %`;
  if (unit.startsWith('1/')) return `${group(String(value))}/${unit.slice(2)}`;
  if (unit.startsWith('USD')) return `$${group(cents(value))}${unit.slice('USD'.length)}`;
  return `${group(String(value))} ${unit}`;
}

/** At least two decimals, more where the price has them. */
function cents(value: number): string {
  const exact = String(value);
  const decimals = exact.split('.')[1]?.length ?? 0;
  return decimals > 2 ? exact : value.toFixed(2);
}

function groupThousands(digits: string): string {
  const [whole = '', decimals] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}
