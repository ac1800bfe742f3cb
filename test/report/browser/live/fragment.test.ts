import { describe, expect, it } from 'vitest';
import {
  isOfPanel,
  readFragment,
  writeFragment,
} from '../../../../src/report/browser/live/fragment.ts';
import { HSMS, knob, RATE, ZONE_DOWN } from './knobs.ts';

const KNOBS = [HSMS, ZONE_DOWN, RATE];

describe('the position in the address', () => {
  it('is nothing where everything stands as in the report', () => {
    expect(writeFragment({ load: 1, stops: {} }, KNOBS)).toBe('');
    expect(writeFragment({ load: 1, stops: { hsms: 0 } }, KNOBS)).toBe('');
  });

  it('names the load and the stops that were turned, and reads them again', () => {
    const position = { load: 1.5, stops: { hsms: 1, 'hsm.aesRate': 0 } };
    const fragment = writeFragment(position, KNOBS);
    expect(fragment).toBe('#live?load=1.5&hsms=3&hsm.aesRate=900%2Fs');
    expect(readFragment(fragment, KNOBS)).toEqual(position);
  });

  it('carries labels that mean something in an address', () => {
    const odd = knob('a&b', [
      ['x', {}],
      ['50 % #1 = "<b>"', {}],
    ]);
    const fragment = writeFragment({ load: 1, stops: { 'a&b': 1 } }, [odd]);
    expect(fragment.indexOf('#', 1)).toBe(-1);
    expect(readFragment(fragment, [odd])).toEqual({ load: 1, stops: { 'a&b': 1 } });
  });

  it.each(['', '#verdict', '#lively', '#live-body', '#alive?load=2'])(
    'leaves %j to the sections',
    (fragment) => {
      expect(readFragment(fragment, KNOBS)).toBeNull();
      expect(isOfPanel(fragment)).toBe(false);
    },
  );

  it('keeps what makes sense of an address that somebody wrote', () => {
    const read = (fragment: string) => readFragment(fragment, KNOBS);
    expect(read('#live')).toEqual({ load: 1, stops: {} });
    expect(read('#live?load=abc&hsms=99&unknown=1')).toEqual({ load: 1, stops: {} });
    expect(read('#live?load=1e9&hsms=3')).toEqual({ load: 10, stops: { hsms: 1 } });
    expect(read('#live?load=-2&load=3')).toEqual({ load: 1, stops: {} });
    expect(read('#live?%E0%A4%A=1&hsms=3')).toEqual({ load: 1, stops: { hsms: 1 } });
  });
});
