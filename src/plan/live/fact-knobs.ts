import { formatQuantity } from '../../facts/index.ts';
import { exp, log } from '../../kernel/index.ts';
import type { Design, MovableFact } from '../study.ts';
import { knobOfStops } from './knob-of-stops.ts';
import type { Knob, KnobStop } from './live-study.ts';
import { patchesBetween } from './patch.ts';
import { writtenFact } from './written-fact.ts';

/** Makes the design anew with a fact moved; null where the scenario makes no sense with it. */
export type MoveFact = (fact: string, value: number) => Design | null;

/** Stops of a fact beside its own value, both sides together. */
const STOPS = 6;
/** The lowest value above 0 is this share of the highest: finer where nearly nothing matters. */
const LEAST_SHARE = 0.01;

/** A fact in doubt over its range; null where it plays no part in this world. */
export function factKnob(fact: MovableFact, design: Design, moveFact: MoveFact): Knob | null {
  const stops = factValues(fact).flatMap((value): KnobStop[] => {
    const label = formatQuantity(value, fact.unit);
    if (value === fact.value) return [{ label, patches: [], settings: {} }];
    const written = writtenFact(fact, value);
    const moved = moveFact(fact.name, value);
    if (moved === null || written === null) return [];
    const settings = { [`assume.${fact.name}`]: written };
    return [{ label, patches: patchesBetween(design, moved), settings }];
  });
  return knobOfStops(fact.name, fact.title, stops);
}

/** Its own value and others from end to end of its range, at equal ratios on either side of it. */
function factValues({ value, low, high, unit }: MovableFact): readonly number[] {
  const [least, most] = [Math.min(low, value), Math.max(high, value)];
  const sides = Number(least < value) + Number(value < most);
  const count = STOPS / sides;
  const below = least < value ? between(least, value, count) : [];
  const above = value < most ? between(value, most, count) : [];
  const all = [...below, value, ...above];
  const possible = unit === 'count' ? all.map(Math.round) : all;
  return [...new Set([...possible, value])].sort((a, b) => a - b);
}

/** `low`, `high` and values between them, `count` without the one that is there already. */
function between(low: number, high: number, count: number): readonly number[] {
  const first = low > 0 ? low : high * LEAST_SHARE;
  const steps = low > 0 ? count : count - 1;
  const ratio = log(high / first) / steps;
  const inner = Array.from({ length: steps - 1 }, (_, index) =>
    Number((first * exp(ratio * (index + 1))).toPrecision(2)),
  );
  return [low, ...(low > 0 ? [] : [first]), ...inner, high].filter(
    (value) => value >= low && value <= high,
  );
}
