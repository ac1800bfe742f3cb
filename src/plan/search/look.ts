import type { ObjectiveResult } from '../result.ts';
import type { Question } from '../study.ts';
import { isUnmeasured } from '../unmeasured.ts';
import { buildCandidate } from './candidates.ts';
import { evaluate, type Evaluated, type EvaluateTools } from './evaluate.ts';
import { worstOf } from './failures.ts';
import type { Open } from './pre-screen.ts';

/** Designs that meet everything, to be found beside the cheapest one. */
const FURTHER = 3;
/** Simulations after the first that met: what costs much more is next best to nobody. */
const MOST_AFTER = 6;
/** What costs this many times the chosen one is no next best. */
const DEARER = 2.5;
/** Further sizes of the chosen family, so that the report can show what another HSM would bring. */
const LARGER = 2;

export interface Looked {
  /** Cheapest first by expected bill, in the order of simulation. */
  readonly evaluated: readonly Evaluated[];
  readonly chosen: Evaluated | null;
  /** Left alone since they cost more than what was found. */
  readonly dearer: number;
  /** Larger sizes of families that one more HSM did not bring any closer. */
  readonly hopeless: readonly { readonly last: Evaluated; readonly sizes: readonly number[] }[];
}

interface Turn {
  readonly open: Open;
  /** Position in the sizes of its family. */
  readonly size: number;
  readonly monthUsd: number;
  /** The size before, which failed; null for the first. */
  readonly before: Evaluated | null;
}

/**
 * Simulates candidates, the cheapest first; a family that fails comes back with one HSM more. So the
 * first that meets everything is the cheapest there is, and every cheaper one has been simulated or
 * ruled out by arithmetic.
 */
export async function lookForCheapest(
  base: Question,
  families: readonly Open[],
  tools: EvaluateTools,
): Promise<Looked> {
  const turns = families.map((open) => turnOf(open, 0, null));
  const evaluated: Evaluated[] = [];
  const hopeless: { last: Evaluated; sizes: readonly number[] }[] = [];
  let chosen: Evaluated | null = null;
  let found = 0;
  let after = 0;
  while (turns.length > 0) {
    const turn = takeCheapest(turns);
    if (chosen !== null) {
      const isTooDear = turn.monthUsd > chosen.plan.monthUsd * DEARER;
      if (isTooDear || after >= MOST_AFTER || found > FURTHER) {
        turns.push(turn);
        break;
      }
      after++;
    }
    const one = await evaluateTurn(base, turn, tools);
    if (one === null) continue;
    evaluated.push(one);
    if (one.plan.verdict === 'met') {
      chosen ??= one;
      found++;
      continue;
    }
    const rest = turn.open.sizes.slice(turn.size + 1);
    if (rest.length === 0) continue;
    if (turn.before !== null && !isCloser(one, turn.before))
      hopeless.push({ last: one, sizes: rest });
    else turns.push(turnOf(turn.open, turn.size + 1, one));
  }
  if (chosen !== null) await addLarger(base, families, chosen, evaluated, tools);
  const dearer = turns.reduce((sum, { open, size }) => sum + open.sizes.length - size, 0);
  return { evaluated, chosen, dearer, hopeless };
}

function turnOf(open: Open, size: number, before: Evaluated | null): Turn {
  return { open, size, monthUsd: open.billOf(open.sizes[size]!), before };
}

/**
 * Whether one HSM more brought a failing candidate any closer, for more than chance: it fails
 * something else, or the same by less. What each further HSM brings is less than what the one before
 * brought, so that a family is given up where one brings nothing.
 */
function isCloser(now: Evaluated, before: Evaluated): boolean {
  const [own, other] = [worstOf(now.plan), worstOf(before.plan)];
  if (own === null || other === null) return true;
  if (own.condition !== other.condition || own.objective.expect !== other.objective.expect) {
    return true;
  }
  // Without a figure nothing can be told.
  if (isUnmeasured(own.objective.measured)) return true;
  const gain = own.objective.margin - other.objective.margin;
  const [a, b] = [marginNoise(own.objective), marginNoise(other.objective)];
  const noise = Math.sqrt(a * a + b * b);
  return gain > noise;
}

/** Half-width of the measured value, as margins are: shares of the limit. */
function marginNoise({ measured, limit }: ObjectiveResult): number {
  const { low, high } = measured;
  return low === null || high === null || limit === 0 ? 0 : (high - low) / 2 / Math.abs(limit);
}

function takeCheapest(turns: Turn[]): Turn {
  const cheapest = turns.reduce((best, turn) => (turn.monthUsd < best.monthUsd ? turn : best));
  turns.splice(turns.indexOf(cheapest), 1);
  return cheapest;
}

/** null where the scenario makes no sense with this size after all. */
async function evaluateTurn(
  base: Question,
  { open, size }: Pick<Turn, 'open' | 'size'>,
  tools: EvaluateTools,
): Promise<Evaluated | null> {
  const hsms = open.sizes[size]!;
  const candidate = size === 0 ? open.first : buildCandidate(base, open.family, hsms);
  return typeof candidate === 'string' ? null : evaluate(base.study, candidate, tools);
}

async function addLarger(
  base: Question,
  families: readonly Open[],
  chosen: Evaluated,
  evaluated: Evaluated[],
  tools: EvaluateTools,
): Promise<void> {
  const open = families.find(({ family }) => family === chosen.candidate.family);
  if (open === undefined) return;
  const larger = open.sizes.filter((hsms) => hsms > chosen.candidate.hsms).slice(0, LARGER);
  for (const hsms of larger) {
    const isKnown = evaluated.some(
      ({ candidate }) => candidate.family === open.family && candidate.hsms === hsms,
    );
    if (isKnown) continue;
    const one = await evaluateTurn(base, { open, size: open.sizes.indexOf(hsms) }, tools);
    if (one !== null) evaluated.push(one);
  }
}
