import { findFact } from '../facts/index.ts';
import type { Assumption, Design, Objective } from '../plan/index.ts';
import { isKnownRegion } from './build-pricing.ts';
import type { Findings } from './findings.ts';
import type { ScenarioInput } from './schema/scenario.ts';

/** What is allowed and yet worth a sentence before the run. */
export function addWarnings(
  input: ScenarioInput,
  region: string,
  designs: readonly Design[],
  objectives: readonly Objective[],
  findings: Findings,
): void {
  if (!isKnownRegion(region)) {
    findings.warn(
      `Region ${region} is in no list of quotas or prices here; the default quota holds.`,
    );
  }
  warnAboutClusters(designs, findings);
  const speakers = Object.entries(input.workloads).filter(
    ([, { service }]) => service === 'pkcs11',
  );
  for (const [name] of speakers) {
    const stores = storesOf(designs.filter(({ kind }) => kind !== 'cloudhsm-direct'));
    if (stores.length === 0) continue;
    findings.warn(
      `Workload ${name} speaks PKCS#11, which ${stores.join(', ')} cannot answer: there the same operations are taken as KMS calls.`,
    );
  }
  if (designs.every(({ eligible }) => !eligible)) {
    findings.warn('No store satisfies the require clause, so none can be chosen.');
  }
  warnAboutRecovery(designs, objectives, findings);
}

/** A replaced fact that nothing asked for would look as if it had been taken into account. */
export function warnAboutIdleFacts(
  input: ScenarioInput,
  assumptions: readonly Assumption[],
  findings: Findings,
): void {
  const used = new Set(assumptions.map(({ name }) => name));
  const idle = Object.entries(input.assume ?? {})
    .filter(([name, value]) => value !== undefined && !used.has(name))
    .map(([name]) => name);
  if (idle.length > 0) {
    findings.warn(`assume: ${idle.join(', ')} has no effect: nothing in this scenario uses it.`);
  }
}

function warnAboutClusters(designs: readonly Design[], findings: Findings): void {
  const single = storesOf(
    designs.filter(({ kind, billing }) => kind === 'cloudhsm' && billing.hsms === 1),
  );
  if (single.length > 0) {
    findings.warn(
      `${single.join(', ')} with hsms: 1 is an existing, degraded key store: it can use keys but create none, and AWS asks for two HSMs in two zones.`,
    );
  }
  const perRegion = Number(findFact('limit.hsmsPerRegion')!.value);
  const large = storesOf(designs.filter(({ billing }) => billing.hsms > perRegion));
  if (large.length > 0) {
    findings.warn(
      `${large.join(', ')} uses more than ${perRegion} HSMs: the default quota of an account in a Region must be raised first.`,
    );
  }
}

/** A recovery that lies beyond the measured time cannot be seen. */
function warnAboutRecovery(
  designs: readonly Design[],
  objectives: readonly Objective[],
  findings: Findings,
): void {
  if (!objectives.some(({ metric }) => metric === 'recovery')) return;
  const { faults, warmUpNs, durationNs } = designs[0]!.world;
  for (const { name, atNs, forNs, kind } of faults) {
    const isReplaced = kind === 'hsm-down' && forNs === null;
    if (isReplaced || (forNs !== null && atNs + forNs < warmUpNs + durationNs)) continue;
    findings.warn(
      `Fault ${name} does not end within the measured time: its recovery cannot be seen.`,
    );
  }
}

function storesOf(designs: readonly Design[]): string[] {
  return [...new Set(designs.map(({ store }) => store))];
}
