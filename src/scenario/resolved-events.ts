import { zoneName, type FaultConfig, type TimelineStep } from '../model/index.ts';
import { describeLaw } from './laws.ts';
import { formatDuration } from './units.ts';

/** A fault in the scenario's words, its times counted from the start of the measured time. */
export function faultIn(fault: FaultConfig, warmUpNs: number): Record<string, unknown> {
  const { kind: _, name, atNs, forNs, drawn, ...what } = fault;
  const broken = { name, [wordOf(fault)]: valueOf(inWords(what)) };
  if (drawn !== null) {
    return {
      ...broken,
      mtbf: formatDuration(drawn.mtbfNs),
      repair: drawn.repairNs === null ? 'until replaced' : describeLaw(drawn.repairNs),
    };
  }
  return {
    ...broken,
    at: formatDuration(atNs - warmUpNs),
    for: forNs === null ? 'none' : formatDuration(forNs),
  };
}

/** `hsmDown` for a fault of kind `hsm-down`; a fault of a link goes by the worst it does. */
function wordOf(fault: FaultConfig): string {
  if (fault.kind === 'link') {
    return fault.isCut ? 'linkCut' : fault.lossShare > 0 ? 'linkLossy' : 'linkSlow';
  }
  return fault.kind.replace(/-[a-z]/g, (match) => match[1]!.toUpperCase());
}

/** A fault that says nothing but what it hits is written by that alone. */
function valueOf(what: Readonly<Record<string, unknown>>): unknown {
  const values = Object.values(what);
  if (values.length === 0) return true;
  return values.length === 1 ? values[0] : what;
}

/** A step with its time counted from the start of the measured time. */
export function timelineIn(step: TimelineStep, warmUpNs: number): Record<string, unknown> {
  const { kind, ...what } = step.action;
  const when =
    step.atNs === null
      ? { after: formatDuration(step.delayNs) }
      : { at: formatDuration(step.atNs - warmUpNs) };
  return { name: step.name, ...when, action: kind, ...inWords(what) };
}

/** Zones and HSMs by their names, durations with their units. */
function inWords(what: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(what).map(([field, value]) => {
      if (typeof value !== 'number') return [field, value];
      if (field === 'zone') return [field, zoneName(value)];
      if (field === 'hsm') return [field, `hsm-${value + 1}`];
      if (field === 'key') return [field, value + 1];
      return field.endsWith('Ns') ? [field.slice(0, -2), formatDuration(value)] : [field, value];
    }),
  );
}
