import { NS_PER_SECOND } from '../kernel/index.ts';
import type { FaultData, RunResult, WindowData } from './run-result.ts';

const GOOD_WINDOWS = 5;
const LEAST_HISTORY = 3;

/**
 * Seconds from the start of `fault` to the first of five consecutive one-second windows with
 * success and p99 back inside the band they had before the first fault (three standard deviations
 * of its windows); null when that never happens, or when there were too few windows before.
 */
export function recoverySeconds(run: RunResult, fault: FaultData): number | null {
  const { windows } = run;
  const firstFaultNs = Math.min(...run.faults.map(({ startNs }) => startNs));
  const before = Math.floor(firstFaultNs / NS_PER_SECOND);
  if (!hasHistory(run)) return null;
  const earlier = Array.from({ length: before }, (_, window) => window);
  const share = bandOf(earlier.map((window) => successShare(windows, window)));
  const p99Ns = bandOf(earlier.flatMap((window) => windows.p99Ns[window] ?? []));
  // A second in which no call succeeded is judged by its success share alone: it may be idle.
  const isGood = (window: number) =>
    successShare(windows, window) >= share.low &&
    (windows.p99Ns[window] ?? -Infinity) <= p99Ns.high;
  let good = 0;
  // The first full window after the start: one that the fault cut in two tells neither side.
  for (
    let window = Math.ceil(fault.startNs / NS_PER_SECOND);
    window < windows.offered.length;
    window++
  ) {
    good = isGood(window) ? good + 1 : 0;
    if (good === GOOD_WINDOWS) {
      const firstGoodNs = (window - GOOD_WINDOWS + 1) * NS_PER_SECOND;
      return Math.max(0, firstGoodNs - fault.startNs) / NS_PER_SECOND;
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

/** Of the calls that ended in the window; a window in which none ended was a good one if none was due. */
function successShare(windows: WindowData, window: number): number {
  const succeeded = windows.succeeded[window]!;
  const ended = succeeded + windows.throttled[window]! + windows.failed[window]!;
  if (ended > 0) return succeeded / ended;
  return windows.offered[window] === 0 ? 1 : 0;
}
