import type { ErrorReason, RunResult } from './run-result.ts';

/** Final errors of all replications with what is behind each, most frequent first. */
export function errorReasons(runs: readonly RunResult[]): readonly ErrorReason[] {
  const sums = new Map<string, ErrorReason>();
  for (const { error, reason, count } of runs.flatMap(({ reasons }) => reasons)) {
    const key = `${error}: ${reason}`;
    sums.set(key, { error, reason, count: count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count);
}

/** The same by the name that the client sees. */
export function errorsByName(reasons: readonly ErrorReason[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { error, count } of reasons) sum[error] = (sum[error] ?? 0) + count;
  return sum;
}
