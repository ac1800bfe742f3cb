import { describe, expect, it } from 'vitest';
import { TimeWeighted } from '../../src/stats/time-weighted.ts';

describe('a time-weighted sum', () => {
  it('is the area under the steps', () => {
    const queue = new TimeWeighted(10, 2);
    queue.set(15, 5);
    queue.add(20, -4);
    // 5 × 2 + 5 × 5 + 10 × 1
    expect(queue.areaUntil(30)).toBe(45);
    expect(queue.value).toBe(1);
    expect(queue.areaUntil(31)).toBe(46);
  });

  it('counts a value that changes twice in an instant once, as the last', () => {
    const queue = new TimeWeighted();
    queue.set(5, 100);
    queue.set(5, 1);
    expect(queue.areaUntil(7)).toBe(2);
  });

  it('starts anew at a restart, with the value it had', () => {
    const queue = new TimeWeighted(0, 3);
    queue.restart(100);
    expect(queue.areaUntil(104)).toBe(12);
  });

  it('loses no small area beside a large one', () => {
    const queue = new TimeWeighted(0, 1e16);
    queue.set(1, 1);
    for (let now = 2; now <= 1001; now++) queue.add(now, 0);
    // Plain addition would leave 1e16: each single step is below half an ulp.
    expect(queue.areaUntil(1001) - 1e16).toBe(1000);
  });

  it('refuses times that fall', () => {
    const queue = new TimeWeighted(10, 0);
    expect(() => queue.set(9, 1)).toThrow(RangeError);
    expect(() => queue.areaUntil(NaN)).toThrow(RangeError);
  });
});
