import { findFact } from '../facts/index.ts';
import { lawMean, NS_PER_MS } from '../kernel/index.ts';
import type { AccessConfig } from '../model/index.ts';
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
  warnAboutSpeakers(input, designs, findings);
  warnAboutProxies(designs, findings);
  warnAboutRefusals(designs, findings);
  warnAboutStrangers(designs, findings);
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

function warnAboutSpeakers(
  input: ScenarioInput,
  designs: readonly Design[],
  findings: Findings,
): void {
  for (const [name, { service }] of Object.entries(input.workloads)) {
    if (service !== 'pkcs11') continue;
    const without = designs.filter(({ kind }) => kind === 'standard' || kind === 'external');
    if (without.length > 0) {
      findings.warn(
        `Workload ${name} speaks PKCS#11, which ${storesOf(without).join(', ')} cannot answer: there the same operations are taken as KMS calls.`,
      );
    }
  }
}

/** Means of laws pass through exp and log. */
const ROUNDING = 1e-9;

/** AWS asks for a round trip of at most 35 ms. */
function warnAboutProxies(designs: readonly Design[], findings: Findings): void {
  const mostMs = Number(findFact('external.maxRoundTrip')!.value);
  const far = designs.filter(
    ({ world: { store } }) =>
      store.kind === 'external' && 2 * lawMean(store.hopNs) > mostMs * NS_PER_MS * (1 + ROUNDING),
  );
  if (far.length > 0) {
    findings.warn(
      `A proxy is farther away than the ${mostMs} ms that AWS asks for: ${storesOf(far).join(', ')}.`,
    );
  }
}

/** Calls that a custom key store refuses are simulated, and all fail. */
function warnAboutRefusals(designs: readonly Design[], findings: Findings): void {
  const refusing = designs.filter(({ kind }) => kind === 'cloudhsm' || kind === 'external');
  for (const { name, keySpec } of refusing[0]?.world.workloads ?? []) {
    if (keySpec === 'SYMMETRIC_DEFAULT') continue;
    findings.warn(
      `Workload ${name} uses keys of type ${keySpec}, which ${storesOf(refusing).join(', ')} cannot have: a custom key store refuses all but symmetric encryption keys, and every such call fails with UnsupportedOperationException.`,
    );
  }
}

/**
 * Another account has no right to a key by default: such calls would all fail, unnoticed. CloudHSM
 * used directly knows neither key policies nor accounts.
 */
function warnAboutStrangers(designs: readonly Design[], findings: Findings): void {
  const ofKms = designs.filter(({ kind }) => kind !== 'cloudhsm-direct');
  const where = ofKms.length === designs.length ? '' : ` in ${storesOf(ofKms).join(', ')}`;
  for (const { world } of ofKms) {
    world.workloads.forEach(({ name, account, via }, index) => {
      if (account === 0 || via === 'pkcs11' || isAllowed(index, world.access)) return;
      findings.warn(
        `Workload ${name} is in another account than its keys, and no key policy or grant allows it their use: all its calls fail with AccessDeniedException${where}. Write keyPolicy: [{ allow: all, to: [${name}] }] where the keys are.`,
      );
    });
  }
}

/** Whether a key policy or grant lets the workload use its keys for anything. */
function isAllowed(workload: number, { policies, grants, usesKeysOf }: AccessConfig): boolean {
  const owner = usesKeysOf[workload];
  const byPolicy = policies.some(
    ({ keysOf, statements }) =>
      keysOf === owner &&
      statements.some(
        ({ effect, principals }) =>
          effect === 'Allow' && (principals === null || principals.includes(workload)),
      ),
  );
  return byPolicy || grants.some(({ keysOf, grantee }) => keysOf === owner && grantee === workload);
}

function warnAboutClusters(designs: readonly Design[], findings: Findings): void {
  const single = storesOf(
    designs.filter(({ world: { store } }) => store.kind === 'cloudhsm' && store.cluster.hsms === 1),
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
      `More than ${perRegion} HSMs (${large.join(', ')}): the default quota of an account in a Region must be raised first.`,
    );
  }
  const mostClusters = Number(findFact('limit.clustersPerRegion')!.value);
  const many = storesOf(
    designs.filter(
      ({ world: { store } }) => store.kind === 'cloudhsm' && store.keyStores > mostClusters,
    ),
  );
  if (many.length > 0) {
    findings.warn(
      `More than ${mostClusters} CloudHSM clusters, one for each key store (${many.join(', ')}): the default quota of an account in a Region must be raised first.`,
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
    const isReplaced = (kind === 'hsm-down' || kind === 'all-hsms-down') && forNs === null;
    if (atNs === null || isReplaced || (forNs !== null && atNs + forNs < warmUpNs + durationNs))
      continue;
    findings.warn(
      `Fault ${name} does not end within the measured time: its recovery cannot be seen.`,
    );
  }
}

function storesOf(designs: readonly Design[]): string[] {
  return [...new Set(designs.map(({ store }) => store))];
}
