import { suggest } from './suggestions.ts';
import { isTimeRange, readTimeRange } from './time-ranges.ts';

/** When an objective may hold, as far as the scenario goes. */
export interface PhaseNames {
  /** before, faults, after and the faults' names; empty without faults. */
  readonly phases: readonly string[];
  /** Measured time, in which time ranges must lie. */
  readonly durationNs: number;
}

/** The name of a phase, fault or time range, or why the objective cannot be about it. */
export type ReadPhase =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly phrase: string; readonly hint: string };

/** Reads what stands in `during:` or after `phase=` of an objective. */
export function readPhase(text: string, isRecovery: boolean, names: PhaseNames): ReadPhase {
  if (isTimeRange(text)) {
    if (isRecovery) {
      return refused(
        `is a time range, and recovery counts from a fault: ${text}`,
        names.phases.length === 0 ? 'leave it out' : 'name a fault',
      );
    }
    const range = readTimeRange(text, names.durationNs);
    return range.ok ? { ok: true, name: range.value.name } : range;
  }
  if (names.phases.length === 0) {
    return refused(
      'names a phase, but the scenario has no faults',
      'leave it out, or write two times such as 30 s..90 s',
    );
  }
  if (!names.phases.includes(text)) {
    return refused(`names no phase: ${text}`, suggest(text, names.phases));
  }
  return { ok: true, name: text };
}

function refused(phrase: string, hint: string): ReadPhase {
  return { ok: false, phrase, hint };
}
