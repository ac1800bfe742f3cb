import type { ArrivalsConfig, WorldConfig } from '../model/index.ts';

/**
 * The world with another warm-up (integer ns, 0 or more). Everything that is told from the start of
 * the measured time moves with it: faults, the time line, shapes and recordings of arrivals.
 */
export function withWarmUp(world: WorldConfig, warmUpNs: number): WorldConfig {
  const laterNs = warmUpNs - world.warmUpNs;
  if (laterNs === 0) return world;
  return {
    ...world,
    warmUpNs,
    workloads: world.workloads.map((workload) => ({
      ...workload,
      arrivals: movedArrivals(workload.arrivals, laterNs),
    })),
    faults: world.faults.map((fault) =>
      fault.drawn === null ? { ...fault, atNs: fault.atNs + laterNs } : fault,
    ),
    ranges: world.ranges.map((range) => ({
      ...range,
      fromNs: range.fromNs + laterNs,
      toNs: range.toNs + laterNs,
    })),
    timeline: world.timeline.map((step) =>
      step.atNs === null ? step : { ...step, atNs: step.atNs + laterNs },
    ),
  };
}

function movedArrivals(arrivals: ArrivalsConfig, laterNs: number): ArrivalsConfig {
  if (arrivals.kind === 'replay') {
    return { ...arrivals, timesNs: arrivals.timesNs.map((atNs) => atNs + laterNs) };
  }
  if (arrivals.kind !== 'shape') return arrivals;
  const { points, periodNs } = arrivals;
  // A cycle begins a period earlier where it would else begin after the start of the simulation.
  const firstNs = (points[0]?.atNs ?? 0) + laterNs;
  const roundsNs = periodNs === null || firstNs <= 0 ? 0 : Math.ceil(firstNs / periodNs) * periodNs;
  return {
    ...arrivals,
    points: points.map((point) => ({ ...point, atNs: point.atNs + laterNs - roundsNs })),
  };
}
