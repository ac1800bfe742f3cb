import { NS_PER_MS, NS_PER_SECOND } from '../kernel/index.ts';
import { initialTransient } from '../stats/index.ts';
import { REFERENCE_LOAD, type Point } from './point.ts';
import type { PointResult, Result, Settling } from './result.ts';
import type { OnProgress, RunMany } from './run-many.ts';
import type { Job } from './run-once.ts';
import type { RunResult } from './run-result.ts';
import type { Design, Study } from './study.ts';
import { withWarmUp } from './warm-up.ts';

/** Pilot runs of a point, averaged bin by bin (Welch): one alone is too noisy to cut by. */
const PILOTS = 3;
const BINS = 250;
/** A first pilot is a tenth of the measured time, within these. */
const SHORTEST_PILOT_NS = 2 * NS_PER_SECOND;
const LONGEST_FIRST_PILOT_NS = 60 * NS_PER_SECOND;
/** Where a pilot does not settle, the next is so much longer, up to the measured time. */
const LONGER = 4;
/** The request quotas count by seconds: a warm-up is one at least. */
const SHORTEST_WARM_UP_NS = NS_PER_SECOND;

interface Finding {
  readonly cutNs: number | null;
  readonly pilotNs: number;
}

/**
 * The points with the warm-up that their own pilot runs ask for. All designs at one load get the
 * longest of their cuts, so that they still measure the same arrivals. A point that does not settle
 * within a pilot as long as the measured time, such as an overloaded one, has no say in it.
 */
export async function settle(
  study: Study,
  points: readonly Point[],
  runMany: RunMany,
  onProgress: OnProgress,
): Promise<readonly Point[] | null> {
  if (study.run.warmUp === 'given') return points;
  const findings: (Finding | undefined)[] = points.map(() => undefined);
  let open = points.map((_, index) => index);
  while (open.length > 0) {
    const pilots = open.map((index) => ({ index, pilotNs: nextPilotNs(points[index]!, findings) }));
    const jobs = pilots.flatMap(({ index, pilotNs }) => pilotJobs(study, points[index]!, pilotNs));
    const runs = await runMany(jobs, onProgress);
    if (runs.length < jobs.length) return null;
    open = pilots.flatMap(({ index, pilotNs }, position) => {
      const own = runs.slice(position * PILOTS, (position + 1) * PILOTS);
      const cutNs = cutOf(own, pilotNs);
      findings[index] = { cutNs, pilotNs };
      return cutNs === null && pilotNs < longestPilotNs(points[index]!) ? [index] : [];
    });
  }
  return points.map((point, index) => {
    const cuts = points.flatMap(({ load }, other) =>
      load === point.load ? (findings[other]!.cutNs ?? []) : [],
    );
    return settled(point, findings[index]!, Math.max(SHORTEST_WARM_UP_NS, ...cuts));
  });

  function nextPilotNs(point: Point, known: readonly (Finding | undefined)[]): number {
    const before = known[points.indexOf(point)];
    const { durationNs } = point.design.world;
    const wanted =
      before === undefined
        ? Math.min(LONGEST_FIRST_PILOT_NS, durationNs / 10)
        : before.pilotNs * LONGER;
    return Math.round(Math.min(longestPilotNs(point), Math.max(SHORTEST_PILOT_NS, wanted)));
  }
}

function longestPilotNs({ design }: Point): number {
  return Math.max(SHORTEST_PILOT_NS, design.world.durationNs);
}

/** The pilot is the warm-up of a run that measures next to nothing; faults come after it. */
function pilotJobs(study: Study, { world }: Point, pilotNs: number): Job[] {
  const config = {
    ...withWarmUp(world, pilotNs),
    durationNs: NS_PER_MS,
    drainNs: 0,
    crypto: { ...world.crypto, mode: 'off' as const },
  };
  return Array.from({ length: PILOTS }, (_, pilot) => ({
    config,
    seed: `${study.seed}/pilot/${pilot + 1}`,
    warmUpBins: BINS,
  }));
}

/** null where the number present does not settle, or a bound stopped a pilot. */
function cutOf(pilots: readonly RunResult[], pilotNs: number): number | null {
  if (pilots.some(({ stoppedBy }) => stoppedBy !== null)) return null;
  const series = Array.from({ length: BINS }, (_, bin) =>
    pilots.reduce((sum, { meanPresentInWarmUp }) => sum + meanPresentInWarmUp[bin]!, 0),
  );
  const { cut, isSettled } = initialTransient(series);
  return isSettled ? Math.ceil((cut * pilotNs) / BINS) : null;
}

function settled(point: Point, { cutNs, pilotNs }: Finding, warmUpNs: number): Point {
  const settling: Settling = {
    warmUpMs: warmUpNs / NS_PER_MS,
    cutMs: cutNs === null ? null : cutNs / NS_PER_MS,
    pilotMs: pilotNs / NS_PER_MS,
    isSettled: cutNs !== null,
  };
  return { ...point, world: withWarmUp(point.world, warmUpNs), settling };
}

/** The study with the warm-up that its designs were measured after at load 1, as the result tells it. */
export function settledStudy(study: Study, { stores }: Pick<Result, 'stores'>): Study {
  const points = stores.flatMap((store) => store.points);
  return { ...study, designs: study.designs.map((design) => settledDesign(design, points)) };
}

function settledDesign(design: Design, points: readonly PointResult[]): Design {
  const point = points.find((own) => own.design === design.name && own.load === REFERENCE_LOAD);
  if (point === undefined) return design;
  const warmUpNs = Math.round(point.settling.warmUpMs * NS_PER_MS);
  return { ...design, world: withWarmUp(design.world, warmUpNs) };
}
