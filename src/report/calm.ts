import type { LatencySummary, PointResult, UserOperationResult } from '../plan/index.ts';

/** Latencies of a design as it is meant to run. */
export interface CalmLatency {
  readonly latencyMs: LatencySummary;
  readonly addedLatencyMs: LatencySummary;
}

/**
 * The latencies of calls due before the first fault, or of all calls where there is no fault: how
 * long a fault lasts within a run is the scenario's choice, so percentiles over both say little.
 */
export function calmLatency(point: PointResult): CalmLatency {
  const before = point.phases['before'];
  return before !== undefined && before.calls.offered > 0 ? before : point;
}

/** True where `calmLatency` leaves faults out. */
export function hasFaults(point: PointResult): boolean {
  return (point.phases['before']?.calls.offered ?? 0) > 0;
}

/** The same of a user operation. */
export function calmOperation(
  operation: UserOperationResult,
): Pick<UserOperationResult, 'latencyMs'> {
  const before = operation.phases['before'];
  return before !== undefined && before.count > 0 ? before : operation;
}
