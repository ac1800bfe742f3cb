import { RandomStreams } from '../../src/kernel/index.ts';
import {
  quotaClassOf,
  type LimiterConfig,
  type OperationName,
  type WorldConfig,
} from '../../src/model/index.ts';
import { drawWindowPhaseNs } from '../../src/model/kms/request-quota.ts';
import { SECOND } from './worlds.ts';

/** The windows of one quota, and how many requests passed it in the present one. */
interface Windows {
  readonly what: string;
  readonly phaseNs: number;
  readonly most: number;
  window: number;
  admitted: number;
}

/**
 * Counts the requests that passed all quotas, window by window, apart from the limiters themselves:
 * no window of a fixed-window quota may ever see more than its rate (model page, section 1.7).
 */
export class QuotaWindows {
  readonly #windows: readonly Windows[];

  /** `seed` is that of the run, which decides where its windows begin. */
  constructor(config: WorldConfig, seed: string) {
    const phaseNs = (purpose: string) =>
      drawWindowPhaseNs(new RandomStreams(seed).stream(`${purpose}/phase`));
    const windows = (what: string, purpose: string, most: number): Windows => ({
      what,
      phaseNs: phaseNs(purpose),
      most,
      window: NaN,
      admitted: 0,
    });
    this.#windows = [
      windows('account quotas', 'kms/account-quota', mostOfAccounts(config)),
      windows('key store quota', 'store/quota', mostOfStore(config)),
    ].filter(({ most }) => most < Infinity);
  }

  /** A request has passed every quota. */
  admitted(nowNs: number): void {
    for (const own of this.#windows) {
      const window = Math.floor((nowNs - own.phaseNs) / SECOND);
      if (window !== own.window) {
        own.window = window;
        own.admitted = 0;
      }
      if (++own.admitted > own.most) {
        throw new Error(`${own.admitted} requests in a window of the ${own.what}, ${own.most}`);
      }
    }
  }
}

/** In one window; a bucket, and a quota below one a second is one, has none. */
function mostOf(quota: LimiterConfig | undefined): number {
  const isFixed = quota?.kind === 'fixed-window' && quota.ratePerSecond >= 1;
  return isFixed ? quota.ratePerSecond : Infinity;
}

/** All quotas together that the workloads are charged to; their windows turn at the same instant. */
function mostOfAccounts({ workloads, kms, store }: WorldConfig): number {
  if (store.kind === 'cloudhsm-direct') return Infinity; // its requests never meet KMS
  const charged = new Map<string, number>();
  for (const workload of workloads) {
    if (workload.via !== 'kms') continue;
    for (const operation of askedOf(workload)) {
      const quotaClass = quotaClassOf(operation, workload.keySpec);
      const quota = kms.accounts[workload.account]!.quotas[quotaClass];
      charged.set(`${workload.account} ${quotaClass}`, mostOf(quota));
    }
  }
  return [...charged.values()].reduce((sum, most) => sum + most, 0);
}

function mostOfStore({ workloads, store }: WorldConfig): number {
  if (!('quota' in store)) return Infinity;
  // Several key stores have windows that turn at different instants.
  if (store.kind === 'cloudhsm' && store.keyStores > 1) return Infinity;
  // Grants pass by the quota of the key store.
  const hasGrants = workloads.some((workload) => askedOf(workload).includes('CreateGrant'));
  return hasGrants ? Infinity : mostOf(store.quota);
}

function askedOf({ service, operations }: WorldConfig['workloads'][number]): OperationName[] {
  if (service === null) return operations.map(({ operation }) => operation);
  return service.kind === 'ebs' ? ['Decrypt', 'CreateGrant'] : ['Decrypt'];
}
