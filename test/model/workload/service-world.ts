import {
  OPERATIONS,
  Outcome,
  type ArrivalsConfig,
  type ClientConfig,
  type OperationName,
  type ServiceConfig,
  type WorldConfig,
} from '../../../src/model/index.ts';
import { watch } from '../watch.ts';
import { account, PATIENT_CLIENT, SECOND, STANDARD, withWorkload, world } from '../worlds.ts';

/** A user operation's KMS call with the delays of these worlds: two hops, the front, the fleet. */
export const CALL_NS = 4.5e6;

type Retry = ClientConfig['retry'];

/** What all services have: one principal, no retries of the user, the mix given. */
export function common(mix: Readonly<Record<string, number>>, principals = 1) {
  return {
    mix: Object.entries(mix).map(([name, share]) => ({ name, share })),
    principals,
    userRetry: PATIENT_CLIENT.retry satisfies Retry,
    userTimeoutNs: null,
  };
}

/** A world of one service: so many seconds in all, standard store, no quota in the way. */
export function serviceWorld(
  service: ServiceConfig,
  arrivals: ArrivalsConfig,
  seconds: number,
  overrides: Partial<WorldConfig> = {},
): WorldConfig {
  const config = world({
    store: STANDARD,
    warmUpNs: 0,
    durationNs: seconds * SECOND,
    crypto: { mode: 'off', sampleOneIn: 1 },
    ...overrides,
  });
  return withWorkload(
    { ...config, kms: { ...config.kms, accounts: [account(1e6)], ...overrides.kms } },
    { service, arrivals, operations: [], client: { ...PATIENT_CLIENT, instances: 4 } },
  );
}

/** Runs it, and counts its KMS calls by operation; none may be left over. */
export function run(config: WorldConfig, seed?: string) {
  const { watcher, world: ran } = watch(config, seed);
  const calls: Partial<Record<OperationName, number>> = {};
  for (const { operation } of watcher.ended) {
    const name = OPERATIONS[operation]!;
    calls[name] = (calls[name] ?? 0) + 1;
  }
  const succeeded = watcher.userOperations.filter(({ outcome }) => outcome === Outcome.success);
  const total = watcher.ended.length;
  return { watcher, ran, calls, total, operations: watcher.userOperations, succeeded };
}
