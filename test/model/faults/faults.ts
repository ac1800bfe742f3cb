import type { Law } from '../../../src/kernel/index.ts';
import type { FaultConfig, FaultKind } from '../../../src/model/index.ts';

/** A fault at a fixed time. `forNs` null: for ever, or until AWS has replaced what was lost. */
export function fixed(
  fault: FaultKind,
  atNs: number,
  forNs: number | null,
  name: string = fault.kind,
): FaultConfig {
  return { ...fault, name, atNs, forNs, drawn: null };
}

/** A fault that comes again and again. */
export function drawn(
  fault: FaultKind,
  mtbfNs: number,
  repairNs: Law | null,
  name: string = fault.kind,
): FaultConfig {
  return { ...fault, name, atNs: null, forNs: null, drawn: { mtbfNs, repairNs } };
}
