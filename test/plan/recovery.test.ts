import { expect, it } from 'vitest';
import { hasHistory, recoverySeconds } from '../../src/plan/recovery.ts';
import type { RunResult } from '../../src/plan/index.ts';

const SECOND = 1e9;
const fault = { name: 'f', kind: 'hsm-down', startNs: 10 * SECOND, endNs: 15 * SECOND };

/** One-second windows: offered, succeeded, p99 in ms, failed (default all others). */
type Second = readonly [number, number, number | null, number?];

/** A run of one-second windows. */
function run(windows: readonly Second[], startNs = fault.startNs) {
  return {
    faults: [{ ...fault, startNs }],
    windows: {
      offered: windows.map(([offered]) => offered),
      succeeded: windows.map(([, succeeded]) => succeeded),
      throttled: windows.map(() => 0),
      failed: windows.map(([offered, succeeded, , failed]) => failed ?? offered - succeeded),
      p99Ns: windows.map(([, , p99]) => (p99 === null ? null : p99 * 1e6)),
    },
  } as unknown as RunResult;
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const good = [100, 100, 20] as const;
const slow = [100, 100, 90] as const;
const failing = [100, 60, 20] as const;

it('is the first of five good seconds in a row, counted from the start of the fault', () => {
  const windows = [
    ...times(10, good),
    ...times(4, failing),
    ...times(3, good),
    slow,
    ...times(9, good),
  ];
  expect(recoverySeconds(run(windows), fault)).toBe(8);
});

it('never comes where success or p99 stay outside their band', () => {
  expect(recoverySeconds(run([...times(10, good), ...times(20, slow)]), fault)).toBe(null);
  expect(recoverySeconds(run([...times(10, good), ...times(20, failing)]), fault)).toBe(null);
});

it('passes over idle seconds: low rates recover too, and silence is no recovery', () => {
  const idle = [0, 0, null] as const;
  const busy = [1, 1, 20] as const;
  const windows = Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? idle : busy));
  // The second in which the fault begins is an idle one.
  expect(recoverySeconds(run(windows), fault)).toBe(1);
  expect(recoverySeconds(run([...times(10, good), ...times(20, idle)]), fault)).toBe(null);
});

it('is not fooled by a second whose only call ended in the next', () => {
  const hanging = [1, 0, null, 0] as const;
  const refused = [1, 0, null] as const;
  const before = Array.from({ length: 10 }, (_, i) => (i === 4 ? hanging : good));
  expect(recoverySeconds(run([...before, ...times(20, refused)]), fault)).toBe(null);
});

it('takes more than five good seconds where these hold fewer than 100 calls', () => {
  const few = [4, 4, 20] as const;
  const lucky = [...times(10, few), ...times(6, few), [4, 2, 20] as const];
  // Six lucky seconds of 4 calls are no recovery; 25 of them hold 100 calls.
  expect(recoverySeconds(run([...lucky, ...times(30, few)]), fault)).toBe(7);
});

it('is unknown where fewer than three seconds precede the first fault', () => {
  const early = run(times(20, good), 2 * SECOND);
  expect(hasHistory(early)).toBe(false);
  expect(recoverySeconds(early, { ...fault, startNs: 2 * SECOND })).toBe(null);
});
