import { API } from './api.ts';
import { ARRIVALS } from './arrivals.ts';
import { AVAILABILITY } from './availability.ts';
import { CLIENT_PARAMETERS } from './client-parameters.ts';
import { CLOUDHSM } from './cloudhsm.ts';
import { ERRORS } from './errors.ts';
import { EXTERNAL_KEY_STORE } from './external-key-store.ts';
import type { Fact } from './fact.ts';
import { HSM_PARAMETERS } from './hsm-parameters.ts';
import { KEY_STORE } from './key-store.ts';
import { KMS_PARAMETERS } from './kms-parameters.ts';
import { MANAGEMENT_QUOTAS } from './management-quotas.ts';
import { NETWORK } from './network.ts';
import { PRICES } from './prices.ts';
import { RECOVERY } from './recovery.ts';
import { REQUEST_QUOTAS } from './request-quotas.ts';
import { RESOURCE_QUOTAS } from './resource-quotas.ts';
import { RETRY_ADAPTIVE } from './retry-adaptive.ts';
import { RETRY_ERRORS } from './retry-errors.ts';
import { RETRY } from './retry.ts';
import { SERVICES } from './services.ts';

/** Every fact, by name in code-unit order. */
export const FACTS: readonly Fact[] = [
  ...API,
  ...ARRIVALS,
  ...AVAILABILITY,
  ...CLIENT_PARAMETERS,
  ...CLOUDHSM,
  ...ERRORS,
  ...EXTERNAL_KEY_STORE,
  ...HSM_PARAMETERS,
  ...KEY_STORE,
  ...KMS_PARAMETERS,
  ...MANAGEMENT_QUOTAS,
  ...NETWORK,
  ...PRICES,
  ...RECOVERY,
  ...REQUEST_QUOTAS,
  ...RESOURCE_QUOTAS,
  ...RETRY,
  ...RETRY_ADAPTIVE,
  ...RETRY_ERRORS,
  ...SERVICES,
].sort((a, b) => (a.name < b.name ? -1 : 1));

const BY_NAME = indexByName(FACTS);

/** The fact called `name`, or undefined. */
export function findFact(name: string): Fact | undefined {
  return BY_NAME.get(name);
}

/** Names of all facts, in code-unit order. */
export function factNames(): readonly string[] {
  return FACTS.map((fact) => fact.name);
}

/** Index of `facts`; throws on a name that occurs twice, which is a mistake in the catalogue. */
export function indexByName(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  const index = new Map<string, Fact>();
  for (const fact of facts) {
    if (index.has(fact.name)) throw new Error(`The catalogue has two facts called ${fact.name}.`);
    index.set(fact.name, fact);
  }
  return index;
}
