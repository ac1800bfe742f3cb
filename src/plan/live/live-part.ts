import type { Result } from '../result.ts';
import type { Question } from '../study.ts';
import { LiveRun } from './answer-live.ts';
import { liveStudyOf } from './live-study-of.ts';

/**
 * The result with what its page needs to simulate on: the short world of its design, and the
 * fingerprint of the first run of it here, which the page's own run must give as well. A part that
 * it has already stays.
 */
export function withLivePart(question: Question, result: Result): Result {
  if (result.run.isPartial || result.live !== null) return result;
  const live = liveStudyOf(question, result);
  if (live === null) return result;
  return { ...result, live: { live, fingerprint: new LiveRun(live).fingerprint() } };
}
