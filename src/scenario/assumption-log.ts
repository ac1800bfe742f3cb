import { findFact, formatFactValue, formatQuantity, type Fact } from '../facts/index.ts';
import type { Assumption } from '../plan/index.ts';

export type SetBy = Assumption['setBy'];

interface Use {
  readonly text: string;
  readonly setBy: SetBy;
  /** The store or workload it was set for; null: for all. */
  readonly where: string | null;
}

/** Who wins when a fact was set in several ways: the one that a reader least expects. */
const RANK: readonly SetBy[] = ['default', 'scenario', 'command line'];

/** Which facts a study rests on, with which values, and who set them. */
export class AssumptionLog {
  readonly #uses = new Map<string, Use[]>();

  note(name: string, text: string, setBy: SetBy, where: string | null = null): void {
    const uses = this.#uses.get(name) ?? [];
    if (uses.some((use) => use.text === text && use.where === where)) return;
    this.#uses.set(name, [...uses, { text, setBy, where }]);
  }

  /** One entry a fact, by name in code-unit order. */
  list(): readonly Assumption[] {
    return [...this.#uses]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, uses]) => toAssumption(findFact(name)!, uses));
  }
}

function toAssumption(fact: Fact, uses: readonly Use[]): Assumption {
  const setBy = uses.reduce<SetBy>(
    (best, use) => (RANK.indexOf(use.setBy) > RANK.indexOf(best) ? use.setBy : best),
    'default',
  );
  const value = uses
    .map(({ text, where }) => (where === null || uses.length === 1 ? text : `${where}: ${text}`))
    .join('; ');
  return {
    name: fact.name,
    title: fact.title,
    value,
    unit: fact.unit,
    confidence: setBy === 'default' ? fact.confidence : 'assumption',
    source:
      setBy === 'default' ? fact.source : `set by the ${setBy}; by default ${defaultOf(fact)}`,
    asOf: fact.asOf,
    setBy,
    range:
      fact.range === undefined
        ? null
        : fact.range.map((bound) => formatQuantity(bound, fact.unit)).join(' to '),
    note: fact.note ?? null,
  };
}

function defaultOf(fact: Fact): string {
  return `${formatFactValue(fact)} (${fact.confidence})`;
}
