import { formatQuantity } from '../../facts/index.ts';
import type { MovableFact } from '../study.ts';
import { isWhole, turningObjective, type Bracket } from './flips.ts';
import type { Moved } from './measure-ends.ts';
import type { Standing } from './moved-design.ts';

/** A fact's value as people read it: three digits, with its unit. */
export function valueInWords({ unit }: MovableFact, value: number): string {
  return inWords(value, unit, 3);
}

/** Whether the verdict hangs on an assumption, in a few sentences for the first screen. */
export function sentenceOf(
  design: string,
  base: Standing,
  moved: readonly Moved[],
  flips: readonly Bracket[],
): string {
  const [nearest, ...others] = [...flips].sort((a, b) => distance(a) - distance(b));
  return nearest === undefined
    ? nothingTurns(design, base, moved)
    : [
        `The verdict hangs on an assumption: ${fateOf(design, base, nearest)} with ${nearest.fact.name} ${whereItTurns(nearest)}.`,
        `It is ${standsAt(nearest.fact)}: ${lowerFirst(nearest.fact.title)}.`,
        ...alsoTurning(others),
      ].join(' ');
}

function nothingTurns(design: string, base: Standing, moved: readonly Moved[]): string {
  const sentences = [
    base.margin > 0
      ? `No assumed fact, moved alone over its plausible range, changes the verdict on ${design}.`
      : `No assumed fact, moved alone over its plausible range, makes ${design}, which comes closest, meet every objective.`,
  ];
  const most = moved[0];
  if (most !== undefined) {
    const { fact } = most.candidate;
    const isLowWorse = most.low.margin < most.high.margin;
    const worse = isLowWorse ? most.low : most.high;
    const at = valueInWords(fact, isLowWorse ? fact.low : fact.high);
    sentences.push(
      `${fact.name} (${standsAt(fact)}) moves it most: at ${at}, "${worse.expect}" ${room(worse.margin)}, where the closest objective now ${room(base.margin)}.`,
    );
  }
  const unsure = moved.filter(({ low, high }) =>
    [low, high].some(({ outcome }) => outcome === 'undecided'),
  );
  if (base.outcome !== 'undecided' && unsure.length > 0) {
    const names = unsure.map(({ candidate }) => candidate.fact.name).join(', ');
    sentences.push(`At an end of its range the simulation cannot tell any more: ${names}.`);
  }
  return sentences.join(' ');
}

/** What becomes of the design beyond the value. */
function fateOf(design: string, base: Standing, flip: Bracket): string {
  if (base.margin <= 0) return `${design}, which comes closest, would meet every objective`;
  const fate = base.outcome === 'met' ? 'no longer meets' : 'would no longer seem to meet';
  return `${design} ${fate} "${turningObjective(flip)}"`;
}

/** `below about 1,200/s`, `of 3 or more`, `of 1`. */
function whereItTurns({ fact, inside, outside }: Bracket): string {
  const isBelow = outside.value < inside.value;
  if (isWhole(fact)) {
    const isAtEnd = outside.value === (isBelow ? fact.low : fact.high);
    const value = valueInWords(fact, outside.value);
    return isAtEnd ? `of ${value}` : `of ${value} or ${isBelow ? 'less' : 'more'}`;
  }
  const middle = (inside.value + outside.value) / 2;
  return `${isBelow ? 'below' : 'above'} about ${inWords(middle, fact.unit, 2)}`;
}

function alsoTurning(others: readonly Bracket[]): readonly string[] {
  if (others.length === 0) return [];
  const names = others.map(({ fact }) => fact.name).join(', ');
  const turn = others.length === 1 ? 'One more fact turns' : `${others.length} more facts turn`;
  return [`${turn} it within the plausible range: ${names}.`];
}

function standsAt(fact: MovableFact): string {
  const word = fact.confidence === 'inferred' ? 'inferred' : 'assumed';
  return `${word} to be ${valueInWords(fact, fact.value)}, plausible from ${valueInWords(fact, fact.low)} to ${valueInWords(fact, fact.high)}`;
}

function room(margin: number): string {
  const share = inWords(Math.abs(margin), 'share', 2);
  return margin > 0 ? `has ${share} to spare` : `is ${share} beyond its limit`;
}

function inWords(value: number, unit: string, digits: number): string {
  return formatQuantity(Number(value.toPrecision(digits)), unit);
}

function lowerFirst(text: string): string {
  // Names such as AES or KMS keep their capitals.
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}

/** How far a fact must go until the verdict turns, as a share of the way to the end of its range. */
function distance({ fact, inside, outside }: Bracket): number {
  const end = outside.value < inside.value ? fact.low : fact.high;
  return Math.abs((inside.value + outside.value) / 2 - fact.value) / Math.abs(end - fact.value);
}
