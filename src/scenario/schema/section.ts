import { z } from 'zod';

/** What the message of an `unrecognized_keys` issue carries, as JSON. */
export interface KnownKeys {
  readonly known: readonly string[];
  /** Words that belong elsewhere or come later, with the hint to give. */
  readonly elsewhere: Readonly<Record<string, string>>;
}

/**
 * A map of settings that refuses unknown names. `elsewhere` gives the hint for names that people
 * will try here although they belong to another place.
 */
export function section<S extends z.ZodRawShape>(
  shape: S,
  description: string,
  elsewhere: Readonly<Record<string, string>> = {},
) {
  const known: KnownKeys = { known: Object.keys(shape), elsewhere };
  return z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? JSON.stringify(known)
          : missingOr(issue.input, 'must be a map of settings'),
    })
    .describe(description);
}

/** The phrase for a value of the wrong type, or for none at all. */
export function missingOr(input: unknown, phrase: string): string {
  return input === undefined ? 'is missing' : phrase;
}

/** Names that people give: workloads, stores, faults. */
export function nameOf(what: string) {
  return z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, {
    error: `must be a plain name for a ${what}: a letter, then letters, digits, - or _`,
  });
}

/** Several values for one setting: one design each. */
export class Variants<T> {
  readonly values: readonly T[];

  constructor(values: readonly T[]) {
    this.values = values;
  }
}

/** One value, or a list of values of which each makes a design of its own. */
export function varied<T extends z.ZodType>(inner: T) {
  return z.union([
    inner,
    z
      .array(inner)
      .min(1, { error: 'needs at least one value in its list' })
      .transform((values) => new Variants(values))
      .describe('One design for each value.'),
  ]);
}

/** As `varied`, for whole numbers, which can also be given as a range `2..6`. */
export function variedCount<T extends z.ZodType>(inner: T, low: number, high: number) {
  return z.union([
    z
      .string()
      .regex(/^\d+\s*\.\.\s*\d+$/, {
        error: `must be a whole number from ${low} to ${high}, a range such as 2..6, or a list`,
      })
      .transform((text, context) => {
        const ends = rangeEnds(text);
        if (ends === null || ends[0] < low || ends[1] > high) {
          context.addIssue({
            code: 'custom',
            message: `must be a range from low to high, between ${low} and ${high}, such as 2..6`,
          });
          return z.NEVER;
        }
        return new Variants([...ends]);
      })
      .describe('A range: one design for each value.'),
    inner,
    z
      .array(inner)
      .min(1, { error: 'needs at least one value in its list' })
      .transform((values) => new Variants(values))
      .describe('One design for each value.'),
  ]);
}

/** Both ends of `2..6`; null for anything else, also for a range that runs backwards. */
export function rangeEnds(value: unknown): readonly [number, number] | null {
  const match = typeof value === 'string' ? /^(\d+)\s*\.\.\s*(\d+)$/.exec(value) : null;
  if (match === null) return null;
  const [low, high] = [Number(match[1]), Number(match[2])];
  return low <= high ? [low, high] : null;
}

/** The single value of a setting of one design, whose lists have all been chosen from. */
export function one<T>(value: T | Variants<T> | Variants<number>): Exclude<T, Variants<unknown>> {
  if (value instanceof Variants) throw new Error('a list was left where one value was chosen');
  return value as Exclude<T, Variants<unknown>>;
}
