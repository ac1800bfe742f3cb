import type { Knob, LivePosition } from '../../../plan/index.ts';
import { readLoad } from './load-scale.ts';
import { BASELINE, stopOf } from './position.ts';

const MARK = '#live';

/** The position as the end of an address, `#live?load=1.5&hsms=3`; empty for that of the report. */
export function writeFragment(position: LivePosition, knobs: readonly Knob[]): string {
  const words = new URLSearchParams();
  if (position.load !== BASELINE.load) words.set('load', String(position.load));
  for (const knob of knobs) {
    const stop = stopOf(position, knob);
    if (stop !== knob.at) words.set(knob.id, knob.stops[stop]!.label);
  }
  const text = words.toString();
  return text === '' ? '' : `${MARK}?${text}`;
}

/**
 * The position that an address ends in, as far as it makes sense here; null where it names none.
 * `#live` alone opens the panel as the report stands.
 */
export function readFragment(fragment: string, knobs: readonly Knob[]): LivePosition | null {
  if (!isOfPanel(fragment)) return null;
  const words = new URLSearchParams(fragment.slice(MARK.length + 1));
  const stops = knobs.flatMap(({ id, stops: own }) => {
    const stop = own.findIndex(({ label }) => label === words.get(id));
    return stop < 0 ? [] : [[id, stop] as const];
  });
  return {
    load: readLoad(words.get('load') ?? '') ?? BASELINE.load,
    stops: Object.fromEntries(stops),
  };
}

/** Whether a fragment is the panel's and not that of a section. */
export function isOfPanel(fragment: string): boolean {
  return fragment === MARK || fragment.startsWith(`${MARK}?`);
}
