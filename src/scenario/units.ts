/** A quantity read from text, or the sentence that says what to write instead. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string };

/** Nanoseconds of one unit of time. */
const NS_OF: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  min: 60e9,
  h: 3600e9,
  d: 86_400e9,
};

const SECONDS_OF: Readonly<Record<string, number>> = {
  s: 1,
  second: 1,
  min: 60,
  minute: 60,
  h: 3600,
  hour: 3600,
  d: 86_400,
  day: 86_400,
};

const FACTOR_OF: Readonly<Record<string, number>> = { '': 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9 };

const BYTES_OF: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  KiB: 1024,
  MiB: 1024 * 1024,
};

export const EXPECTED = {
  duration: 'a duration with its unit, such as 250 ms (units: ns, us, ms, s, min, h, d)',
  longDuration: 'a duration with its unit, such as 2 y (units: s, min, h, d, y)',
  rate: 'a rate with its unit, such as 900/s or 1.2k/s (units: /s, /min, /h, /d)',
  share: 'a share with its unit, such as 30 % (unit: %)',
  size: 'a size with its unit, such as 64 KiB (units: B, kB, MB, KiB, MiB)',
  count: 'a whole number, such as 40, 1.5k or 200M',
} as const;

/** Splits `1.2k/s` into 1.2 and `k/s`; thousands may be grouped by commas. Null: no number in front. */
function split(text: string): { readonly number: number; readonly rest: string } | null {
  const match = /^\s*(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?)\s*(.*?)\s*$/i.exec(
    text,
  );
  if (match === null) return null;
  const number = Number(match[1]!.replaceAll(',', ''));
  return Number.isFinite(number) ? { number, rest: match[2]! } : null;
}

function parsed<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

function refused(expected: string): Parsed<never> {
  return { ok: false, expected };
}

/** Non-negative duration as an integer number of nanoseconds; 104 days at most. */
export function parseDuration(text: string): Parsed<number> {
  const parts = split(text);
  const unitNs = parts === null ? undefined : NS_OF[parts.rest];
  if (parts === null || unitNs === undefined) return refused(EXPECTED.duration);
  if (parts.number < 0) return refused(`${EXPECTED.duration}, not below zero`);
  const ns = Math.round(parts.number * unitNs);
  return Number.isSafeInteger(ns) ? parsed(ns) : refused('a duration of at most 104 d');
}

/** Seconds of one unit of a time that no clock of a run counts; a year has 365.25 days. */
const LONG_SECONDS_OF: Readonly<Record<string, number>> = {
  s: 1,
  min: 60,
  h: 3600,
  d: 86_400,
  y: 31_557_600,
};

/** Seconds above zero, for times between failures, which may be years. */
export function parseLongDuration(text: string): Parsed<number> {
  const parts = split(text);
  const unit = parts === null ? undefined : LONG_SECONDS_OF[parts.rest];
  if (parts === null || unit === undefined) return refused(EXPECTED.longDuration);
  if (!(parts.number > 0)) return refused(`longer than zero: ${EXPECTED.longDuration}`);
  return parsed(parts.number * unit);
}

/** Non-negative rate per second. */
export function parseRate(text: string): Parsed<number> {
  const parts = split(text);
  const match = /^([kKMG]?)\s*\/\s*([a-z]+)$/.exec(parts?.rest ?? '');
  const seconds = match === null ? undefined : SECONDS_OF[match[2]!];
  if (parts === null || match === null || seconds === undefined) return refused(EXPECTED.rate);
  if (parts.number < 0) return refused(`${EXPECTED.rate}, not below zero`);
  return parsed((parts.number * FACTOR_OF[match[1]!]!) / seconds);
}

/** Share from 0 to 1, written in per cent. */
export function parseShare(text: string): Parsed<number> {
  const parts = split(text);
  if (parts === null || parts.rest !== '%') return refused(EXPECTED.share);
  if (parts.number < 0 || parts.number > 100) {
    return refused(`${EXPECTED.share}, between 0 % and 100 %`);
  }
  // 99.9 / 100 is 0.9990000000000001 in binary; the nearest short decimal is what was meant.
  return parsed(Number((parts.number / 100).toPrecision(15)));
}

