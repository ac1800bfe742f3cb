import { z } from 'zod';
import {
  EXPECTED,
  parseCount,
  parseDuration,
  parseLongDuration,
  parseMoney,
  parseRate,
  parseShare,
  parseSize,
  type MoneyPer,
  type Parsed,
} from '../units.ts';
import { missingOr } from './section.ts';

function quantity(parse: (written: string) => Parsed<number>, expected: string, pattern: RegExp) {
  return z
    .string({ error: (issue) => missingOr(issue.input, `must be ${expected}`) })
    .transform((written, context) => {
      const result = parse(written);
      if (result.ok) return result.value;
      context.addIssue({ code: 'custom', message: `must be ${result.expected}` });
      return z.NEVER;
    })
    .meta({ pattern: pattern.source });
}

const NUMBER = '\\s*[0-9][0-9,]*(\\.[0-9]+)?([eE][+-]?[0-9]+)?\\s*';

const DURATION = new RegExp(`^${NUMBER}(ns|us|µs|μs|ms|s|min|h|d)\\s*$`);
const LONG_DURATION = new RegExp(`^${NUMBER}(s|min|h|d|y)\\s*$`);
const RATE = new RegExp(`^${NUMBER}[kKMG]?\\s*/\\s*(s|second|min|minute|h|hour|d|day)\\s*$`);
const SHARE = new RegExp(`^${NUMBER}%\\s*$`);
const SIZE = new RegExp(`^${NUMBER}(B|kB|MB|KiB|MiB)\\s*$`);

/** Integer nanoseconds. */
export function duration(description: string) {
  return quantity(parseDuration, EXPECTED.duration, DURATION).describe(description);
}

/** Integer nanoseconds above zero. */
export function positiveDuration(description: string) {
  return quantity(
    (written) => {
      const result = parseDuration(written);
      return result.ok && result.value === 0
        ? { ok: false, expected: `longer than zero: ${EXPECTED.duration}` }
        : result;
    },
    EXPECTED.duration,
    DURATION,
  ).describe(description);
}

/** Seconds above zero; years are possible. */
export function longDuration(description: string) {
  return quantity(parseLongDuration, EXPECTED.longDuration, LONG_DURATION).describe(description);
}

/** Per second, above zero. */
export function rate(description: string) {
  return quantity(
    (written) => {
      const result = parseRate(written);
      return result.ok && result.value === 0
        ? { ok: false, expected: `above zero: ${EXPECTED.rate}` }
        : result;
    },
    EXPECTED.rate,
    RATE,
  ).describe(description);
}

/** Per second; zero where nothing arrives for a time. */
export function rateFromZero(description: string) {
  return quantity(parseRate, EXPECTED.rate, RATE).describe(description);
}

/** Bytes. */
export function size(description: string) {
  return quantity(parseSize, EXPECTED.size, SIZE).describe(description);
}

/** 0 to 1, written in per cent. */
export function share(description: string) {
  return quantity(parseShare, EXPECTED.share, SHARE).describe(description);
}

/** US dollars. */
export function money(per: MoneyPer, description: string) {
  const example = { month: '12000 USD/month', hour: '$1.60/hour', '10,000': '$0.03 per 10,000' };
  return quantity(
    (written) => parseMoney(written, per),
    `an amount of money with its unit, such as ${example[per]}`,
    /\$|USD/,
  ).describe(description);
}

function notCount(issue: { readonly input?: unknown }): string {
  return missingOr(issue.input, `must be ${EXPECTED.count}`);
}

/** A whole number of at least `least`, written plainly or as `1.5k`, `200M`. */
export function count(description: string, least = 0, most = Number.MAX_SAFE_INTEGER) {
  const between =
    most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `from ${least} to ${most}`;
  return z
    .union([z.number({ error: notCount }), z.string({ error: notCount })])
    .transform((value, context) => {
      const result = parseCount(String(value));
      const message = !result.ok
        ? `must be ${result.expected}`
        : result.value < least || result.value > most
          ? `must be a whole number, ${between}`
          : null;
      if (message !== null) context.addIssue({ code: 'custom', message });
      return message === null && result.ok ? result.value : z.NEVER;
    })
    .describe(description);
}

/** A plain number of at least `least`. */
export function plainNumber(description: string, least: number, most = 1e12) {
  const phrase = `must be a plain number from ${least} to ${most}`;
  return z
    .number({ error: (issue) => missingOr(issue.input, phrase) })
    .min(least, { error: phrase })
    .max(most, { error: phrase })
    .describe(description);
}

/** One of a few words; words of `later` get an answer of their own. */
export function word<const W extends readonly [string, ...string[]]>(
  words: W,
  description: string,
  later: Readonly<Record<string, string>> = {},
) {
  return z
    .enum(words, {
      error: ({ input }) => {
        const answer = typeof input === 'string' ? later[input] : undefined;
        return answer ?? missingOr(input, `must be one of: ${words.join(', ')}`);
      },
    })
    .describe(description);
}

/** A value, or `none` where a limit can be switched off. */
export function orNone<T extends z.ZodType>(value: T, description: string) {
  return z.union([value, z.literal('none').describe(description)]);
}

/** Free text. */
export function text(description: string) {
  return z
    .string({ error: (issue) => missingOr(issue.input, 'must be text') })
    .describe(description);
}

export function flag(description: string) {
  return z
    .boolean({ error: (issue) => missingOr(issue.input, 'must be true or false') })
    .describe(description);
}
