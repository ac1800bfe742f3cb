import { describe, expect, it } from 'vitest';
import { readResult } from '../../src/report/designs.ts';
import { numericSettings } from '../../src/report/numeric-settings.ts';
import { sweptResult } from './sweep-fixture.ts';

/** Settings of the made-up study, with one more that takes these values in turn. */
function settings(path: string, values: readonly (string | number)[]) {
  let count = 0;
  const { designs } = readResult(
    sweptResult(
      {},
      () => ({ coordinates: { load: 1, [path]: values[count++ % values.length]! } }),
      {
        loads: [1],
      },
    ),
  );
  return numericSettings(designs);
}

describe('numeric settings', () => {
  it.each([
    ['plain numbers', [2, 3, 4], '', [2, 3, 4]],
    ['times, all in ms', ['500 us', '20 ms', '0.12 s'], 'ms', [0.5, 20, 120]],
    ['rates', ['900/s', '1,800/s'], '/s', [900, 1800]],
    ['percentages', ['1 %', '2.5%'], '%', [1, 2.5]],
  ])('are %s', (_, values, unit, numbers) => {
    const [setting] = settings('stores.x.setting', values);
    expect(setting).toMatchObject({ path: 'stores.x.setting', unit });
    expect(values.map(setting!.numberOf)).toEqual(numbers);
    expect(setting!.numberOf(undefined)).toBeNull();
  });

  it.each([
    ['words', ['standard', 'legacy']],
    ['quantities of several units', ['5 %', '5/s']],
    ['numbers and words', [1, 'none']],
    ['one value', [3, 3]],
    ['names of what JavaScript objects have', ['1 constructor', '2 toString']],
  ])('are not %s', (_, values) => {
    expect(settings('stores.x.setting', values)).toEqual([]);
  });

  it('are no matters of how the simulation is run', () => {
    expect(settings('run.duration', ['5 s', '10 s'])).toEqual([]);
    expect(settings('seed', [1, 2])).toEqual([]);
  });
});