/** Bytes. */
export function parseSize(text: string): Parsed<number> {
  const parts = split(text);
  const bytes = parts === null ? undefined : BYTES_OF[parts.rest];
  if (parts === null || bytes === undefined || parts.number < 0) return refused(EXPECTED.size);
  return parsed(Math.round(parts.number * bytes));
}

/** Non-negative whole number, written plainly or as `1.5k`, `200M`. */
export function parseCount(text: string): Parsed<number> {
  const parts = split(text);
  const factor = parts === null ? undefined : FACTOR_OF[parts.rest];
  if (parts === null || factor === undefined || parts.number < 0) return refused(EXPECTED.count);
  const value = Math.round(parts.number * factor * 1e6) / 1e6;
  return Number.isSafeInteger(value) ? parsed(value) : refused(EXPECTED.count);
}

/** What an amount of money is for: a month, an hour, 10,000 requests, or nothing said. */
export type MoneyPer = 'month' | 'hour' | '10,000';

const PER: Readonly<Record<MoneyPer, { readonly words: RegExp; readonly example: string }>> = {
  month: { words: /^(\/|per )\s*(month|mo)$/, example: '12000 USD/month' },
  hour: { words: /^(\/|per )\s*(hour|h)$/, example: '$1.60/hour' },
  '10,000': { words: /^(\/|per )\s*(10,?000|10k)( requests)?$/, example: '$0.03 per 10,000' },
};

/** Non-negative US dollars per `per`: `$1.60/hour`, `12000 USD/month`. */
export function parseMoney(text: string, per: MoneyPer): Parsed<number> {
  const { words, example } = PER[per];
  const expected = `an amount of money with its unit, such as ${example}`;
  const isDollar = text.trimStart().startsWith('$');
  const parts = split(text.replace('$', ''));
  if (parts === null || parts.number < 0) return refused(expected);
  const rest = isDollar ? parts.rest : /^USD\b\s*(.*)$/.exec(parts.rest)?.[1];
  return rest !== undefined && words.test(rest) ? parsed(parts.number) : refused(expected);
}

/** A number with at most nine significant digits, without trailing zeros. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(9)));
}

/** Integer nanoseconds in the largest unit that keeps the figure short: `250 ms`, `3 min`. */
export function formatDuration(ns: number): string {
  if (ns === 0) return '0 s';
  for (const unit of ['d', 'h', 'min']) {
    const unitNs = NS_OF[unit]!;
    if (ns % unitNs === 0) return `${ns / unitNs} ${unit}`;
  }
  const unit = ['s', 'ms', 'us'].find((each) => ns >= NS_OF[each]!) ?? 'ns';
  return `${formatNumber(ns / NS_OF[unit]!)} ${unit}`;
}

/** Seconds as `parseLongDuration` reads them, in the largest unit that they are a multiple of. */
export function formatLongDuration(seconds: number): string {
  const units = ['y', 'd', 'h', 'min'];
  const isWhole = (unit: string) => Number.isInteger(seconds / LONG_SECONDS_OF[unit]!);
  const unit = units.find(isWhole) ?? 's';
  return `${formatNumber(seconds / LONG_SECONDS_OF[unit]!)} ${unit}`;
}

export function formatRate(perSecond: number): string {
  return `${formatNumber(perSecond)}/s`;
}

export function formatShare(share: number): string {
  return `${formatNumber(share * 100)} %`;
}

export function formatMoney(usd: number, per: MoneyPer): string {
  const [whole = '', decimals = ''] = String(usd).split('.');
  const cents = decimals === '' ? whole : `${whole}.${decimals.padEnd(2, '0')}`;
  return per === '10,000' ? `$${cents} per 10,000` : `$${cents}/${per}`;
}

/** Nanoseconds of one unit of time as facts name it; undefined for other units. */
export function nsPerUnit(unit: string): number | undefined {
  return NS_OF[unit];
}
