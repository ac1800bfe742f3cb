import type { LimitResult } from './result.ts';
import type { LimitInput } from './study.ts';

/**
 * The walls of a design against its offered load, lowest first. The lowest binds: it is the one
 * reached first as the load grows, whether or not this load reaches it.
 */
export function limitTable(
  limits: readonly LimitInput[],
  offeredPerSecond: number,
): readonly LimitResult[] {
  const sorted = [...limits].sort((a, b) => a.capacityPerSecond - b.capacityPerSecond);
  return sorted.map((limit, position) => ({
    ...limit,
    usedShare: offeredPerSecond / limit.capacityPerSecond,
    binds: position === 0,
  }));
}
