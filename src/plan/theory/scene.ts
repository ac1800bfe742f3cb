import { exp, NS_PER_MS, type Law } from '../../kernel/index.ts';
import type { ClusterConfig, WorkloadConfig, WorldConfig } from '../../model/index.ts';
import { ALL_CALLS, selectGroup, type RunGroup } from '../groups.ts';
import type { RunResult } from '../run-result.ts';
import { LEAST_REPLICATIONS } from './comparison.ts';

/** One design at one load with what was simulated of it: what theory is told. */
export interface Scene {
  /** At the load, with the warm-up that was used. */
  readonly world: WorldConfig;
  readonly runs: readonly RunResult[];
  /** All calls of each replication. */
  readonly calls: readonly RunGroup[];
  /** Confidence of the intervals shown. */
  readonly level: number;
}

export function createScene(world: WorldConfig, runs: readonly RunResult[], level: number): Scene {
  return { world, runs, calls: runs.map((run) => selectGroup(run, ALL_CALLS)), level };
}

/** Drawn times are rounded to the clock's nanosecond; of a constant one, half a nanosecond stays. */
export const ROUNDING_MS = 0.5 / NS_PER_MS;

/** null where the design has no HSMs of its own. */
export function clusterOf({ store }: WorldConfig): ClusterConfig | null {
  return 'cluster' in store ? store.cluster : null;
}

/** Calls a millisecond of an open workload of Poisson arrivals; 0 for any other. */
export function poissonPerMs({ arrivals }: WorkloadConfig): number {
  return arrivals.kind === 'poisson' ? arrivals.ratePerSecond / 1000 : 0;
}

/** What a comparison needs to be judged. */
export interface Demands {
  readonly memory: Memory;
  /** Independent events that the figure rests on, expected in one replication. */
  readonly events: number;
  /** Their name, such as `calls that wait`. */
  readonly eventName: string;
  /** Laws of service, which a queue makes more of than they are. */
  readonly laws: readonly Law[];
  /** Laws of delays, which are just added. */
  readonly delays?: readonly Law[];
}

/** How long what is measured remembers its past. */
export interface Memory {
  readonly warmUpMs: number;
  readonly measuredMs: number;
  /** Where both come from, in words. */
  readonly because: string;
}

/** The start must be forgotten: what is left of it after so many relaxation times is under 5 %. */
const WARM_UP_RELAXATIONS = 3;
/** Then the mean of a replication is that of a hundred independent pieces, and nearly normal. */
const MEASURED_RELAXATIONS = 200;
const LEAST_EVENTS = 100;
/**
 * A lognormal law with a coefficient of variation above 1, or a Pareto law without a fourth moment:
 * then a mean wait hangs on so few values that its t interval misses more often than it says.
 */
const LARGEST_SIGMA = 0.84;
const LEAST_PARETO_SHAPE = 4;

/** The memory of a queue with this relaxation time, ms. */
export function queueMemory(relaxationMs: number): Memory {
  return {
    warmUpMs: WARM_UP_RELAXATIONS * relaxationMs,
    measuredMs: MEASURED_RELAXATIONS * relaxationMs,
    because: `the queue's relaxation time is ${relaxationMs.toPrecision(2)} ms`,
  };
}

/** Independent pieces of a replication, each two relaxation times long. */
export function independentPieces({ world }: Scene, relaxationMs: number): number {
  return world.durationNs / NS_PER_MS / (2 * relaxationMs);
}

/** Why a figure is shown but not judged, in words; null: it is judged. */
export function whyNotJudged(
  { world, runs }: Scene,
  { memory, events, eventName, laws, delays = [] }: Demands,
): string | null {
  const { warmUpMs, measuredMs, because } = memory;
  if (runs.length < LEAST_REPLICATIONS) {
    return `not judged, since that takes ${LEAST_REPLICATIONS} replications`;
  }
  if (runs.some(({ stoppedBy }) => stoppedBy !== null)) return 'not judged, since stopped early';
  if (laws.some(isHeavyTailed) || delays.some((law) => isTooSkewed(law, events))) {
    return 'not judged, since a law of time has so heavy a tail that intervals cannot be trusted';
  }
  if (world.warmUpNs < warmUpMs * NS_PER_MS) {
    return `not judged, since that takes a warm-up of ${inSeconds(warmUpMs)} (${because})`;
  }
  if (world.durationNs < measuredMs * NS_PER_MS) {
    return `not judged, since that takes replications of ${inSeconds(measuredMs)} (${because})`;
  }
  if (!(events >= LEAST_EVENTS)) {
    return `not judged, since a replication has under ${LEAST_EVENTS} independent ${eventName}`;
  }
  return null;
}

function inSeconds(ms: number): string {
  return `${Number((ms / 1000).toPrecision(2))} s`;
}

/** The mean of as many delays as there are calls is not nearly normal: its skewness is over 1/3. */
function isTooSkewed(law: Law, calls: number): boolean {
  if (law.kind !== 'lognormal') return isHeavyTailed(law);
  const spread = exp(law.sigma * law.sigma);
  return (3 * (spread + 2)) ** 2 * (spread - 1) > calls;
}

function isHeavyTailed(law: Law): boolean {
  if (law.kind === 'pareto') return law.shape <= LEAST_PARETO_SHAPE;
  return law.kind === 'lognormal' && law.sigma > LARGEST_SIGMA;
}

/** A formula's source with the reason, if any, why it is not judged. */
export function sourceWith(formula: string, reason: string | null): string {
  return reason === null ? formula : `${formula}; ${reason}`;
}
