import type { Knob, KnobStop } from './live-study.ts';
import type { Patch } from './patch.ts';

/**
 * A knob with these stops, each world once; one of them is the design as it is. null where turning
 * it would change nothing that is simulated.
 */
export function knobOfStops(id: string, title: string, given: readonly KnobStop[]): Knob | null {
  const keys = given.map(({ patches }) => JSON.stringify(patches));
  const stops = given.filter((_, index) => keys.indexOf(keys[index]!) === index);
  const at = stops.findIndex(({ patches }) => patches.length === 0);
  const isIdle = stops.every(({ patches }) => !patches.some(isSimulated));
  return at < 0 || isIdle ? null : { id, title, stops, at };
}

/** Operators take minutes: what they do is never seen in seconds. */
function isSimulated({ path }: Patch): boolean {
  return path[0] === 'world' && path[1] !== 'control';
}
