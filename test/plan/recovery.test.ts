import { describe, expect, it } from 'vitest';
import {
  hasHistory,
  recoveriesByFault,
  recoverySeconds,
  worstRecovery,
} from '../../src/plan/recovery.ts';
import { isUnmeasured, type RunResult } from '../../src/plan/index.ts';

const SECOND = 1e9;
const fault = { name: 'f', kind: 'hsm-down', startNs: 10 * SECOND, endNs: 15 * SECOND };

/** A one-second window: calls due, of these how many succeed in the end, their p99 in ms. */
type Second = readonly [number, number, number | null];

/** A run of one-second windows in which calls end in the second in which they are due. */
function run(windows: readonly Second[], startNs = fault.startNs) {
  const p99Ns = windows.map(([, , p99]) => (p99 === null ? null : p99 * 1e6));
  const succeeded = windows.map(([, own]) => own);
  return {
    faults: [{ ...fault, startNs }],
    measuredNs: windows.length * SECOND,
    windows: {
      offered: windows.map(([due]) => due),
      succeeded,
      throttled: windows.map(() => 0),
      failed: windows.map(([due, own]) => due - own),
      p99Ns,
    },
    dueWindows: { succeeded, p99Ns },
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

it('sees calls that hang in the seconds in which they were due', () => {
  // From 10 s to 20 s half of the calls hang for 30 s: the seconds in which calls end look good.
  const seconds = Array.from({ length: 60 }, (_, i) => i);
  const hanging = seconds.map((i) => i >= 10 && i < 20);
  const whole = run(seconds.map(() => good));
  const half = seconds.map((i) => (hanging[i] ? 50 : 100));
  const byEnd = { ...whole.windows, succeeded: half, failed: seconds.map(() => 0) };
  const slowWhere = hanging.map((own) => (own ? 30_000e6 : 20e6));
  const late = { ...whole.dueWindows!, p99Ns: slowWhere };
  const never = { ...whole.dueWindows!, succeeded: half };
  expect(recoverySeconds({ ...whole, windows: byEnd, dueWindows: late }, fault)).toBe(10);
  expect(recoverySeconds({ ...whole, windows: byEnd, dueWindows: never }, fault)).toBe(10);
});

it('is measured by what was normal in the seconds in which calls ended', () => {
  // Calls due just before the fault hang in it: what they took is no measure of what is normal.
  const windows = [...times(10, good), ...times(20, slow)];
  const whole = run(windows);
  const p99Ns = whole.dueWindows!.p99Ns.map((own, i) => (i === 9 ? 30_000e6 : own));
  const hit = { ...whole, dueWindows: { ...whole.dueWindows!, p99Ns } };
  expect(recoverySeconds(hit, fault)).toBe(null);
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

describe('over replications', () => {
  const recovered = run([...times(10, good), ...times(4, failing), ...times(20, good)]);
  const lost = run([...times(10, good), ...times(24, failing)]);

  it('is the mean, or nothing where one did not recover', () => {
    expect(recoveriesByFault([recovered, recovered], 0.95)['f']?.value).toBe(4);
    expect(recoveriesByFault([recovered, lost], 0.95)).toEqual({ f: null });
  });

  it('leaves out replications in which a drawn fault did not come', () => {
    const calm = { ...recovered, faults: [] };
    expect(recoveriesByFault([recovered, calm], 0.95)['f']?.value).toBe(4);
  });

  it('is never the length of the run: all that is known is that it takes longer than the rest', () => {
    const worst = worstRecovery([recovered, lost], null, 0.95);
    expect(isUnmeasured(worst)).toBe(true);
    // The fault came 10 s into 34 s.
    expect(worst).toMatchObject({ low: 24, method: 'not within the run in 1 of 2 replications' });
    expect(worstRecovery([lost, lost], 'f', 0.95).method).toBe('not within the run');
    expect(worstRecovery([recovered, recovered], 'faults', 0.95).value).toBe(4);
  });

  it('is unknown where nobody knows what is normal', () => {
    const early = run(times(20, good), 2 * SECOND);
    expect(recoveriesByFault([early], 0.95)).toEqual({});
    expect(worstRecovery([early], null, 0.95)).toMatchObject({ low: 0 });
  });
});
