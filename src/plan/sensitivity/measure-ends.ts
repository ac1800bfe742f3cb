import type { Point } from '../point.ts';
import type { RunResult } from '../run-result.ts';
import type { Candidate, End } from './ends.ts';
import { jobsOf, standingAfter, type Standing, type Trial } from './moved-design.ts';

/** Facts that get all replications: those that moved most with one, and those that turned it. */
const MOST_FACTS = 8;

/** A fact that was moved, with where the design stands at both ends. */
export interface Moved {
  readonly candidate: Candidate;
  readonly low: Standing;
  readonly high: Standing;
}

/**
 * Where the design stands at both ends of the facts that matter, most first; `base` is where it
 * stands as it is. One replication of each end tells which facts matter; only they get the others.
 * null when it was stopped early.
 */
export async function measureEnds(
  candidates: readonly Candidate[],
  design: Point,
  base: Standing,
  trial: Trial,
): Promise<readonly Moved[] | null> {
  const { study, replications } = trial;
  const first = await runAll([design, ...candidates.flatMap(pointsOf)], 0, 1, trial);
  if (first === null) return null;
  const chosen = choose(candidates, base, (point) => {
    const standing = standingAfter(study, point ?? design, first.get(point ?? design)!);
    return standing?.margin ?? 0;
  });
  const others = await runAll(chosen.flatMap(pointsOf), 1, replications, trial);
  if (others === null) return null;
  const at = ({ point }: End): Standing =>
    point === null
      ? base
      : (standingAfter(study, point, [...first.get(point)!, ...others.get(point)!]) ?? base);
  return chosen
    .map((candidate) => ({ candidate, low: at(candidate.low), high: at(candidate.high) }))
    .sort((a, b) => swing(b) - swing(a));
}

function swing({ low, high }: Moved): number {
  return Math.abs(high.margin - low.margin);
}

function pointsOf({ low, high }: Candidate): readonly Point[] {
  return [low, high].flatMap(({ point }) => point ?? []);
}

/**
 * The candidates that move the margin most, and all that seem to change its sign: what one
 * replication differs by, from where all replications say that the design stands.
 */
function choose(
  candidates: readonly Candidate[],
  base: Standing,
  marginOf: (point: Point | null) => number,
): readonly Candidate[] {
  const unmoved = marginOf(null);
  return candidates
    .map((candidate) => {
      const moves = [candidate.low, candidate.high].map(({ point }) => marginOf(point) - unmoved);
      return {
        candidate,
        reach: Math.max(...moves.map((move) => Math.abs(move))),
        seemsToTurn: moves.some((move) => base.margin + move > 0 !== base.margin > 0),
      };
    })
    .sort((a, b) => b.reach - a.reach)
    .filter(({ reach, seemsToTurn }, rank) => seemsToTurn || (reach > 0 && rank < MOST_FACTS))
    .map(({ candidate }) => candidate);
}

/** Replications after `from` to `to` of every point; null when it was stopped early. */
async function runAll(
  points: readonly Point[],
  from: number,
  to: number,
  trial: Trial,
): Promise<ReadonlyMap<Point, readonly RunResult[]> | null> {
  const jobs = points.flatMap((point) => jobsOf(trial, point, from, to));
  const runs = jobs.length === 0 ? [] : await trial.runMany(jobs, trial.onProgress);
  if (runs.length < jobs.length) return null;
  const each = to - from;
  return new Map(
    points.map((point, index) => [point, runs.slice(index * each, (index + 1) * each)]),
  );
}
