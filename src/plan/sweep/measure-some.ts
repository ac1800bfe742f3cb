import type { Measured } from '../compare.ts';
import type { Point } from '../point.ts';
import { replicate } from '../replicate.ts';
import type { OnProgress, RunMany } from '../run-many.ts';
import { settle } from '../settling.ts';
import type { Study } from '../study.ts';

export interface SweepTools {
  readonly runMany: RunMany;
  readonly onProgress: OnProgress;
}

/**
 * As `measure`, but stopped early it keeps the points that have a run: those of its first designs.
 * null where there is none.
 */
export async function measureSome(
  study: Study,
  points: readonly Point[],
  { runMany, onProgress }: SweepTools,
): Promise<Measured | null> {
  const settled = await settle(study, points, runMany, onProgress);
  if (settled === null) return null;
  const replicated = await replicate(study, settled, runMany, onProgress, true);
  if (replicated === null) return null;
  const runs = replicated.runs.filter((own) => own.length > 0);
  const measured = settled.filter((_, index) => replicated.runs[index]!.length > 0);
  return runs.length === 0 ? null : { ...replicated, points: measured, runs };
}
