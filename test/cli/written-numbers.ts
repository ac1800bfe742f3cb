/** A number as a report writes it: digits, how finely, and the unit behind it. */
export interface Written {
  readonly text: string;
  /** In the unit as written. */
  readonly value: number;
  /** Half of the last digit that was written. */
  readonly slack: number;
  /** `ms`, `s`, `%`, `/s`, `$` or none. */
  readonly unit: string;
}

const NUMBER =
  /(\$?)(−?)(\d[\d,]*(?:\.\d+)?)(?: × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(?:\s?(%|percentage points|ms|\/s|s)(?![\p{L}\d]))?/gu;
const DURATION = /^(?:(\d+) d)? ?(?:(\d+) h)? ?(?:(\d+) min)? ?(?:(\d+) s)?$/;

/**
 * Numbers of three digits or more: fewer may be a count, a version or part of a name, and nearly
 * any of them is found somewhere by chance.
 */
export function writtenNumbers(text: string): readonly Written[] {
  const duration = DURATION.exec(text);
  if (duration !== null && /(?:h|min)/.test(text)) return [durationOf(text, duration)];
  return [...text.matchAll(NUMBER)].flatMap((found) => {
    const [whole, dollar = '', minus = '', digits = '', power = '', unit = ''] = found;
    // Part of a word or of a longer number: a date, a version, hsm-1.
    const before = text.slice(0, found.index).at(-1) ?? ' ';
    const after = text.slice(found.index + whole.length).at(0) ?? ' ';
    if (/[\p{L}\d.,:-]/u.test(before) || /[\p{L}\d:-]/u.test(after)) return [];
    const plain = digits.replaceAll(',', '');
    if (plain.replace('.', '').replace(/^0+/, '').length < 3) return [];
    const scale = power === '' ? 1 : Number(`1e${ascii(power)}`);
    const decimals = plain.split('.')[1]?.length ?? 0;
    const zeros = decimals > 0 ? 0 : /0*$/.exec(plain)![0].length;
    // From four digits on whole numbers may be rounded to three, percentages to two.
    const kept = unit === '%' ? 2 : 3;
    const step =
      zeros > 0 && plain.length > kept
        ? 10 ** Math.min(zeros, plain.length - kept)
        : 10 ** -decimals;
    return [
      {
        text: whole,
        value: Number(`${minus === '' ? '' : '-'}${plain}`) * scale,
        slack: (step / 2) * scale,
        unit: dollar === '' ? unit : '$',
      },
    ];
  });
}

function ascii(power: string): string {
  return power.replace(/./g, (sign) => (sign === '⁻' ? '-' : `${'⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign)}`));
}

function durationOf(text: string, parts: RegExpExecArray): Written {
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  return {
    text,
    value: ((days * 24 + hours) * 60 + minutes) * 60 + seconds,
    // Durations of hours are cut to whole minutes.
    slack: parts[4] === undefined ? 60 : 0.5,
    unit: 's',
  };
}

/** What a number of a result may have been multiplied by to be written with a unit. */
const FACTORS: Readonly<Record<string, readonly number[]>> = {
  '%': [100],
  'percentage points': [100],
  ms: [1],
  // From milliseconds, seconds, minutes, hours.
  s: [0.001, 1, 60],
  '/s': [1],
  $: [1],
  '': [1, 0.001, 60],
};

/** Whether one of the numbers, in one of the units it may be in, is written so. */
export function isRoundingOfOne({ value, slack, unit }: Written, pool: readonly number[]): boolean {
  return pool.some((own) =>
    FACTORS[unit]!.some(
      (factor) => Math.abs(Math.abs(own * factor) - Math.abs(value)) <= slack * 1.0001,
    ),
  );
}

/** All numbers below a part of a result, but for those under the names left out. */
export function numbersIn(value: unknown, leftOut: ReadonlySet<string>): readonly number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    leftOut.has(name) ? [] : numbersIn(inner, leftOut),
  );
}

/** All texts below a part of a result. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
