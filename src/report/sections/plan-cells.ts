import {
  isUnmeasured,
  type ObjectiveResult,
  type PlanCandidate,
  type PlanCondition,
} from '../../plan/index.ts';
import { cell, type Cell, type Tone } from '../document.ts';
import { formatMeasured } from '../format-number.ts';
import { candidateInWords } from '../plan-words.ts';
import { estimateCell } from './estimates.ts';
import { marginInWords } from './verdict.ts';

const SIGNS: Readonly<Record<ObjectiveResult['verdict'], readonly [string, string, Tone]>> = {
  met: ['✓', 'meets all', 'good'],
  missed: ['✗', 'fails', 'bad'],
  undecided: ['?', 'not decided', 'open'],
};

/** What an objective comes to: sign, value with its interval, and the margin under it. */
export function measuredCell(objective: ObjectiveResult): Cell {
  const { measured, unit, verdict } = objective;
  const [sign, , tone] = SIGNS[verdict];
  if (isUnmeasured(measured)) {
    const [reason = '', ...more] = measured.method.split(': ');
    const detail = more.length === 0 ? {} : { detail: more.join(': ') };
    return { text: `${sign} ${reason}`, ...detail, tone };
  }
  return {
    text: `${sign} ${formatMeasured(measured, unit)}`,
    detail: marginInWords(objective),
    tone,
  };
}

/** Verdict on a design, or on one condition of it, as sign and words. */
export function overallCell(verdict: PlanCandidate['verdict']): Cell {
  const [sign, words, tone] = SIGNS[verdict];
  return { text: `${sign} ${words}`, tone };
}

/** A design by name, with what it consists of. */
export function candidateCell(name: string, candidate: PlanCandidate | null): Cell {
  return candidate === null ? cell(name) : cell(name, candidateInWords(candidate));
}

/** Added p99 of one condition; no number where calls pile up. */
export function addedCell(condition: PlanCondition | undefined): Cell {
  if (condition === undefined) return cell('–');
  return condition.p99AddedMs === null
    ? { text: '✗ none', detail: 'calls pile up or all fail', tone: 'bad' }
    : estimateCell(condition.p99AddedMs, 'ms');
}
