import type { FactBook } from './fact-book.ts';
import type { Findings } from './findings.ts';
import type { SetBy } from './assumption-log.ts';
import type { Path } from './source.ts';

/** What the builders of one design's world look things up in, and complain to. */
export interface DesignContext {
  readonly facts: FactBook;
  readonly findings: Findings;
  /** Who wrote the value at a path of the scenario. */
  readonly setBy: (path: Path) => SetBy;
}

/** Notes that the setting at `path` replaces a fact, then gives its value back. */
export function settle<T>(
  context: DesignContext,
  fact: string,
  path: Path,
  value: T,
  text: string,
  where: string | null = null,
): T {
  context.facts.replaced(fact, text, context.setBy(path), where);
  return value;
}

/** What the setting at `path` gives, noted as replacing the fact; or else what the fact says. */
export function chosen<T>(
  context: DesignContext,
  fact: string,
  path: Path,
  given: T | undefined,
  textOf: (value: T) => string,
  where: string | null,
  byDefault: () => T,
): T {
  return given === undefined
    ? byDefault()
    : settle(context, fact, path, given, textOf(given), where);
}
