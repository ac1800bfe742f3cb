import { NS_PER_MS, NS_PER_SECOND } from '../../kernel/index.ts';
import { measure } from '../compare.ts';
import { judgeIfAny } from '../judge.ts';
import { appliesTo, percentilesOf } from '../objectives.ts';
import { pointAt, REFERENCE_LOAD } from '../point.ts';
import { pointResult } from '../point-result.ts';
import type { Headroom } from '../result-plan.ts';
import type { PointResult, Result } from '../result.ts';
import type { OnProgress, RunMany } from '../run-many.ts';
import type { Design, Study } from '../study.ts';
import { withWarmUp } from '../warm-up.ts';
import { breakOf, nextLoad, type Look } from './brackets.ts';
import { monthOf } from './growth.ts';
import { headroomSentence } from './sentence.ts';

/** Loads at which a design is simulated, at most. */
const MOST_LOOKS = 9;
const REPLICATIONS = 3;
/** Beyond the first limit everything breaks; and who has no limit in sight needs no search. */
const BEYOND_FIRST_LIMIT = 1.3;
const LOWEST_LOAD = 0.1;
const HIGHEST_LOAD = 10;

/**
 * Up to which load designs go, everything else as it is: by their limits, and by simulation for each
 * objective, bisected over the load with the seeds of the comparison. `result`: where the designs
 * were measured at load 1.
 */
export async function headroomOf(
  study: Study,
  designs: readonly Design[],
  result: Pick<Result, 'stores'>,
  tools: { readonly runMany: RunMany; readonly onProgress: OnProgress },
): Promise<readonly Headroom[]> {
  const found: Headroom[] = [];
  const points = result.stores.flatMap((store) => store.points);
  for (const design of designs) {
    const point = points.find((own) => own.design === design.name && own.load === REFERENCE_LOAD);
    if (point === undefined) continue;
    const looks = await lookAround(study, design, point, tools);
    found.push(headroomFrom(study, design, point, looks));
  }
  return found;
}

async function lookAround(
  study: Study,
  design: Design,
  point: PointResult,
  tools: { readonly runMany: RunMany; readonly onProgress: OnProgress },
): Promise<readonly Look[]> {
  const mostUsed = Math.max(0, ...point.limits.map(({ usedShare }) => usedShare));
  const highest =
    mostUsed === 0 ? HIGHEST_LOAD : Math.min(HIGHEST_LOAD, BEYOND_FIRST_LIMIT / mostUsed);
  const looks: Look[] = [];
  const bounds = { lowest: LOWEST_LOAD, highest: Math.max(1.5, highest) };
  while (looks.length < MOST_LOOKS) {
    const load = nextLoad(looks, bounds);
    if (load === null) break;
    looks.push(await lookAt(study, settled(design, point), load, tools));
  }
  return looks;
}

/** So many calls tell a p99 well enough; a run with faults or ranges has to keep its length. */
const ENOUGH_CALLS = 40_000;
const SHORTEST_NS = 5 * NS_PER_SECOND;

/** After the warm-up of the comparison, no longer than it takes, without real cryptography. */
function settled(design: Design, { settling, offeredPerSecond }: PointResult): Design {
  const world = withWarmUp(design.world, Math.round(settling.warmUpMs * NS_PER_MS));
  const enoughNs = Math.round((ENOUGH_CALLS / Math.max(1, offeredPerSecond.value)) * NS_PER_SECOND);
  const isBound = world.faults.length + world.ranges.length + world.timeline.length > 0;
  const durationNs = isBound
    ? world.durationNs
    : Math.min(world.durationNs, Math.max(SHORTEST_NS, enoughNs));
  return { ...design, world: { ...world, durationNs, crypto: { ...world.crypto, mode: 'off' } } };
}

async function lookAt(
  study: Study,
  design: Design,
  load: number,
  { runMany, onProgress }: { readonly runMany: RunMany; readonly onProgress: OnProgress },
): Promise<Look> {
  const run = {
    ...study.run,
    warmUp: 'given',
    replications: REPLICATIONS,
    stopping: null,
  } as const;
  const own = { ...study, run };
  const { points, runs } = await measure(own, [pointAt(design, load)], runMany, onProgress);
  const point = pointResult(own, points[0]!, percentilesOf(own), runs[0]!);
  const objectives = study.objectives
    .filter((objective) => appliesTo(objective, design))
    .flatMap(
      (objective) => judgeIfAny(objective, design, point, runs[0]!, study.run.confidence) ?? [],
    );
  return { load, objectives };
}

function headroomFrom(
  { growthPerMonth }: Study,
  { name }: Design,
  { limits }: PointResult,
  looks: readonly Look[],
): Headroom {
  const rules = looks[0]?.objectives ?? [];
  const month = (load: number | null) =>
    load === null || growthPerMonth === null ? null : monthOf(load, growthPerMonth);
  const own = {
    design: name,
    limits: limits
      .filter(({ usedShare }) => usedShare > 0)
      .map(({ name: limit, capacityPerSecond, usedShare, confidence }) => ({
        name: limit,
        capacityPerSecond,
        usedShare,
        bindsAtLoad: 1 / usedShare,
        month: month(1 / usedShare),
        confidence,
      }))
      .sort((a, b) => a.bindsAtLoad - b.bindsAtLoad),
    objectives: rules
      .map(({ expect, level }) => {
        const { metUpToLoad, missedFromLoad } = breakOf(expect, looks);
        return { expect, level, metUpToLoad, missedFromLoad, month: month(missedFromLoad) };
      })
      .sort((a, b) => (a.missedFromLoad ?? Infinity) - (b.missedFromLoad ?? Infinity)),
    growthPerMonth,
  };
  return { ...own, sentence: headroomSentence(own) };
}
