import type { ObjectiveResult } from '../result.ts';

/** What a design's objectives say at one load. */
export interface Look {
  readonly load: number;
  readonly objectives: readonly ObjectiveResult[];
}

/** Ratio of loads between which a break need not be placed any better. */
const CLOSE_ENOUGH = 1.03;

/** Where an objective is met for certain, and from where on it is missed for certain. */
export function breakOf(
  expect: string,
  looks: readonly Look[],
): { readonly metUpToLoad: number | null; readonly missedFromLoad: number | null } {
  const verdicts = looks.flatMap(({ load, objectives }) => {
    const own = objectives.find((objective) => objective.expect === expect);
    return own === undefined ? [] : [{ load, verdict: own.verdict }];
  });
  const met = verdicts.filter(({ verdict }) => verdict === 'met').map(({ load }) => load);
  const missed = verdicts.filter(({ verdict }) => verdict === 'missed').map(({ load }) => load);
  // Above a load at which it is missed it may be met again by luck: that is no headroom.
  const lowestMissed = Math.min(Infinity, ...missed);
  const below = met.filter((load) => load < lowestMissed);
  const highestMet = below.length === 0 ? null : Math.max(...below);
  return {
    metUpToLoad: highestMet,
    missedFromLoad: lowestMissed === Infinity ? null : lowestMissed,
  };
}

/**
 * The load to look at next: 1 first, then the bounds that matter, then the middle of the widest gap in
 * which an objective turns. null when every break is placed. What is undecided counts by its value
 * here: it only leads the search.
 */
export function nextLoad(
  looks: readonly Look[],
  { lowest, highest }: { readonly lowest: number; readonly highest: number },
): number | null {
  const seen = (load: number) => looks.some((look) => look.load === load);
  if (!seen(1)) return 1;
  const isBroken = looks
    .find(({ load }) => load === 1)!
    .objectives.some(({ margin }) => margin <= 0);
  if (!seen(highest)) return highest;
  if (isBroken && !seen(lowest)) return lowest;
  const gaps = looks[0]!.objectives.flatMap(({ expect }) => gapOf(expect, looks) ?? []);
  const widest = gaps.sort((a, b) => b.above / b.below - a.above / a.below)[0];
  if (widest === undefined || widest.above / widest.below <= CLOSE_ENOUGH) return null;
  return Number(Math.sqrt(widest.above * widest.below).toPrecision(4));
}

function gapOf(
  expect: string,
  looks: readonly Look[],
): { readonly below: number; readonly above: number } | null {
  const sides = looks.flatMap(({ load, objectives }) => {
    const own = objectives.find((objective) => objective.expect === expect);
    return own === undefined ? [] : [{ load, holds: own.margin > 0 }];
  });
  const above = Math.min(Infinity, ...sides.filter(({ holds }) => !holds).map(({ load }) => load));
  const below = Math.max(
    0,
    ...sides.filter(({ holds, load }) => holds && load < above).map(({ load }) => load),
  );
  return above === Infinity || below === 0 ? null : { below, above };
}
