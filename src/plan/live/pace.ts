import { NS_PER_SECOND } from '../../kernel/index.ts';
import type { WorldConfig } from '../../model/index.ts';
import { withWarmUp } from '../warm-up.ts';

/** How long the short world of a page lasts at the scenario's own load. */
export interface LivePace {
  /** Calls and user operations that come each second at load 1. */
  readonly callsPerSecond: number;
  /** Integer nanoseconds, as everywhere. */
  readonly warmUpNs: number;
  /** Measured time. */
  readonly durationNs: number;
  /** The scenario's own measured time: the page never looks farther. */
  readonly longestNs: number;
}

/** A run has about so many calls, warm-up included: less than a tenth of a second in a browser. */
const CALLS = 12_000;
/** Never more than these, however high the load: about three tenths of a second. */
const MOST_CALLS = 25_000;
/** Whether calls pile up is told from whole seconds: fewer than two tell nothing. */
const LEAST_NS = 2 * NS_PER_SECOND;
const LEAST_WARM_UP_NS = 3 * NS_PER_SECOND;
/** Share of the warm-up after which faults begin: clients have used their keys once by then. */
const FAULTS_AT = 0.25;

/** The pace of a world that needs `settledNs` to forget its empty start. */
export function paceOf(callsPerSecond: number, settledNs: number, longestNs: number): LivePace {
  const timeOf = (calls: number) => Math.round((calls / callsPerSecond) * NS_PER_SECOND);
  const warmUpNs = Math.min(Math.max(LEAST_WARM_UP_NS, settledNs), timeOf(MOST_CALLS / 2));
  const wantedNs = Math.max(LEAST_NS, timeOf(CALLS) - warmUpNs, timeOf(CALLS / 2));
  const durationNs = Math.min(longestNs, wholeSeconds(wantedNs));
  return { callsPerSecond, warmUpNs, durationNs, longestNs };
}

/**
 * A short world, still at load 1, lasting as long as is right for `load`: at twice the load half as
 * long, so that as many calls are simulated, and the same ones. The shortest times hold as long as
 * that many calls are bearable.
 */
export function atPace(world: WorldConfig, pace: LivePace, load: number): WorldConfig {
  const warmUpNs = shorter(pace.warmUpNs, NS_PER_SECOND, Math.max(1, load));
  const stretchedNs = shorter(pace.durationNs, LEAST_NS, load);
  const durationNs = Math.min(pace.longestNs, wholeSeconds(stretchedNs));
  const calls = ((warmUpNs + durationNs) / NS_PER_SECOND) * pace.callsPerSecond * load;
  const share = Math.min(1, MOST_CALLS / calls);
  const settledNs = Math.round(warmUpNs * share);
  const atNs = Math.round(settledNs * FAULTS_AT);
  return {
    ...withWarmUp({ ...world, faults: [] }, settledNs),
    faults: world.faults.map((fault) => (fault.drawn === null ? { ...fault, atNs } : fault)),
    durationNs: Math.round(durationNs * share),
  };
}

/** Whether so much measured time shows that calls pile up. */
export function tellsGrowth({ durationNs }: WorldConfig): boolean {
  return durationNs >= LEAST_NS;
}

function shorter(ns: number, leastNs: number, load: number): number {
  return Math.max(Math.min(ns, leastNs), Math.round(ns / load));
}

function wholeSeconds(ns: number): number {
  return ns < NS_PER_SECOND ? ns : Math.floor(ns / NS_PER_SECOND) * NS_PER_SECOND;
}
