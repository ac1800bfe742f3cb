import { compare } from './compare.ts';
import type { Result } from './result.ts';
import type { OnProgress, RunMany } from './run-many.ts';
import { moveTheFacts } from './sensitivity/move-the-facts.ts';
import type { MoveFacts, MovePricing, Study } from './study.ts';
import { spreadOfInputs } from './uncertainty/spread.ts';

/** What the planner is lent: who runs jobs, who rebuilds designs, who is told of progress. */
export interface Tools {
  readonly runMany: RunMany;
  readonly moveFacts: MoveFacts;
  readonly movePricing: MovePricing;
  readonly onProgress: OnProgress;
}

/** Which analyses follow the comparison. */
export interface Wanted {
  /** Moves every assumed fact over its range. */
  readonly sensitivity: boolean;
}

/**
 * The whole answer to a study: the comparison, then what the verdict hangs on, then what uncertain
 * inputs make of it.
 */
export async function answer(
  study: Study,
  { runMany, moveFacts, movePricing, onProgress }: Tools,
  wanted: Wanted,
  toolVersion: string,
): Promise<Result> {
  const compared = await compare(study, runMany, onProgress, toolVersion);
  const moved = wanted.sensitivity
    ? await moveTheFacts(study, compared, moveFacts, runMany, onProgress)
    : compared;
  return study.uncertain.length === 0
    ? moved
    : spreadOfInputs(study, moved, { moveFacts, movePricing }, runMany, onProgress);
}
