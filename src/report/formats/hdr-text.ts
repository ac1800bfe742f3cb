import type { Result } from '../../plan/index.ts';
import { calmLatency } from '../calm.ts';
import { readResult } from '../designs.ts';

/**
 * The latency curve of the verdict's design as the text that HdrHistogram writes and its plotters
 * read: value in milliseconds, percentile 0 to 1, calls up to it, 1 / (1 − percentile). Of
 * successful calls at load 1, before the first fault where there are faults.
 */
export function renderHdrText(result: Result): string {
  const { spotlight } = readResult(result);
  const latency = spotlight === null ? null : calmLatency(spotlight.atReference).latencyMs;
  const head = `       Value     Percentile TotalCount 1/(1-Percentile)\n\n`;
  if (latency === null || latency.count === 0) return `${head}#[Total count    = 0]\n`;
  const { curve, count, mean, max } = latency;
  const rows = curve.shares.map((share, index) =>
    row(curve.ms[index]!, share, Math.round(share * count)),
  );
  if (max !== null) rows.push(row(max, 1, count));
  return [
    head,
    ...rows,
    `#[Mean    = ${(mean?.value ?? 0).toFixed(3)}, Max     = ${(max ?? 0).toFixed(3)}]\n`,
    `#[Total count    = ${count}]\n`,
  ].join('');
}

function row(valueMs: number, share: number, calls: number): string {
  const inverse = share < 1 ? (1 / (1 - share)).toFixed(2) : 'inf';
  return `${valueMs.toFixed(3).padStart(12)} ${share.toFixed(12)} ${String(calls).padStart(10)} ${inverse.padStart(14)}\n`;
}
