import { NS_PER_SECOND } from '../kernel/index.ts';
import type { Estimate } from './result.ts';
import type { DueWindows, FaultData, RunResult, WindowData } from './run-result.ts';
import { estimate } from './summaries.ts';
import { unmeasured } from './unmeasured.ts';

const GOOD_WINDOWS = 5;
const LEAST_HISTORY = 3;
/** With few calls a second, five good seconds in a row come by chance. */
const GOOD_CALLS = 100;

/**
 * Seconds from the start of `fault` to the first of five consecutive one-second windows with
 * success and p99 back inside the band they had before the first fault (three standard deviations
 * of its windows), or of more than five where these hold fewer than 100 calls; null when that never
 * happens, or when there were too few windows before.
 *
 * A call belongs to the second in which it was due, and one that never ended did not succeed. Only
 * the band is of the seconds in which calls ended: those due just before the fault it has hit.
 */
export function recoverySeconds(run: RunResult, fault: Pick<FaultData, 'startNs'>): number | null {
  const { windows, dueWindows } = run;
  if (dueWindows === null || !hasHistory(run)) return null;
  const firstFaultNs = Math.min(...run.faults.map(({ startNs }) => startNs));
  const before = Math.floor(firstFaultNs / NS_PER_SECOND);
  const earlier = Array.from({ length: before }, (_, window) => window);
  const share = bandOf(earlier.flatMap((window) => successShare(windows, window) ?? []));
  const p99Ns = bandOf(earlier.flatMap((window) => windows.p99Ns[window] ?? []));
  // A second of which no call succeeded is judged by its success share alone.
  const isGood = (window: number, { succeeded, p99Ns: tails }: DueWindows) =>
    succeeded[window]! / windows.offered[window]! >= share.low &&
    (tails[window] ?? -Infinity) <= p99Ns.high;
  let good = 0;
  let goodCalls = 0;
  let firstGood = 0;
  // The first full window after the start: one that the fault cut in two tells neither side.
  for (
    let window = Math.ceil(fault.startNs / NS_PER_SECOND);
    window < windows.offered.length;
    window++
  ) {
    const due = windows.offered[window]!;
    if (due === 0) continue; // it says nothing about either
    if (!isGood(window, dueWindows)) {
      good = 0;
      goodCalls = 0;
      continue;
    }
    if (++good === 1) firstGood = window;
    goodCalls += due;
    const isLast = window === windows.offered.length - 1;
    if (good >= GOOD_WINDOWS && (goodCalls >= GOOD_CALLS || isLast)) {
      return Math.max(0, firstGood * NS_PER_SECOND - fault.startNs) / NS_PER_SECOND;
    }
  }
  return null;
}

/** True when enough seconds precede the first fault to know what is normal. */
export function hasHistory({ faults }: RunResult): boolean {
  return faults.every(({ startNs }) => startNs >= LEAST_HISTORY * NS_PER_SECOND);
}

/**
 * By fault: the time to recovery over the replications in which the fault came; null where one of
 * them did not recover within the run. A fault of which nothing can be told, because it came too
 * early to know what is normal, is left out.
 */
export function recoveriesByFault(
  runs: readonly RunResult[],
  level: number,
): Record<string, Estimate | null> {
  if (!runs.every(hasHistory)) return {};
  const names = new Set(runs.flatMap(({ faults }) => faults.map(({ name }) => name)));
  return Object.fromEntries(
    [...names].map((name) => {
      const seconds = runs.flatMap((run) =>
        run.faults
          .filter((fault) => fault.name === name)
          .map((fault) => recoverySeconds(run, fault)),
      );
      const known = seconds.filter((value) => value !== null);
      return [name, known.length === seconds.length ? estimate(known, level) : null];
    }),
  );
}

/**
 * Longest recovery of the faults called `during`; null or `faults`: of all. Where one never came,
 * all that is known is that it takes longer than the rest of the run.
 */
export function worstRecovery(
  runs: readonly RunResult[],
  during: string | null,
  level: number,
): Estimate {
  if (!runs.every(hasHistory)) {
    return unmeasured('unknown: fewer than three seconds before the first fault', level, 0);
  }
  const longest: number[] = [];
  const exceeded: number[] = [];
  for (const run of runs) {
    const faults = run.faults.filter(
      ({ name }) => during === null || during === name || during === 'faults',
    );
    const never = faults.filter((fault) => recoverySeconds(run, fault) === null);
    if (never.length > 0) {
      const first = Math.min(...never.map(({ startNs }) => startNs));
      exceeded.push((run.measuredNs - first) / NS_PER_SECOND);
    } else {
      longest.push(Math.max(0, ...faults.map((fault) => recoverySeconds(run, fault)!)));
    }
  }
  if (exceeded.length === 0) return estimate(longest, level);
  const often =
    exceeded.length === runs.length ? '' : ` in ${exceeded.length} of ${runs.length} replications`;
  return unmeasured(`not within the run${often}`, level, Math.min(...exceeded));
}

/** Three standard deviations round the mean, and never narrower than what was seen. */
function bandOf(values: readonly number[]): { readonly low: number; readonly high: number } {
  if (values.length === 0) return { low: -Infinity, high: Infinity };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const reach = 3 * Math.sqrt(square / Math.max(1, values.length - 1));
  return {
    low: values.reduce((least, value) => Math.min(least, value), mean - reach),
    high: values.reduce((most, value) => Math.max(most, value), mean + reach),
  };
}

/** Of the calls that ended in the window; null where none did. */
function successShare(windows: WindowData, window: number): number | null {
  const succeeded = windows.succeeded[window]!;
  const ended = succeeded + windows.throttled[window]! + windows.failed[window]!;
  return ended === 0 ? null : succeeded / ended;
}
