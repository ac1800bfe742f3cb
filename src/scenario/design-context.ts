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
