import { expect, it } from 'vitest';
import { DueWindowRecorder } from '../../../src/plan/recording/due-windows.ts';

const SECOND = 1e9;
const MS = 1e6;
/** Half a bucket of 2^-6 of an octave, as a share. */
const BUCKET = 2 ** -7;

function near(value: number | null | undefined, expected: number): boolean {
  return value != null && Math.abs(value / expected - 1) <= BUCKET;
}

it('a call counts in the second in which it was due, however late it ends', () => {
  const windows = new DueWindowRecorder(10 * SECOND, 4 * SECOND);
  const dueNs = [10.2, 10.9, 12.5].map((at) => at * SECOND);
  for (const due of dueNs) windows.due(due);
  windows.succeeded(dueNs[2]!, 7 * MS);
  windows.succeeded(dueNs[0]!, 5 * MS);
  windows.succeeded(dueNs[1]!, 30 * SECOND);
  const { succeeded, p99Ns } = windows.data();
  expect(succeeded).toEqual([2, 0, 1, 0]);
  expect(near(p99Ns[0], 30 * SECOND)).toBe(true);
  expect(near(p99Ns[2], 7 * MS)).toBe(true);
  expect([p99Ns[1], p99Ns[3]]).toEqual([null, null]);
});

it('a call that fails, or never ends, is no success', () => {
  const windows = new DueWindowRecorder(0, 2 * SECOND);
  for (const due of [0.1, 0.2, 0.3, 1.1]) windows.due(due * SECOND);
  windows.failed(0.1 * SECOND);
  windows.succeeded(0.2 * SECOND, 5 * MS);
  const { succeeded, p99Ns } = windows.data();
  expect(succeeded).toEqual([1, 0]);
  // One of the two that are left has not ended: it is slower than any that has.
  expect(p99Ns[0]!).toBeGreaterThan(3600 * SECOND);
  expect(p99Ns[1]).toBe(null);
});

it('what is due after the measured time is left out', () => {
  const windows = new DueWindowRecorder(0, 1 * SECOND);
  windows.due(1.5 * SECOND);
  windows.succeeded(1.5 * SECOND, 5 * MS);
  windows.failed(1.5 * SECOND);
  expect(windows.data()).toEqual({ succeeded: [0], p99Ns: [null] });
});

it('an overload of hours keeps a bounded number of seconds open, and all of their counts', () => {
  const seconds = 5000;
  const windows = new DueWindowRecorder(0, seconds * SECOND);
  // One call a second is answered at once, the other after an hour.
  for (let second = 0; second < seconds; second++) {
    const due = second * SECOND;
    windows.due(due);
    windows.due(due);
    windows.succeeded(due, 5 * MS);
    if (second >= 3600) windows.succeeded(due - 3600 * SECOND, 3600 * SECOND);
  }
  const { succeeded, p99Ns } = windows.data();
  expect(succeeded.slice(0, 1400).every((count) => count === 2)).toBe(true);
  expect(succeeded.slice(1400).every((count) => count === 1)).toBe(true);
  expect(p99Ns.every((p99) => p99! > 256 * SECOND)).toBe(true);
});
