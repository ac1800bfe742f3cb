import { describe, expect, it } from 'vitest';
import { indexByName } from '../../src/facts/catalogue.ts';
import { FACTS, factNames, findFact, isWrittenLaw } from '../../src/facts/index.ts';

const LOWER_CAMEL_DOTTED = /^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)*$/;
const ISO_DATE_OR_MONTH = /^20\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$/;

function namesOf(facts: readonly { readonly name: string }[]): string[] {
  return facts.map((fact) => fact.name);
}

describe('the catalogue', () => {
  it('gives every fact a title, a unit, a source and a date', () => {
    const incomplete = FACTS.filter(
      (fact) =>
        fact.title.trim() === '' ||
        fact.unit.trim() === '' ||
        fact.source.trim() === '' ||
        !ISO_DATE_OR_MONTH.test(fact.asOf),
    );
    expect(namesOf(incomplete)).toEqual([]);
  });

  it('names every fact once, in dotted lowerCamel, and is sorted by name', () => {
    const names = factNames();
    expect(names.filter((name) => !LOWER_CAMEL_DOTTED.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual([...names].sort());
  });

  it('refuses two facts of one name', () => {
    const [first] = FACTS;
    expect(() => indexByName([first!, first!])).toThrow(`two facts called ${first!.name}`);
  });

  it('finds each fact by its name and nothing by another', () => {
    for (const fact of FACTS) expect(findFact(fact.name)).toBe(fact);
    expect(findFact('hsm.rate')).toBeUndefined();
    expect(findFact('toString')).toBeUndefined();
  });

  it('gives every assumption a range, or a note that says why there is none', () => {
    const bare = FACTS.filter(
      (fact) =>
        fact.confidence === 'assumption' &&
        fact.range === undefined &&
        !(fact.note ?? '').startsWith('No range: '),
    );
    expect(namesOf(bare)).toEqual([]);
  });

  it('says of every assumption that nothing is published, and why this value', () => {
    const unexplained = FACTS.filter(
      (fact) => fact.confidence === 'assumption' && !/^none published; .{4,}/.test(fact.source),
    );
    expect(namesOf(unexplained)).toEqual([]);
    expect(
      namesOf(
        FACTS.filter(
          (fact) => fact.confidence !== 'assumption' && fact.source.startsWith('none published'),
        ),
      ),
    ).toEqual([]);
  });

  it('keeps every value inside its range', () => {
    const outside = FACTS.filter((fact) => {
      if (fact.range === undefined) return false;
      const [low, high] = fact.range;
      const { value } = fact;
      const typical = isWrittenLaw(value) ? value['lognormal']?.['median'] : value;
      return !(typeof typical === 'number' && low < high && low <= typical && typical <= high);
    });
    expect(namesOf(outside)).toEqual([]);
  });

  it('writes every law as a lognormal by median and either p99 or sigma', () => {
    const laws = FACTS.flatMap(({ value }) => (isWrittenLaw(value) ? [value] : []));
    expect(laws.length).toBeGreaterThan(10);
    for (const law of laws) {
      const parameters = Object.keys(law['lognormal'] ?? {}).sort();
      expect([
        ['median', 'p99'],
        ['median', 'sigma'],
      ]).toContainEqual(parameters);
    }
  });

  it('speaks of tables, lists and names only with finite numbers', () => {
    const numbersOf = (value: unknown): number[] => {
      if (typeof value === 'number') return [value];
      if (value === null || typeof value !== 'object') return [];
      return Object.values(value).flatMap(numbersOf);
    };
    const broken = FACTS.filter(
      (fact) => !numbersOf(fact.value).every((one) => Number.isFinite(one) && one >= 0),
    );
    expect(namesOf(broken)).toEqual([]);
  });
});
