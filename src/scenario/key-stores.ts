import {
  placeKeys,
  type KeyPlacement,
  type OperationName,
  type WorldConfig,
} from '../model/index.ts';
import { formatQuantity } from '../facts/index.ts';
import { UNLIMITED_PER_SECOND } from './build-quota.ts';
import { actionName } from './build-timeline.ts';
import { usualRates } from './build-workloads.ts';
import type { Findings } from './findings.ts';
import type { ScenarioInput } from './schema/scenario.ts';
import { callsOfOneArrival } from './service-profiles.ts';
import { formatShare } from './units.ts';

/** Shares are sums of many: rounding is no unevenness. */
const ROUNDING = 1e-9;

/** How the calls of a design fall on its key stores; null where there is one, or none. */
export class KeyStoreLoad {
  readonly count: number;
  readonly #world: WorldConfig;
  readonly #placement: KeyPlacement;

  constructor(world: WorldConfig, count: number) {
    this.count = count;
    this.#world = world;
    this.#placement = placeKeys(world, count);
  }

  get keysInUse(): number {
    return this.#placement.keysInUse;
  }

  /** Share of the key store that gets most; each call counts `valueOf` its operation. */
  hottestShare(valueOf: (operation: OperationName) => number): number {
    return Math.max(...this.#sharesBy(valueOf));
  }

  /** The key store that gets most calls has one key alone: more key stores would not help it. */
  get isOneKeyHottest(): boolean {
    const shares = this.#sharesBy(asCalls);
    const hottest = shares.indexOf(Math.max(...shares));
    return this.#placement.storeOfKey.filter((store) => store === hottest).length === 1;
  }

  /** What somebody who chose this design should know. */
  notes(): readonly string[] {
    const { store } = this.#world;
    if (store.kind !== 'cloudhsm') return [];
    const { cluster, quota } = store;
    const hsms = `${cluster.hsms} ${cluster.hsms === 1 ? 'HSM' : 'HSMs'}`;
    const rate =
      quota.ratePerSecond >= UNLIMITED_PER_SECOND
        ? ''
        : ` and takes ${formatQuantity(quota.ratePerSecond, '1/s')}`;
    const share = this.hottestShare(asCalls);
    const isEven = share <= (1 + ROUNDING) / this.count;
    const spread = isEven
      ? 'The keys spread the calls evenly over them.'
      : `The hottest gets ${percent(share)} of the calls, where an even spread would be ${percent(1 / this.count)}.`;
    return [
      `${this.count} key stores are ${this.count} CloudHSM clusters: each has ${hsms}${rate}. A key lives in one of them, and its calls go there. ${spread}`,
    ];
  }

  #sharesBy(valueOf: (operation: OperationName) => number): readonly number[] {
    const { workloads } = this.#world;
    const rates = usualRates(workloads);
    const byStore = Array.from({ length: this.count }, () => 0);
    let total = 0;
    workloads.forEach((workload, index) => {
      const work = callsOfOneArrival(workload).reduce(
        (sum, { operation, share }) => sum + share * valueOf(operation),
        0,
      );
      total += work * rates[index]!;
      this.#placement.shares[index]!.forEach((share, store) => {
        byStore[store]! += share * work * rates[index]!;
      });
    });
    return byStore.map((own) => (total === 0 ? 1 / this.count : own / total));
  }
}

/** Grants are KMS's own affair: they reach no key store. */
export function asCalls(operation: OperationName): number {
  return operation === 'CreateGrant' ? 0 : 1;
}

/** The load of the key stores of a design, with what it cannot have said; null for one or none. */
export function keyStoreLoad(
  name: string,
  input: ScenarioInput,
  world: WorldConfig,
  findings: Findings,
): KeyStoreLoad | null {
  checkSkew(name, input, findings);
  const { store, access } = world;
  if (store.kind !== 'cloudhsm' || store.keyStores === 1) return null;
  // Whose keys a workload uses may be a problem of its own.
  if (access.usesKeysOf.some((owner) => access.usesKeysOf[owner] !== owner)) return null;
  const { keyStores } = store;
  checkEvents(name, keyStores, input, findings);
  world.workloads.forEach((workload) => {
    if (workload.via !== 'pkcs11') return;
    findings.add(
      ['workloads', workload.name, 'service'],
      `cannot be pkcs11 beside the ${keyStores} key stores of ${name}: nobody says which cluster it uses`,
      `write keyStores: 1 on ${name}, or service: kms`,
    );
  });
  const load = new KeyStoreLoad(world, keyStores);
  checkKeys(name, load, world, findings);
  return load;
}

function checkKeys(
  name: string,
  { count, keysInUse }: KeyStoreLoad,
  { workloads, access }: WorldConfig,
  findings: Findings,
): void {
  if (keysInUse >= count) return;
  const owner = workloads.find(
    ({ service }, index) => service === null && access.usesKeysOf[index] === index,
  );
  const fewer = `keyStores: ${keysInUse}`;
  findings.add(
    ['stores', name, 'keyStores'],
    `must be at most ${keysInUse}, the number of keys that are asked for, not ${count}: a key store without keys would carry nothing`,
    owner === undefined
      ? `write ${fewer}, or more keys with as many buckets, tables and so on`
      : `write keys: ${owner.keys + count - keysInUse} on workload ${owner.name}, or ${fewer}`,
  );
}

/** What happens to one key store, while nobody can say to which of several. */
function checkEvents(
  name: string,
  keyStores: number,
  { faults = [], timeline = [] }: ScenarioInput,
  findings: Findings,
): void {
  const hint = `write keyStores: 1 on ${name}, or stores: [ … ] without it`;
  faults.forEach((fault, index) => {
    if (!concerns(fault, name)) return;
    for (const field of ['storeDisconnected', 'kmsuser'] as const) {
      if (fault[field] === undefined) continue;
      const phrase = `is of one key store, and ${name} has ${keyStores}`;
      findings.add(['faults', index, field], phrase, hint, 'key');
    }
  });
  timeline.forEach((step, index) => {
    if (!concerns(step, name)) return;
    findings.add(
      ['timeline', index, actionName(step)],
      `is for one key store with one cluster, and ${name} has ${keyStores}`,
      hint,
      'key',
    );
  });
}

/** Keys that come during the run have no rank among those that are there. */
function checkSkew(
  name: string,
  { timeline = [], workloads }: ScenarioInput,
  findings: Findings,
): void {
  timeline.forEach((step, index) => {
    const given = step.createKey ?? step.updateAlias;
    if (given === undefined || !concerns(step, name)) return;
    const ownerOf = (user: string) => workloads[user]?.usesKeysOf ?? user;
    const skewed = Object.entries(workloads).find(
      ([user, { keySkew = 0 }]) => keySkew > 0 && ownerOf(user) === ownerOf(given.workload),
    );
    if (skewed === undefined) return;
    findings.add(
      ['timeline', index, actionName(step)],
      `makes a key that keySkew of workload ${skewed[0]} gives no rank among the others`,
      `leave keySkew out of workload ${skewed[0]}`,
      'key',
    );
  });
}

function concerns({ stores }: { readonly stores?: readonly string[] | undefined }, name: string) {
  return stores?.includes(name) ?? true;
}

function percent(share: number): string {
  return formatShare(Number(share.toPrecision(2)));
}
