import { describe, expect, it } from 'vitest';
import { startProgress } from '../../../src/cli/terminal/progress.ts';

/** What is written where nobody redraws a line, by a clock that is set by hand. */
function written(isQuiet: boolean, ends: readonly (readonly [number, number])[]): string[] {
  const lines: string[] = [];
  const stream = { isTTY: false, write: (text: string) => lines.push(text) > 0 };
  let nowMs = 0;
  const progress = startProgress(isQuiet, stream as unknown as NodeJS.WriteStream, () => nowMs);
  for (const [seconds, done] of ends) {
    nowMs = 1000 * seconds;
    progress.update(done, 20, 2.5e6 * done);
  }
  progress.stop();
  return lines;
}

describe('progress where there is no terminal', () => {
  it('is silent for half a minute: short runs leave no lines in a log', () => {
    const short = [1, 10, 20, 29].map((seconds, index) => [seconds, index + 1] as const);
    expect(written(false, short)).toEqual([]);
  });

  it('is a line each half minute at most', () => {
    const long = Array.from({ length: 20 }, (_, run) => [5 * (run + 1), run + 1] as const);
    expect(written(false, long)).toEqual([
      'simulating  6/20 runs  30%  15.0 M events  ~70 s left\n',
      'simulating  12/20 runs  60%  30.0 M events  ~40 s left\n',
      'simulating  18/20 runs  90%  45.0 M events  ~10 s left\n',
    ]);
    expect(written(true, long)).toEqual([]);
  });
});
