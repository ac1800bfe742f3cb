import type { FaultConfig, NetworkConfig, StoreConfig } from '../model/index.ts';
import { zoneName } from '../model/index.ts';
import type { DesignContext } from './design-context.ts';
import type { FaultInput, ScenarioInput } from './schema/scenario.ts';
import type { Path } from './source.ts';
import { formatDuration } from './units.ts';

/** Names of phases that exist without a fault of that name. */
export const PHASE_NAMES: readonly string[] = ['before', 'faults', 'after'];

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

function defaultName({ zoneDown, hsmDown, hsmDrained }: FaultInput): string {
  if (zoneDown !== undefined) return `zone-down-${zoneDown}`;
  if (hsmDown !== undefined) return `hsm-${hsmDown + 1}-down`;
  return `hsm-${hsmDrained! + 1}-drained`;
}

/** The faults of one design; their times count from the end of the warm-up. */
export function buildFaults(
  input: ScenarioInput,
  store: StoreConfig,
  storeName: string,
  network: NetworkConfig,
  times: { readonly warmUpNs: number; readonly durationNs: number },
  { findings }: DesignContext,
): FaultConfig[] {
  const seen = new Set<string>();
  return nameFaults(input.faults ?? []).map(({ name, fault }, index) => {
    const path: Path = ['faults', index];
    if (seen.has(name) || PHASE_NAMES.includes(name)) {
      const reason = seen.has(name) ? 'is the name of another fault' : 'is the name of a phase';
      findings.add([...path, 'name'], `${reason}: ${name}`, 'give each fault a name of its own');
    }
    seen.add(name);
    if (fault.at >= times.durationNs) {
      findings.add(
        [...path, 'at'],
        `lies after the end of the measured time of ${formatDuration(times.durationNs)}`,
        'start the fault earlier, or make run: { duration: … } longer',
      );
    }
    const when = { name, atNs: times.warmUpNs + fault.at, forNs: fault.for ?? null };
    const { zoneDown, hsmDown, hsmDrained } = fault;
    if (zoneDown !== undefined) {
      const zone = zoneDown.charCodeAt(0) - 97;
      if (zone >= network.zones) {
        const last = zoneName(network.zones - 1);
        const hint = `name a zone from a to ${last}, or write network: { zones: ${zone + 1} }`;
        findings.add([...path, 'zoneDown'], `is not a zone of the network: ${zoneDown}`, hint);
      }
      return { ...when, kind: 'zone-down', zone };
    }
    const hsm = hsmDown ?? hsmDrained!;
    const field = hsmDown === undefined ? 'hsmDrained' : 'hsmDown';
    if (store.kind !== 'standard' && hsm >= store.cluster.hsms) {
      findings.add(
        [...path, field],
        `names hsm-${hsm + 1}, but ${storeName} has only ${store.cluster.hsms} with hsms: ${store.cluster.hsms}`,
        `name one from 1 to ${store.cluster.hsms}`,
      );
    }
    return { ...when, kind: hsmDown === undefined ? 'hsm-drained' : 'hsm-down', hsm };
  });
}
