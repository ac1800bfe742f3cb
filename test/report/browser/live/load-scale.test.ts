import { describe, expect, it } from 'vitest';
import {
  LOAD_MARKS,
  LOAD_SLIDER,
  loadAt,
  readLoad,
  sliderOf,
} from '../../../../src/report/browser/live/load-scale.ts';

const { min, max, step } = LOAD_SLIDER;
const STEPS = Array.from({ length: Math.round((max - min) / step) + 1 }, (_, n) => min + n * step);

describe('the scale of the load', () => {
  it('gives every step of the slider a load of its own that stands at that step', () => {
    const loads = STEPS.map(loadAt);
    expect(new Set(loads).size).toBe(STEPS.length);
    // Otherwise an arrow key would leave the slider where it was.
    loads.forEach((load, index) => {
      expect(Math.abs(sliderOf(load) - STEPS[index]!)).toBeLessThan(step / 2);
    });
  });

  it('is even: half and twice the load are equally far from that of the scenario', () => {
    expect(loadAt(0)).toBe(1);
    expect(sliderOf(2)).toBeCloseTo(-sliderOf(0.5), 12);
    expect(loadAt(min)).toBe(0.1);
    expect(loadAt(max)).toBe(10);
  });

  it('reaches every marked load by whole steps', () => {
    const loads = STEPS.map(loadAt);
    for (const mark of LOAD_MARKS) expect(loads).toContain(mark);
  });

  it.each([
    ['1.5', 1.5],
    [' 2,5 ', 2.5],
    ['3×', 3],
    ['1000', 10],
    ['0.0001', 0.1],
    ['1.23456', 1.23],
  ])('reads %j as %d', (typed, load) => expect(readLoad(typed)).toBe(load));

  it.each(['', '  ', '0', '-1', 'Infinity', 'twice', '1e999'])('reads no load in %j', (typed) =>
    expect(readLoad(typed)).toBeNull(),
  );
});
