import { describe, expect, it } from 'vitest';
import { TimeLeft } from '../../../src/cli/terminal/time-left.ts';

describe('the time left', () => {
  it('is that of the runs to come at the pace of those that are done', () => {
    const left = new TimeLeft(0);
    expect(left.inWords(0)).toBe('');
    left.update(2, 10, 6000);
    // 3 s each, 8 to come.
    expect(left.inWords(6000)).toBe('~24 s left');
  });

  it('goes down between runs, and never to nothing while runs are left', () => {
    const left = new TimeLeft(0);
    left.update(1, 3, 10_000);
    expect(left.inWords(15_000)).toBe('~15 s left');
    expect(left.inWords(60_000)).toBe('~1 s left');
  });

  it('is in minutes where there are many', () => {
    const left = new TimeLeft(0);
    left.update(1, 11, 60_000);
    expect(left.inWords(60_000)).toBe('~10 min left');
  });

  it('forgets the pace of a round when another adds runs', () => {
    const left = new TimeLeft(0);
    for (let done = 1; done <= 4; done++) left.update(done, 4, done * 100);
    expect(left.inWords(400)).toBe('');
    // Pilots took 0.1 s each; the first of the next five runs took 10 s.
    left.update(5, 9, 10_400);
    expect(left.inWords(10_400)).toBe('~40 s left');
  });
});
