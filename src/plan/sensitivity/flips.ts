import { exp, log } from '../../kernel/index.ts';
import type { MovableFact } from '../study.ts';
import { jobsOf, pointOf, standingAfter, type Standing, type Trial } from './moved-design.ts';

/** A bracket this narrow, as a ratio of its ends, is as good as a number. */
const NARROW_RATIO = 1.06;
/** Next to zero, this share of the far end of the range is as good as zero. */
const AS_GOOD_AS_ZERO = 0.001;
/** Towards zero there is no half way by ratio: so much closer at a time. */
const STEP_TO_ZERO = 8;
const MOST_ROUNDS = 12;
/** Enough to tell on which side of the limit a value lies, paired as they are. */
const REPLICATIONS = 4;

/** A value of a fact, and where the design stands there. */
interface Side {
  readonly value: number;
  readonly standing: Standing;
}

/** Between two values of a fact the sign of the margin changes. */
export interface Bracket {
  readonly fact: MovableFact;
  /** On the side of where the fact stands. */
  readonly inside: Side;
  readonly outside: Side;
  /** Where the design stands at the end of the range on the outside. */
  readonly end: Standing;
}

/** The objective that turns: the one that is missed on either side. */
export function turningObjective({ inside, outside }: Bracket): string {
  return (inside.standing.margin > 0 ? outside : inside).standing.expect;
}

/**
 * Narrows all brackets by bisection, one round of runs for all at a time; null when it was stopped
 * early. The runs are paired with each other, so that what is left of chance moves them together.
 */
export async function narrow(
  brackets: readonly Bracket[],
  trial: Trial,
): Promise<readonly Bracket[] | null> {
  const { study, design, warmUpMs, moveFacts, runMany, onProgress } = trial;
  const replications = Math.min(REPLICATIONS, trial.replications);
  let current = brackets;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const tries = current.flatMap((bracket) => {
      if (isNarrow(bracket)) return [];
      const value = middleOf(bracket);
      const moved = moveFacts(design, [{ fact: bracket.fact.name, value }]);
      return moved === null ? [] : [{ bracket, value, point: pointOf(moved, warmUpMs) }];
    });
    if (tries.length === 0) break;
    const jobs = tries.flatMap(({ point }) => jobsOf(trial, point, 0, replications));
    const runs = await runMany(jobs, onProgress);
    if (runs.length < jobs.length) return null;
    const narrowed = new Map(
      tries.map(({ bracket, value, point }, index) => {
        const own = runs.slice(index * replications, (index + 1) * replications);
        const standing = standingAfter(study, point, own);
        return [bracket, standing === null ? bracket : halved(bracket, { value, standing })];
      }),
    );
    current = current.map((bracket) => narrowed.get(bracket) ?? bracket);
  }
  return current;
}

function halved(bracket: Bracket, middle: Side): Bracket {
  const isMet = ({ standing }: Side) => standing.margin > 0;
  return isMet(middle) === isMet(bracket.inside)
    ? { ...bracket, inside: middle }
    : { ...bracket, outside: middle };
}

function isNarrow(bracket: Bracket): boolean {
  const [low, high] = endsOf(bracket);
  if (isWhole(bracket.fact)) return high - low <= 1;
  return low > 0 ? high / low <= NARROW_RATIO : high <= AS_GOOD_AS_ZERO * bracket.fact.high;
}

/** Halfway by ratio; from zero, a step towards it. */
function middleOf(bracket: Bracket): number {
  const [low, high] = endsOf(bracket);
  if (isWhole(bracket.fact)) return Math.round((low + high) / 2);
  const middle = low > 0 ? exp((log(low) + log(high)) / 2) : high / STEP_TO_ZERO;
  return Number(middle.toPrecision(4));
}

function endsOf({ inside, outside }: Bracket): readonly [number, number] {
  return inside.value < outside.value
    ? [inside.value, outside.value]
    : [outside.value, inside.value];
}

/** Whether only whole numbers make sense. */
export function isWhole({ unit, value, low, high }: MovableFact): boolean {
  return unit === 'count' && [value, low, high].every(Number.isInteger);
}
