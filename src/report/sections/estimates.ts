import {
  growthInWords,
  type Estimate,
  type GroupResult,
  type LatencySummary,
  type PointResult,
} from '../../plan/index.ts';
import { cell, type Cell } from '../document.ts';
import { splitEstimate } from '../format-number.ts';

/** One percentile of a summary; null where the result does not have it. */
export function percentile(summary: LatencySummary, name: string): Estimate | null {
  return summary.percentiles[name] ?? null;
}

/** Why a summary has no latency. */
export function noLatency({ growthPerSecond }: LatencySummary): string {
  return growthPerSecond === null
    ? 'no call succeeded'
    : `grows by ${growthInWords(growthPerSecond)}`;
}

/**
 * A latency percentile as a cell; `≥` where the run was cut off before its slowest calls ended,
 * and no number where calls pile up.
 */
export function latencyCell(summary: LatencySummary, name: string): Cell {
  if (summary.growthPerSecond !== null) {
    return { text: '✗ unstable', detail: noLatency(summary), tone: 'bad' };
  }
  const estimate = percentile(summary, name);
  if (estimate === null || summary.count === 0) return cell('–', 'no call succeeded');
  const written = estimateCell(estimate, 'ms');
  return summary.tailIsLowerBound && isTail(name)
    ? { ...written, text: `≥ ${written.text}`, tone: 'open' }
    : written;
}

function isTail(name: string): boolean {
  return Number(name.slice(1)) >= 90;
}

/** A value with its interval in a second line. */
export function estimateCell(estimate: Estimate, unit: 'ms' | '%' | '/s' | 's' | ''): Cell {
  const { value, interval } = splitEstimate(estimate, unit);
  return interval === null ? cell(value) : cell(value, interval);
}

/** A share from 0 to 1, with its interval. */
export function shareCell(estimate: Estimate): Cell {
  return estimateCell(estimate, '%');
}

/** The share of calls that succeeded; of no calls, nothing can be said. */
export function successCell({
  calls,
  successShare,
}: Pick<GroupResult, 'calls' | 'successShare'>): Cell {
  return calls.offered === 0 ? cell('–', 'no calls') : shareCell(successShare);
}

/** What to add to a name whose queue never settled. */
function stabilityNote({ growthPerSecond }: PointResult): string | undefined {
  return growthPerSecond === null
    ? undefined
    : `unstable: calls in flight grow by ${growthInWords(growthPerSecond)}`;
}

/** The name of a design as the first cell of a row. */
export function designCell(name: string, point: PointResult): Cell {
  const note = stabilityNote(point);
  return note === undefined ? cell(name) : { text: name, detail: note };
}
