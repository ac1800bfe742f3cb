import { expect, it } from 'vitest';
import { hasHistory, recoverySeconds } from '../../src/plan/recovery.ts';
import type { RunResult } from '../../src/plan/index.ts';

const SECOND = 1e9;
const fault = { name: 'f', kind: 'hsm-down', startNs: 10 * SECOND, endNs: 15 * SECOND };

/** A run of one-second windows given as [offered, succeeded, p99 in ms]. */
function run(
  windows: readonly (readonly [number, number, number | null])[],
  startNs = fault.startNs,
) {
  return {
    faults: [{ ...fault, startNs }],
    windows: {
      offered: windows.map(([offered]) => offered),
      succeeded: windows.map(([, succeeded]) => succeeded),
      throttled: windows.map(() => 0),
      failed: windows.map(([offered, succeeded]) => offered - succeeded),
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

it('takes idle seconds as good: low rates recover too', () => {
  const idle = [0, 0, null] as const;
  const busy = [1, 1, 20] as const;
  const windows = Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? idle : busy));
  expect(recoverySeconds(run(windows), fault)).toBe(0);
});

it('is unknown where fewer than three seconds precede the first fault', () => {
  const early = run(times(20, good), 2 * SECOND);
  expect(hasHistory(early)).toBe(false);
  expect(recoverySeconds(early, { ...fault, startNs: 2 * SECOND })).toBe(null);
});
