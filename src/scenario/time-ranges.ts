import type { TimeRange } from '../model/index.ts';
import type { ObjectiveInput } from './schema/scenario.ts';
import { formatDuration, parseDuration } from './units.ts';

/** A part of the measured time, from `fromNs` to just before `toNs`, from its start. */
interface Span {
  readonly fromNs: number;
  readonly toNs: number;
}

/** A time range as written, or what is wrong with it. */
export type ReadRange =
  | { readonly ok: true; readonly value: Span & { readonly name: string } }
  | { readonly ok: false; readonly phrase: string; readonly hint: string };

const EXAMPLE = 'write two times from the start of the measured time, such as 30 s..90 s';

/** Whether the text means a time range, well written or not, and not a phase. */
export function isTimeRange(text: string): boolean {
  return text.includes('..');
}

/** Reads `30 s..90 s`; its name is the text, with one space before each unit. */
export function readTimeRange(text: string, durationNs: number): ReadRange {
  const parts = text.split('..').map((part) => part.trim().replace(/\s*([a-zµμ]+)$/, ' $1'));
  const times = parts.map(parseDuration);
  const [from, to] = times;
  if (times.length !== 2 || from?.ok !== true || to?.ok !== true) {
    return refused(`is not a time range: ${text}`, EXAMPLE);
  }
  const name = parts.join('..');
  if (from.value >= to.value) {
    return refused(
      `ends no later than it begins: ${name}`,
      from.value === to.value ? EXAMPLE : `write ${parts[1]}..${parts[0]}`,
    );
  }
  if (to.value > durationNs) {
    return refused(
      `goes beyond the measured time of ${formatDuration(durationNs)}: ${name}`,
      'end it earlier, or make run: { duration: … } longer',
    );
  }
  return { ok: true, value: { name, fromNs: from.value, toNs: to.value } };
}

function refused(phrase: string, hint: string): ReadRange {
  return { ok: false, phrase, hint };
}

/**
 * The time ranges that objectives name, each once, from the start of the simulation. What is wrong
 * with one is said where the objectives are read.
 */
export function buildTimeRanges(
  objectives: readonly ObjectiveInput[],
  { warmUpNs, durationNs }: { readonly warmUpNs: number; readonly durationNs: number },
): TimeRange[] {
  const byName = new Map<string, TimeRange>();
  for (const text of objectives.flatMap(rangeTexts)) {
    const range = readTimeRange(text, durationNs);
    if (!range.ok) continue;
    const { name, fromNs, toNs } = range.value;
    byName.set(name, { name, fromNs: warmUpNs + fromNs, toNs: warmUpNs + toNs });
  }
  return [...byName.values()];
}

function rangeTexts(objective: ObjectiveInput): string[] {
  const full = typeof objective === 'string' ? { expect: objective } : objective;
  const within = /\bphase\s*=\s*([^,)]+)/.exec(full.expect)?.[1];
  return [within, 'during' in full ? full.during : undefined].filter(
    (text): text is string => text !== undefined && isTimeRange(text),
  );
}
