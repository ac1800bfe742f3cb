import { NS_PER_SECOND } from '../kernel/index.ts';
import type { FaultData, RunResult, WindowData } from './run-result.ts';

const GOOD_WINDOWS = 5;
const LEAST_HISTORY = 3;

/**
 * Seconds from the start of `fault` to the first of five consecutive one-second windows with
 * success and p99 back inside the band they had before the first fault; null when that never
 * happens, or when there were too few windows before to know the band.
 */
export function recoverySeconds(run: RunResult, fault: FaultData): number | null {
  const { windows } = run;
  const firstFaultNs = Math.min(...run.faults.map(({ startNs }) => startNs));
  const before = Math.floor(firstFaultNs / NS_PER_SECOND);
  if (before < LEAST_HISTORY) return null;
  let worstShare = 1;
  let worstP99Ns = 0;
  for (let window = 0; window < before; window++) {
    worstShare = Math.min(worstShare, successShare(windows, window));
    worstP99Ns = Math.max(worstP99Ns, windows.p99Ns[window] ?? 0);
  }
  const isGood = (window: number) =>
    successShare(windows, window) >= worstShare &&
    (windows.p99Ns[window] ?? Infinity) <= worstP99Ns;
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

/** Of the calls that ended in the window; a window in which none ended was a good one if none was due. */
function successShare(windows: WindowData, window: number): number {
  const succeeded = windows.succeeded[window]!;
  const ended = succeeded + windows.throttled[window]! + windows.failed[window]!;
  if (ended > 0) return succeeded / ended;
  return windows.offered[window] === 0 ? 1 : 0;
}
