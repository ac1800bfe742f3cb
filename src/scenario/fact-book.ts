import {
  findFact,
  formatFactValue,
  isWrittenLaw,
  type Confidence,
  type Fact,
  type FactValue,
} from '../facts/index.ts';
import type { Law } from '../kernel/index.ts';
import type { BeliefLaw } from '../plan/index.ts';
import { AssumptionLog, type SetBy } from './assumption-log.ts';
import { inNanoseconds, lawOf } from './laws.ts';
import { nsPerUnit } from './units.ts';

/** A fact's value as a scenario replaced it: a number in the fact's unit, or a law in ns. */
export interface FactOverride {
  readonly value: number | string | boolean | Law;
  readonly text: string;
  readonly setBy: SetBy;
  /** Present where the scenario gives a range or law of belief: the value is at its median. */
  readonly belief?: { readonly law: BeliefLaw; readonly text: string };
}

/** How far a value can be trusted, and on whose word. */
export interface Trust {
  readonly confidence: Confidence;
  readonly source: string;
}

/** The facts as one design sees them, `assume:` applied; notes which ones are used. */
export class FactBook {
  readonly #overrides: ReadonlyMap<string, FactOverride>;
  readonly #log: AssumptionLog;

  /** Without a log nobody learns what is used. */
  constructor(overrides: ReadonlyMap<string, FactOverride>, log = new AssumptionLog()) {
    this.#overrides = overrides;
    this.#log = log;
  }

  /** The same facts; what is looked up here does not count as used. */
  unnoted(): FactBook {
    return new FactBook(this.#overrides, new AssumptionLog());
  }

  has(name: string): boolean {
    return findFact(name) !== undefined;
  }

  /** In the fact's unit. */
  number(name: string): number {
    const value = this.#take(name);
    if (typeof value !== 'number') throw new Error(`fact ${name} is not a number`);
    return value;
  }

  /** null where the world knows none, such as no retry budget. */
  numberOrNull(name: string): number | null {
    const value = this.#take(name);
    if (value !== null && typeof value !== 'number') throw new Error(`fact ${name} is no number`);
    return value;
  }

  word(name: string): string {
    const value = this.#take(name);
    if (typeof value !== 'string') throw new Error(`fact ${name} is not a word`);
    return value;
  }

  /** A list, in the fact's unit. An override stands for all entries. */
  numbers(name: string): readonly number[] {
    const value = this.#take(name);
    const entries = findFact(name)!.value;
    if (!isNumbers(entries)) throw new Error(`fact ${name} is no list of numbers`);
    return typeof value === 'number' ? entries.map(() => value) : entries;
  }

  /** As `numbers`, for times: integer nanoseconds. */
  durationsNs(name: string): readonly number[] {
    const unitNs = nsPerUnit(findFact(name)!.unit)!;
    return this.numbers(name).map((value) => Math.round(value * unitNs));
  }

  /** Integer nanoseconds. */
  durationNs(name: string): number {
    const law = this.law(name);
    if (law.kind !== 'constant') throw new Error(`fact ${name} is a law, not a duration`);
    return Math.round(law.value);
  }

  /** In nanoseconds; a plain number is a constant. */
  law(name: string): Law {
    const value = this.#take(name);
    const unitNs = nsPerUnit(findFact(name)!.unit);
    if (unitNs === undefined) throw new Error(`fact ${name} is not a time`);
    if (typeof value === 'number') return { kind: 'constant', value: value * unitNs };
    if (isLaw(value)) return value;
    if (!isWrittenLaw(value)) throw new Error(`fact ${name} is not a law`);
    const [kind, parameters] = Object.entries(value)[0]!;
    const law = lawOf(kind, inNanoseconds(parameters, unitNs));
    if (typeof law === 'string') throw new Error(`fact ${name}: ${kind} ${law}`);
    return law;
  }

  /** The entry of a table for `key`; undefined when it has none. An override stands for all keys. */
  entry(name: string, key: string): number | undefined {
    const override = this.#overrides.get(name);
    if (override !== undefined) return Number(this.#take(name));
    const fact = findFact(name)!;
    const value = (fact.value as Readonly<Record<string, number | string>>)[key];
    if (value === undefined) return undefined;
    this.#log.note(name, formatFactValue({ ...fact, value: { [key]: value } }), 'default');
    return Number(value);
  }

  /** A setting of the scenario stands in for the fact, for `where` (a store, a workload) or all. */
  replaced(name: string, text: string, setBy: SetBy, where: string | null = null): void {
    this.#log.note(name, text, setBy, where);
  }

  trust(name: string): Trust {
    const override = this.#overrides.get(name);
    if (override !== undefined) {
      return { confidence: 'assumption', source: `set by the ${override.setBy}` };
    }
    const { confidence, source } = findFact(name)!;
    return { confidence, source };
  }

  #take(name: string): FactValue | Law {
    const override = this.#overrides.get(name);
    if (override !== undefined) {
      this.#log.note(name, override.text, override.setBy);
      return override.value;
    }
    const fact = known(name);
    this.#log.note(name, formatFactValue(fact), 'default');
    return fact.value;
  }
}

function known(name: string): Fact {
  const fact = findFact(name);
  if (fact === undefined) throw new Error(`there is no fact ${name}`);
  return fact;
}

function isLaw(value: FactValue | Law): value is Law {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function isNumbers(value: FactValue): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'number');
}
