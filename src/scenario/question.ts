import type { Change, Question, Unmakeable } from '../plan/index.ts';
import { withoutValueAt, withValueAt } from './data-paths.ts';
import { Findings } from './findings.ts';
import { ScenarioError } from './problems.ts';
import type { Source } from './source.ts';
import { toStudy } from './to-study.ts';

/**
 * The question that plain scenario data asks, files of values filled in, and how to ask it again
 * with changes. Throws ScenarioError with all its problems.
 */
export function questionOf(data: unknown, source: Source, findings: Findings): Question {
  return {
    ...toStudy(data, source, findings),
    rewrite: (changes) => rewritten(data, changes, source),
  };
}

function rewritten(
  data: unknown,
  changes: readonly Change[],
  source: Source,
): Question | Unmakeable {
  let changed = data;
  for (const { path, value } of changes) {
    changed =
      value === undefined ? withoutValueAt(changed, path) : withValueAt(changed, path, value);
    if (changed === null) {
      return { problem: `${path.join('.')} is not a known setting`, hint: null };
    }
  }
  try {
    return questionOf(changed, source, new Findings(source));
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const hints = new Set(error.problems.flatMap(({ hint }) => hint ?? []));
    return {
      problem: error.problems.map(({ message }) => message).join('; '),
      hint: hints.size === 0 ? null : [...hints].join('; '),
    };
  }
}
