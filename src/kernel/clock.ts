import { fail } from './assert.ts';

export const NS_PER_MS = 1e6;
export const NS_PER_SECOND = 1e9;

/**
 * Rounds a drawn delay to the clock's integer nanoseconds, once, where it enters the simulation.
 * The safe range is 2^53 ns, which is 104 days.
 */
export function toDelayNs(value: number): number {
  const rounded = Math.round(value);
  if (!(rounded >= 0 && Number.isSafeInteger(rounded)))
    fail(`a delay must be 0 to 2^53 ns, got ${value}`);
  return rounded;
}
