import type { Knob, LivePosition } from '../../../plan/index.ts';
import { formatTimes } from '../../format-number.ts';
import { joinInWords } from '../../phrases.ts';

/** Everything as in the report. */
export const BASELINE: LivePosition = { load: 1, stops: {} };

/** Where a knob stands. */
export function stopOf({ stops }: LivePosition, { id, at, stops: own }: Knob): number {
  const stop = Object.hasOwn(stops, id) ? stops[id]! : at;
  return own[stop] === undefined ? at : stop;
}

/** The position with one knob turned. */
export function withStop(position: LivePosition, { id }: Knob, stop: number): LivePosition {
  return { ...position, stops: { ...position.stops, [id]: stop } };
}

/** How many things differ from the report. */
export function countTurned(position: LivePosition, knobs: readonly Knob[]): number {
  const turned = knobs.filter((knob) => stopOf(position, knob) !== knob.at).length;
  return turned + Number(position.load !== BASELINE.load);
}

/** `At 2× the load, with HSMs 3 instead of 2`; null where nothing is turned. */
export function positionInWords(position: LivePosition, knobs: readonly Knob[]): string | null {
  const turned = knobs.flatMap((knob) => {
    const stop = stopOf(position, knob);
    if (stop === knob.at) return [];
    return `${knob.title}: ${knob.stops[stop]!.label} instead of ${knob.stops[knob.at]!.label}`;
  });
  const load = position.load === BASELINE.load ? [] : [`${formatTimes(position.load)} the load`];
  const parts = [...load, ...turned];
  return parts.length === 0 ? null : joinInWords(parts);
}
