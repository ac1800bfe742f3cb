import { findFact, formatQuantity, isWrittenLaw } from '../facts/index.ts';
import { exp, lawMean, scaleLaw, type Law } from '../kernel/index.ts';
import type {
  Assumption,
  Design,
  FactMove,
  MovableFact,
  MoveFacts,
  UncertainFact,
} from '../plan/index.ts';
import { FactBook, type FactOverride } from './fact-book.ts';
import { nsPerUnit } from './units.ts';

/** A design of a scenario: its overrides of facts, and how it is built from any facts. */
export interface Rebuild {
  readonly overrides: ReadonlyMap<string, FactOverride>;
  /** null where the scenario makes no sense with them. */
  readonly build: (overrides: ReadonlyMap<string, FactOverride>) => Design | null;
}

/** Builds designs again, by name, with some facts moved. */
export function factMover(rebuilds: ReadonlyMap<string, Rebuild>): MoveFacts {
  return (design, moves) => {
    const { overrides, build } = rebuilds.get(design)!;
    return build(withMoves(overrides, moves));
  };
}

/** The overrides with some facts moved from where these put them. */
export function withMoves(
  overrides: ReadonlyMap<string, FactOverride>,
  moves: readonly FactMove[],
): ReadonlyMap<string, FactOverride> {
  const moved = new Map(overrides);
  for (const move of moves) moved.set(move.fact, movedFact(move, overrides.get(move.fact)));
  return moved;
}

/** Of a law of time the median moves, and the other percentiles with it. */
export function movedFact(
  { fact, value }: FactMove,
  before: FactOverride | undefined,
): FactOverride {
  const { unit } = findFact(fact)!;
  const text = formatQuantity(value, unit);
  const law = lawOfFact(fact, before);
  if (law === null) return { value, text, setBy: 'scenario' };
  const valueNs = value * nsPerUnit(unit)!;
  const middleNs = middleOf(law);
  const moved: Law =
    value === 0 || middleNs === 0
      ? { kind: 'constant', value: valueNs }
      : scaleLaw(law, valueNs / middleNs);
  return { value: moved, text, setBy: 'scenario' };
}

/** The law that the fact stands at, in ns; null for one that is a number. */
function lawOfFact(name: string, override: FactOverride | undefined): Law | null {
  if (override !== undefined) return typeof override.value === 'object' ? override.value : null;
  if (!isWrittenLaw(findFact(name)!.value)) return null;
  return new FactBook(new Map()).law(name);
}

/** The median of a lognormal law, and the mean of any other. */
function middleOf(law: Law): number {
  return law.kind === 'lognormal' ? exp(law.mu) + (law.shift ?? 0) : lawMean(law);
}

/** The facts in use that are assumed or inferred, have a range, and can be a number or a law of time. */
export function movableFacts(
  assumptions: readonly Assumption[],
  overrides: ReadonlyMap<string, FactOverride>,
): readonly MovableFact[] {
  return assumptions.flatMap(({ name }) => {
    const { title, unit, confidence, range, value: byDefault } = findFact(name)!;
    const isInDoubt = confidence === 'assumption' || confidence === 'inferred';
    if (!isInDoubt || range === undefined || range[0] >= range[1]) return [];
    const override = overrides.get(name);
    const law = lawOfFact(name, override);
    const value = law === null ? (override?.value ?? byDefault) : middleOf(law) / nsPerUnit(unit)!;
    if (typeof value !== 'number') return [];
    const position = Number(value.toPrecision(12)); // a law in ns is off by a rounding
    return [{ name, title, unit, confidence, value: position, low: range[0], high: range[1] }];
  });
}

/** The facts in use that the scenario gives as a range or law of belief, for all designs. */
export function uncertainFacts(
  assumptions: readonly Assumption[],
  overrides: ReadonlyMap<string, FactOverride>,
): readonly UncertainFact[] {
  return assumptions.flatMap(({ name }) => {
    const belief = overrides.get(name)?.belief;
    const { title, unit } = findFact(name)!;
    return belief === undefined ? [] : [{ name, title, unit, ...belief }];
  });
}
