import type { Knee } from '../result-sweep.ts';
import type { Look } from './look.ts';

/** What a sweep found, in a sentence or two: how far designs go as the load grows, or which hold. */
export function sweepSentence(looks: readonly Look[], knees: readonly Knee[]): string {
  return knees.length === 0 ? atOneLoad(looks) : overLoads(looks, knees);
}

function overLoads(looks: readonly Look[], knees: readonly Knee[]): string {
  const [only] = knees;
  if (knees.length === 1) return `${only!.design} ${reachOf(only!)}.`;
  const first = knees.reduce((a, b) => (breakingLoad(b) < breakingLoad(a) ? b : a));
  const farthest = farthestOf(looks, knees);
  if (breakingLoad(first) === Infinity) {
    return `All ${knees.length} designs carry every load that was tried${cheapestAmong(farthest)}.`;
  }
  return `${first.design} breaks first: it ${reachOf(first)}. ${farthestInWords(farthest, knees)}.`;
}

interface Ranked {
  readonly knee: Knee;
  /** At load 1; Infinity where that was not simulated. */
  readonly monthUsd: number;
}

/** The designs that go farthest, the cheapest at the scenario's load first. */
function farthestOf(looks: readonly Look[], knees: readonly Knee[]): readonly Ranked[] {
  const farthest = Math.max(...knees.map(breakingLoad));
  return knees
    .filter((knee) => breakingLoad(knee) === farthest)
    .map((knee) => {
      const look = looks.find(({ design, load }) => design === knee.design && load === 1);
      return { knee, monthUsd: look?.monthUsd ?? Infinity };
    })
    .sort((a, b) => a.monthUsd - b.monthUsd);
}

function farthestInWords(farthest: readonly Ranked[], knees: readonly Knee[]): string {
  const { knee } = farthest[0]!;
  const count = farthest.length;
  const share = `${count} of ${knees.length} designs`;
  if (breakingLoad(knee) === Infinity) {
    return count === 1
      ? `${share} carries every load that was tried: ${knee.design}`
      : `${share} carry every load that was tried${cheapestAmong(farthest)}`;
  }
  return count === 1
    ? `${knee.design} goes farthest: it ${reachOf(knee)}`
    : `${share} go farthest, the cheapest of them ${knee.design}: it ${reachOf(knee)}`;
}

/** `; the cheapest of them is cks hsms=2, $3,505 a month`; nothing where all cost the same. */
function cheapestAmong(ranked: readonly Ranked[]): string {
  const { knee, monthUsd } = ranked[0]!;
  const usd = money(monthUsd);
  return ranked.every((own) => money(own.monthUsd) === usd)
    ? ''
    : `; the cheapest of them is ${knee.design}, ${usd} a month`;
}

/** `carries 1.62 times the load; at 1.66 times it throttles 1.2 % of its calls`. */
function reachOf({ carriesUpToLoad, breaksAtLoad, because }: Knee): string {
  if (breaksAtLoad === null) {
    return `carries every load that was tried, up to ${times(carriesUpToLoad ?? 0)}`;
  }
  return carriesUpToLoad === null
    ? `carries none of the loads that were tried; at ${times(breaksAtLoad)} it ${because}`
    : `carries ${times(carriesUpToLoad)} the load; at ${times(breaksAtLoad)} it ${because}`;
}

function breakingLoad({ breaksAtLoad }: Knee): number {
  return breaksAtLoad ?? Infinity;
}

function atOneLoad(looks: readonly Look[]): string {
  const holding = looks.filter(({ failure }) => failure === null);
  if (looks.length === 1) {
    const { design, failure } = looks[0]!;
    return failure === null
      ? `${design} carries the scenario's load.`
      : `${design} does not carry the scenario's load: it ${failure}.`;
  }
  if (holding.length === 0) {
    const { design, failure } = looks[0]!;
    return `None of ${looks.length} designs carries the scenario's load: ${design}, for one, ${failure}.`;
  }
  const all = holding.length === looks.length;
  const start = all
    ? `All ${looks.length} designs carry the scenario's load`
    : `${holding.length} of ${looks.length} designs ${holding.length === 1 ? 'carries' : 'carry'} the scenario's load`;
  return `${start}${priceOf(holding)}${spreadOfP99(looks)}.`;
}

/** `; the cheapest of them is cks hsms=2, $3,505 a month`. */
function priceOf(looks: readonly Look[]): string {
  const { design, monthUsd } = cheapest(looks);
  if (looks.length === 1) return `: ${design}, ${money(monthUsd)} a month`;
  return looks.every((look) => money(look.monthUsd) === money(monthUsd))
    ? `, at ${money(monthUsd)} a month each`
    : `; the cheapest of them is ${design}, ${money(monthUsd)} a month`;
}

/** `; p99 goes from 41 ms (cks hsms=8) to 63 ms (cks hsms=2)`. */
function spreadOfP99(looks: readonly Look[]): string {
  const measured = looks.filter(({ p99Ms }) => p99Ms !== null);
  if (measured.length < 2) return '';
  const byP99 = [...measured].sort((a, b) => a.p99Ms! - b.p99Ms!);
  const [low, high] = [byP99[0]!, byP99.at(-1)!];
  return `; p99 goes from ${figure(low.p99Ms!)} ms (${low.design}) to ${figure(high.p99Ms!)} ms (${high.design})`;
}

function cheapest(looks: readonly Look[]): Look {
  return looks.reduce((best, look) => (look.monthUsd < best.monthUsd ? look : best));
}

function times(load: number): string {
  return `${Number(load.toPrecision(3))} times`;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function money(usd: number): string {
  return `$${usd.toFixed(usd < 100 ? 2 : 0).replace(/\B(?=(\d{3})+(\.|$))/g, ',')}`;
}
