import { describe, expect, it } from 'vitest';
import { WaitingLines } from '../../../src/model/client/waiting-lines.ts';

/** Everybody in a line, in order, by taking them out of it. */
function emptied(lines: WaitingLines, line: number): number[] {
  const rows: number[] = [];
  for (let row = lines.first(line); row >= 0; row = lines.first(line)) {
    lines.leave(line, row);
    rows.push(row);
  }
  return rows;
}

describe('WaitingLines', () => {
  it('serve each line in the order of joining, whatever the others do', () => {
    const lines = new WaitingLines(2);
    for (const row of [5, 1000, 3]) lines.join(0, row);
    for (const row of [4, 7]) lines.join(1, row);
    expect(emptied(lines, 0)).toEqual([5, 1000, 3]);
    expect(emptied(lines, 1)).toEqual([4, 7]);
  });

  it.each([
    [10, [11, 12]],
    [11, [10, 12]],
    [12, [10, 11]],
  ])('keep the order when %d leaves, and let it join again at the end', (leaver, others) => {
    const lines = new WaitingLines(1);
    for (const row of [10, 11, 12]) lines.join(0, row);
    lines.leave(0, leaver);
    expect(lines.isWaiting(leaver)).toBe(false);
    lines.join(0, leaver);
    expect(lines.isWaiting(leaver)).toBe(true);
    expect(emptied(lines, 0)).toEqual([...others, leaver]);
    expect(lines.first(0)).toBe(-1);
  });

  it('know that a row they never saw does not wait', () => {
    expect(new WaitingLines(1).isWaiting(3)).toBe(false);
  });
});
