import { findFact, isWrittenLaw, writeQuantity, type WrittenLaw } from '../../facts/index.ts';
import type { MovableFact } from '../study.ts';

/** Parameters of a law that stay when its times move. */
const SHAPE = ['sigma', 'cv', 'shape', 'probability'];

/**
 * A fact at another value, as plain data of a scenario: a text with its unit, or a law. Of a law of time the median moves and the other
 * percentiles follow. null where the scenario has a law of its own, which nobody knows here.
 */
export function writtenFact({ name, unit, value: own }: MovableFact, value: number): unknown {
  const fact = findFact(name);
  if (fact === undefined || !isWrittenLaw(fact.value) || value === 0) {
    return writeQuantity(value, unit);
  }
  const { median } = fact.value['lognormal'] ?? {};
  return median === own ? scaled(fact.value, value / own, unit) : null;
}

function scaled(law: WrittenLaw, ratio: number, unit: string): unknown {
  return Object.fromEntries(
    Object.entries(law).map(([kind, parameters]) => [
      kind,
      Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [
          name,
          SHAPE.includes(name)
            ? value
            : writeQuantity(Number((value * ratio).toPrecision(12)), unit),
        ]),
      ),
    ]),
  );
}
