import { describe, expect, it } from 'vitest';
import { ReplayTimes } from '../../../src/model/workload/replay-times.ts';
import { timesUntil } from './times-until.ts';

describe('ReplayTimes', () => {
  it('gives the recorded times, ties included, and then nothing', () => {
    expect(timesUntil(new ReplayTimes([5, 7, 7, 20], null), 1000)).toEqual([5, 7, 7, 20]);
    expect(timesUntil(new ReplayTimes([], 10), 1000)).toEqual([]);
  });

  it('begins again so long after its first beginning', () => {
    expect(timesUntil(new ReplayTimes([5, 7, 12], 10), 38)).toEqual([
      5, 7, 12, 15, 17, 22, 25, 27, 32, 35, 37,
    ]);
  });

  it('leaves out what lies beyond the loop', () => {
    expect(timesUntil(new ReplayTimes([5, 7, 15, 99], 10), 30)).toEqual([5, 7, 15, 17, 25, 27]);
  });

  it('refuses times that go back', () => {
    expect(() => timesUntil(new ReplayTimes([7, 5], null), 100)).toThrow('ascend');
  });
});
