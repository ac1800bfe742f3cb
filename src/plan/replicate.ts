import type { Estimate } from './result.ts';
import { judgeIfAny } from './judge.ts';
import { appliesTo } from './objectives.ts';
import { REFERENCE_LOAD, seedOf, type Point } from './point.ts';
import { pointResult } from './point-result.ts';
import type { OnProgress, RunMany } from './run-many.ts';
import type { Job } from './run-once.ts';
import type { RunResult } from './run-result.ts';
import type { Stopping, Study } from './study.ts';
import { percentileName } from './summaries.ts';

/** A round has at most so many times the replications of all before it: a guess may be wrong. */
const GROWTH = 3;
/** Half-widths shrink with the root of the number, and their own noise asks for a little more. */
const RESERVE = 1.1;

export interface Replicated {
  /** By point, then by replication. */
  readonly runs: readonly (readonly RunResult[])[];
  readonly because: 'as asked' | 'precise enough' | 'decided' | 'bound reached' | 'stopped early';
  /** Level at which objectives are judged: closer to 1 the more often they were looked at. */
  readonly judgeLevel: number;
}

/**
 * Replicates all points: as often as asked, or until they are precise or decided enough, within the
 * bound. Rounds go replication by replication over the points, so that all have equally many when
 * they are cut short. Stopped before every point had one, it gives null, or, where `mayLackPoints`,
 * what there is: the last points then have no runs.
 *
 * Who looks several times and stops when pleased errs more often than once: look k judges with
 * (1 − confidence) / 2^k, so that all looks together err no more often than the confidence allows.
 */
export async function replicate(
  study: Study,
  points: readonly Point[],
  runMany: RunMany,
  onProgress: OnProgress,
  mayLackPoints = false,
): Promise<Replicated | null> {
  const { stopping, confidence, replications } = study.run;
  const runs: RunResult[][] = points.map(() => []);
  let wanted = points.map(() => replications);
  let chanceOfError = 1 - confidence;
  for (;;) {
    if (stopping !== null) chanceOfError /= 2;
    const judgeLevel = stopping === null ? confidence : 1 - chanceOfError;
    const isWhole = await runRound(study, points, runs, wanted, runMany, onProgress);
    if (!mayLackPoints && runs.some((own) => own.length === 0)) return null;
    if (!isWhole) return { runs, because: 'stopped early', judgeLevel };
    if (stopping === null) return { runs, because: 'as asked', judgeLevel };
    const asked = points.map((point, index) =>
      replicationsFor(study, stopping, point, runs[index]!, judgeLevel),
    );
    if (asked.every((more, index) => more <= runs[index]!.length)) {
      const because = stopping.until.kind === 'decided' ? 'decided' : 'precise enough';
      return { runs, because, judgeLevel };
    }
    wanted = asked.map((more, index) => {
      const done = runs[index]!.length;
      return Math.min(stopping.maxReplications, Math.max(done, Math.min(more, done * GROWTH)));
    });
    if (wanted.every((more, index) => more <= runs[index]!.length)) {
      return { runs, because: 'bound reached', judgeLevel };
    }
  }
}

/** Adds replications up to `wanted` of each point; false when it was stopped before the end. */
async function runRound(
  study: Study,
  points: readonly Point[],
  runs: RunResult[][],
  wanted: readonly number[],
  runMany: RunMany,
  onProgress: OnProgress,
): Promise<boolean> {
  const first = Math.min(...runs.map((own) => own.length));
  const last = Math.max(...wanted);
  const isFirst = first === 0;
  // One run alone has to give its intervals from within.
  const keepsBatches = last === 1;
  const jobs: { readonly index: number; readonly job: Job }[] = [];
  for (let replication = first; replication < last; replication++) {
    points.forEach(({ world }, index) => {
      if (replication < runs[index]!.length || replication >= wanted[index]!) return;
      jobs.push({
        index,
        job: { config: world, seed: seedOf(study, replication + 1), keepsBatches },
      });
    });
  }
  const results = await runMany(
    jobs.map(({ job }) => job),
    onProgress,
  );
  // Cut short in the first round, only whole replications count, if there is one: every point has
  // equally many.
  const isRagged = isFirst && results.length > points.length;
  const kept = isRagged ? results.length - (results.length % points.length) : results.length;
  for (let i = 0; i < kept; i++) runs[jobs[i]!.index]!.push(results[i]!);
  return results.length === jobs.length;
}

/** Replications that the point should have, by what it has shown; as many as it has: enough. */
function replicationsFor(
  study: Study,
  { until }: Stopping,
  point: Point,
  runs: readonly RunResult[],
  judgeLevel: number,
): number {
  if (until.kind === 'decided') return toDecide(study, point, runs, judgeLevel);
  const { latencyMs, stable, phases } = pointResult(study, point, until.percentiles, runs);
  const calm = phases['before'] ?? { latencyMs };
  if (!stable || calm.latencyMs.count === 0) return runs.length;
  const needs = until.percentiles.map((share) =>
    toNarrow(calm.latencyMs.percentiles[percentileName(share)], until.halfWidthShare, runs.length),
  );
  return Math.max(...needs);
}

function toNarrow(estimate: Estimate | undefined, target: number, done: number): number {
  if (estimate === undefined) return done;
  const { value, low, high } = estimate;
  // Too short for an interval: more of the same does not help.
  if (low === null || high === null || value === 0) return done;
  const ratio = (high - low) / 2 / value / target;
  return ratio <= 1 ? done : Math.max(done + 1, Math.ceil(done * ratio * ratio * RESERVE));
}

/** More for an eligible design at load 1 that is still open and has missed nothing for certain. */
function toDecide(
  study: Study,
  point: Point,
  runs: readonly RunResult[],
  judgeLevel: number,
): number {
  const { design, load } = point;
  const done = runs.length;
  if (load !== REFERENCE_LOAD || !design.eligible) return done;
  const result = pointResult(study, point, study.run.percentiles, runs);
  const judged = study.objectives
    .filter((objective) => objective.level === 'fail' && appliesTo(objective, design))
    .flatMap((objective) => judgeIfAny(objective, design, result, runs, judgeLevel) ?? []);
  if (judged.some(({ verdict }) => verdict === 'missed')) return done;
  const open = judged.filter(({ verdict }) => verdict === 'undecided');
  if (open.length === 0) return done;
  const needs = open.map(({ replicationsToDecide }) => replicationsToDecide ?? done * GROWTH);
  return Math.max(done + 1, ...needs.map((need) => Math.ceil(need * RESERVE)));
}
