import { NS_PER_SECOND } from '../kernel/index.ts';
import type { FaultData, RunResult, WindowData } from './run-result.ts';

const GOOD_WINDOWS = 5;
const LEAST_HISTORY = 3;
/** With few calls a second, five good seconds in a row come by chance. */
const GOOD_CALLS = 100;

/**
 * Seconds from the start of `fault` to the first of five consecutive one-second windows with
 * success and p99 back inside the band they had before the first fault (three standard deviations
 * of its windows), or of more than five where these hold fewer than 100 calls; null when that never happens, or when there were too few windows before.
 */
export function recoverySeconds(run: RunResult, fault: Pick<FaultData, 'startNs'>): number | null {
  const { windows } = run;
  const firstFaultNs = Math.min(...run.faults.map(({ startNs }) => startNs));
  const before = Math.floor(firstFaultNs / NS_PER_SECOND);
  if (!hasHistory(run)) return null;
  const earlier = Array.from({ length: before }, (_, window) => window);
  const share = bandOf(earlier.flatMap((window) => successShare(windows, window) ?? []));
  const p99Ns = bandOf(earlier.flatMap((window) => windows.p99Ns[window] ?? []));
  // A second in which no call succeeded is judged by its success share alone.
  const isGood = (window: number) =>
    (successShare(windows, window) ?? -1) >= share.low &&
    (windows.p99Ns[window] ?? -Infinity) <= p99Ns.high;
  let good = 0;
  let goodCalls = 0;
  let firstGood = 0;
  // The first full window after the start: one that the fault cut in two tells neither side.
  for (
    let window = Math.ceil(fault.startNs / NS_PER_SECOND);
    window < windows.offered.length;
    window++
  ) {
    if (isIdle(windows, window)) continue; // it says nothing about either
    if (!isGood(window)) {
      good = 0;
      goodCalls = 0;
      continue;
    }
    if (++good === 1) firstGood = window;
    goodCalls += endedIn(windows, window);
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
  const ended = endedIn(windows, window);
  return ended === 0 ? null : windows.succeeded[window]! / ended;
}

function endedIn(windows: WindowData, window: number): number {
  return windows.succeeded[window]! + windows.throttled[window]! + windows.failed[window]!;
}

/** No call was due and none ended. */
function isIdle(windows: WindowData, window: number): boolean {
  return windows.offered[window] === 0 && successShare(windows, window) === null;
}
