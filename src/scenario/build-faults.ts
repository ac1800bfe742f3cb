import type { FaultConfig, NetworkConfig, StoreConfig } from '../model/index.ts';
import { breakOf } from './build-break.ts';
import type { DesignContext } from './design-context.ts';
import { BREAK_NAMES, type BreakName } from './schema/fault.ts';
import type { FaultInput, ScenarioInput } from './schema/scenario.ts';
import type { Path } from './source.ts';
import { formatDuration } from './units.ts';

/** Names of phases that exist without a fault of that name. */
export const PHASE_NAMES: readonly string[] = ['before', 'faults', 'after'];

/** Most faults of one design, those for every HSM or zone counted one by one. */
const MAX_FAULTS = 30;

/** What the fault breaks: the schema has seen to it that it is exactly one thing. */
function breakName(fault: FaultInput): BreakName {
  return BREAK_NAMES.find((name) => fault[name] !== undefined)!;
}

/** Faults with their names, given or derived: `zone-down-a`, a second one `zone-down-a-2`. */
export function nameFaults(
  faults: readonly FaultInput[],
): readonly { readonly name: string; readonly isGiven: boolean; readonly fault: FaultInput }[] {
  const taken = new Set(faults.flatMap(({ name }) => (name === undefined ? [] : [name])));
  return faults.map((fault) => {
    if (fault.name !== undefined) return { name: fault.name, isGiven: true, fault };
    const base = defaultName(fault);
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base}-${n}`;
    taken.add(name);
    return { name, isGiven: false, fault };
  });
}

function defaultName(fault: FaultInput): string {
  const { zoneDown, hsmDown, hsmDrained } = fault;
  if (zoneDown !== undefined) return `zone-down-${zoneDown}`;
  if (hsmDown !== undefined) return hsmDown === 'each' ? 'hsm-down' : `hsm-${hsmDown + 1}-down`;
  if (hsmDrained !== undefined && hsmDrained !== 'each') return `hsm-${hsmDrained + 1}-drained`;
  return breakName(fault).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The faults of one design; their times count from the end of the warm-up. */
export function buildFaults(
  input: ScenarioInput,
  store: StoreConfig,
  storeName: string,
  network: NetworkConfig,
  times: { readonly warmUpNs: number; readonly durationNs: number },
  context: DesignContext,
): FaultConfig[] {
  const seen = new Set<string>();
  const faults = nameFaults(input.faults ?? []).flatMap(({ name, fault }, index) => {
    const path: Path = ['faults', index];
    checkName(name, path, seen, context);
    checkTime(fault, path, times.durationNs, context);
    checkStores(fault, path, input, context);
    if (fault.stores !== undefined && !fault.stores.includes(storeName)) return [];
    return breakOf(fault, path, { store, storeName, network }, context).map(
      ({ suffix, ...broken }): FaultConfig => {
        const named = { ...broken, name: `${name}${suffix}` };
        return fault.mtbf === undefined
          ? { ...named, atNs: times.warmUpNs + fault.at!, forNs: fault.for ?? null, drawn: null }
          : {
              ...named,
              atNs: null,
              forNs: null,
              drawn: { mtbfNs: fault.mtbf, repairNs: fault.repair ?? null },
            };
      },
    );
  });
  if (faults.length > MAX_FAULTS) {
    context.findings.add(
      ['faults'],
      `make ${faults.length} faults for ${storeName}, which is more than ${MAX_FAULTS}`,
      'name single HSMs or zones instead of each',
      'key',
    );
  }
  return faults;
}

function checkName(name: string, path: Path, seen: Set<string>, { findings }: DesignContext): void {
  if (seen.has(name) || PHASE_NAMES.includes(name)) {
    const reason = seen.has(name) ? 'is the name of another fault' : 'is the name of a phase';
    findings.add([...path, 'name'], `${reason}: ${name}`, 'give each fault a name of its own');
  }
  seen.add(name);
}

function checkTime(
  fault: FaultInput,
  path: Path,
  durationNs: number,
  { findings }: DesignContext,
): void {
  if (fault.at !== undefined && fault.at >= durationNs) {
    findings.add(
      [...path, 'at'],
      `lies after the end of the measured time of ${formatDuration(durationNs)}`,
      'start the fault earlier, or make run: { duration: … } longer',
    );
  }
  const name = breakName(fault);
  const isEach = fault.hsmDown === 'each' || fault.zoneDown === 'each';
  if (isEach && fault.mtbf === undefined) {
    findings.add(
      [...path, name],
      'takes each only with mtbf:',
      name === 'hsmDown' ? 'write allHsmsDown: true, or name one HSM' : 'name one zone',
    );
  }
  const isReplaceable = name === 'hsmDown' || name === 'allHsmsDown';
  if (fault.mtbf !== undefined && fault.repair === undefined && !isReplaceable) {
    findings.add(
      [...path, 'mtbf'],
      'needs repair: how long the fault lasts',
      'write repair: 12 min, or repair: { exponential: { mean: 12 min } }',
    );
  }
}

function checkStores(
  { stores }: FaultInput,
  path: Path,
  input: ScenarioInput,
  { findings }: DesignContext,
): void {
  stores?.forEach((store, index) => {
    if (Object.hasOwn(input.stores, store)) return;
    const known = Object.keys(input.stores).join(', ');
    findings.add([...path, 'stores', index], `names no store: ${store}`, `one of: ${known}`);
  });
}
