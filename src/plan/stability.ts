import { NS_PER_SECOND } from '../kernel/index.ts';
import { Phase, type WorldConfig } from '../model/index.ts';
import { meanInterval } from '../stats/index.ts';
import { FAULT_GROUPS, namedGroups } from './groups.ts';
import type { Estimate } from './result.ts';
import type { RunResult } from './run-result.ts';

/** Each half of the time is cut into so many blocks, or as many as it has seconds. */
const BLOCKS_OF_HALF = 10;
/** Level of the interval that has to lie above no growth, in each half. */
const LEVEL = 0.95;
/** Growth over half of the time that is not worth the name: of the calls due in it, and in calls. */
const LEAST_SHARE = 0.001;
const LEAST_CALLS = 10;
/** Replications from which their own spread gives the interval. */
const ENOUGH = 4;

/** Part of the measured time of one run. */
interface Span {
  readonly fromNs: number;
  readonly toNs: number;
}

/** What the blocks of one half of the time added to the calls in flight, all replications. */
interface Half {
  readonly added: number[];
  due: number;
}

/**
 * Calls in flight added per second, where their number grew in the first half of the time and in
 * the second by more than noise: then the load is more than the design carries, and its latencies
 * are those of a run cut off. null where it is stable: a queue that fills once and stays full grows
 * in one half only, and so does one that a fault filled and that is worked off.
 *
 * The noise is that of a random walk, which no stable queue exceeds: the time is cut into blocks,
 * and what each adds counts as independent. `group` is a part of the run as in GroupFilter; null:
 * all of it. The calls of a fault that ended are worked off if those of the whole run are.
 */
export function growthPerSecond(
  world: WorldConfig,
  runs: readonly RunResult[],
  group: number | null,
  level: number,
): Estimate | null {
  const spans = runs.map((run) => spanOf(world, run, group));
  if (spans.includes(undefined)) return growthPerSecond(world, runs, null, level);
  const parts = runs.flatMap((run, index) => {
    const { fromNs, toNs } = spans[index]!;
    const from = Math.ceil(fromNs / NS_PER_SECOND);
    const seconds = Math.floor(toNs / NS_PER_SECOND) - from;
    return seconds < 2 ? [] : [{ run, from, seconds }];
  });
  if (parts.length === 0) return null;
  const shortest = Math.min(...parts.map(({ seconds }) => seconds));
  const blocks = Math.min(BLOCKS_OF_HALF, Math.floor(shortest / 2));
  const early: Half = { added: [], due: 0 };
  const late: Half = { added: [], due: 0 };
  for (const { run, from, seconds } of parts) {
    for (let block = 0; block < 2 * blocks; block++) {
      const half = block < blocks ? early : late;
      const first = from + Math.round((block * seconds) / (2 * blocks));
      const last = from + Math.round(((block + 1) * seconds) / (2 * blocks));
      const { due, ended } = flowOf(run, first, last);
      half.added.push(due - ended);
      half.due += due;
    }
  }
  if (!grows(early, blocks) || !grows(late, blocks)) return null;
  return rateOf(parts, [...early.added, ...late.added], level);
}

/** `120 ± 3 calls/s`. */
export function growthInWords({ value, low, high }: Estimate): string {
  const decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  const write = (number: number) => number.toFixed(decimals).replace(/\B(?=(\d{3})+(\.|$))/g, ',');
  const half = low === null || high === null ? 0 : (high - low) / 2;
  return `${write(value)}${half === 0 ? '' : ` ± ${write(half)}`} calls/s`;
}

/**
 * In each replication: the difference between its end and its start is the best there is. Two or
 * three say little about how sure it is; their blocks do.
 */
function rateOf(
  parts: readonly { readonly run: RunResult; readonly from: number; readonly seconds: number }[],
  added: readonly number[],
  level: number,
): Estimate {
  const perSecond = parts.map(({ run, from, seconds }) => {
    const { due, ended } = flowOf(run, from, from + seconds);
    return (due - ended) / seconds;
  });
  if (perSecond.length >= ENOUGH) return meanInterval(perSecond, level);
  const blockSeconds = parts.reduce((sum, { seconds }) => sum + seconds, 0) / added.length;
  const interval = meanInterval(
    added.map((calls) => calls / blockSeconds),
    level,
  );
  const runs = parts.length === 1 ? 'one run' : `${parts.length} runs`;
  return { ...interval, method: `Student t over ${added.length} parts of ${runs}` };
}

function grows({ added, due }: Half, blocks: number): boolean {
  // Of one or two values nothing can be told.
  if (added.length < 3) return false;
  const { value, low } = meanInterval(added, LEVEL);
  const replications = added.length / blocks;
  const least = Math.max(LEAST_CALLS, (due / replications) * LEAST_SHARE);
  return low! > 0 && value * blocks >= least;
}

/** Calls due and calls ended in the seconds from `first` to just before `last`. */
function flowOf({ windows }: RunResult, first: number, last: number) {
  let due = 0;
  let ended = 0;
  for (let second = first; second < last; second++) {
    due += windows.offered[second]!;
    ended += windows.succeeded[second]! + windows.throttled[second]! + windows.failed[second]!;
  }
  return { due, ended };
}

/** When the group was; undefined for a fault that ended, whose calls the whole run judges. */
function spanOf(world: WorldConfig, run: RunResult, group: number | null): Span | undefined {
  const { measuredNs, groupLengthsNs } = run;
  if (group === null) return { fromNs: 0, toNs: measuredNs };
  const beforeNs = groupLengthsNs[Phase.before]!;
  const afterNs = groupLengthsNs[Phase.after]!;
  if (group === Phase.before) return { fromNs: 0, toNs: beforeNs };
  if (group === Phase.after) return { fromNs: measuredNs - afterNs, toNs: measuredNs };
  if (group === Phase.faults) {
    return afterNs > 0 ? undefined : { fromNs: beforeNs, toNs: measuredNs };
  }
  const range = world.ranges[group - FAULT_GROUPS - world.faults.length];
  if (range !== undefined) {
    const toNs = Math.min(range.toNs - world.warmUpNs, measuredNs);
    return { fromNs: range.fromNs - world.warmUpNs, toNs };
  }
  const name = namedGroups(world)[group]?.name;
  const fault = run.faults.find((own) => own.name === name);
  const last = fault?.spans.at(-1);
  if (fault === undefined || last === undefined) return undefined;
  if (fault.endNs !== null && fault.endNs < measuredNs) return undefined;
  return { fromNs: Math.max(0, last.startNs), toNs: measuredNs };
}
