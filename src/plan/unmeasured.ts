import type { Estimate } from './result.ts';

/** Stands for a value that there is none of, beyond every limit; JSON has no infinity. */
const NONE = Number.MAX_VALUE;

/**
 * An objective's figure that cannot be given, with the reason in place of the method. `low` is
 * what it exceeds, if anything is known of it; else it exceeds every limit.
 */
export function unmeasured(reason: string, level: number, low = NONE): Estimate {
  return { value: NONE, low, high: NONE, level, method: reason };
}

/** True where the estimate is no number but a reason. */
export function isUnmeasured({ value }: Estimate): boolean {
  return value === NONE;
}
