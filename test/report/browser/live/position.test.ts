import { describe, expect, it } from 'vitest';
import {
  BASELINE,
  countTurned,
  positionInWords,
  stopOf,
  withStop,
} from '../../../../src/report/browser/live/position.ts';
import { HSMS, knob, RATE, ZONE_DOWN } from './knobs.ts';

const KNOBS = [HSMS, ZONE_DOWN, RATE];

describe('where the knobs stand', () => {
  it('is as in the report unless turned', () => {
    expect(KNOBS.map((own) => stopOf(BASELINE, own))).toEqual([0, 0, 1]);
    expect(countTurned(BASELINE, KNOBS)).toBe(0);
    expect(positionInWords(BASELINE, KNOBS)).toBeNull();
  });

  it('counts what was turned, and not what was turned back', () => {
    const turned = withStop({ load: 2, stops: {} }, HSMS, 1);
    expect(countTurned(turned, KNOBS)).toBe(2);
    expect(countTurned(withStop(turned, HSMS, 0), KNOBS)).toBe(1);
  });

  it('is told with what it was before', () => {
    const position = { load: 2, stops: { hsms: 1, zoneDown: 1 } };
    expect(positionInWords(position, KNOBS)).toBe(
      '2× the load, hsms: 3 instead of 2 and Availability zone a: down instead of up',
    );
  });

  it('ignores a stop that a knob does not have, and names of what every object has', () => {
    expect(stopOf({ load: 1, stops: { hsms: 7 } }, HSMS)).toBe(0);
    const odd = knob('constructor', [
      ['a', {}],
      ['b', {}],
    ]);
    expect(stopOf(BASELINE, odd)).toBe(0);
  });
});
