import type { Law } from '../../src/kernel/index.ts';
import type {
  ClientConfig,
  CloudHsmStoreConfig,
  ClusterConfig,
  DirectStoreConfig,
  StandardStoreConfig,
  WorldConfig,
} from '../../src/model/index.ts';

export const MS = 1e6;
export const SECOND = 1e9;

export function constant(valueNs: number): Law {
  return { kind: 'constant', value: valueNs };
}

export const PATIENT_CLIENT: ClientConfig = {
  instances: 10,
  retry: {
    maxAttempts: 1,
    baseDelayNs: 50 * MS,
    throttlingBaseDelayNs: 1000 * MS,
    maxDelayNs: 20 * SECOND,
    jitter: 'full',
    budget: null,
  },
  attemptTimeoutNs: null,
  callTimeoutNs: null,
  deadConnectionNs: 30 * SECOND,
  cancelOnTimeout: false,
};

export function cluster(overrides: Partial<ClusterConfig> = {}): ClusterConfig {
  return {
    hsms: 2,
    zones: 2,
    balancing: 'least-outstanding',
    slots: 1,
    serviceNs: { kind: 'exponential', mean: 1 * MS },
    queueLimit: 64,
    weights: {},
    detectHsmNs: 1 * SECOND,
    rejoinNs: 1 * SECOND,
    replaceDetectNs: 5 * SECOND,
    provisioningNs: constant(10 * SECOND),
    ...overrides,
  };
}

export const STANDARD: StandardStoreConfig = { kind: 'standard', backendNs: constant(1 * MS) };

export function cloudHsm(overrides: Partial<CloudHsmStoreConfig> = {}): CloudHsmStoreConfig {
  return {
    kind: 'cloudhsm',
    quota: { kind: 'fixed-window', ratePerSecond: 1800 },
    handlingNs: constant(2 * MS),
    cluster: cluster(),
    sessionsPerHsm: 128,
    busyRetries: 3,
    busyBaseDelayNs: 10 * MS,
    commandTimeoutNs: 500 * MS,
    commandAttempts: 2,
    ...overrides,
  };
}

export function direct(overrides: Partial<DirectStoreConfig> = {}): DirectStoreConfig {
  return {
    kind: 'cloudhsm-direct',
    overheadNs: constant(0.3 * MS),
    cluster: cluster({ queueLimit: null }),
    busyRetries: 3,
    busyBaseDelayNs: 10 * MS,
    ...overrides,
  };
}

/** A small world: 200 calls a second for 10 s on the given store, constant hops, no faults. */
export function world(overrides: Partial<WorldConfig> = {}): WorldConfig {
  return {
    warmUpNs: 1 * SECOND,
    durationNs: 10 * SECOND,
    drainNs: 60 * SECOND,
    workloads: [
      {
        name: 'calls',
        arrivals: { kind: 'poisson', ratePerSecond: 200 },
        operations: [
          { operation: 'GenerateDataKey', share: 0.5 },
          { operation: 'Decrypt', share: 0.5 },
        ],
        keys: 2,
        client: PATIENT_CLIENT,
      },
    ],
    network: {
      zones: 2,
      clientToKmsHopNs: constant(0.25 * MS),
      kmsToClientHopNs: constant(0.25 * MS),
      sameZoneHopNs: constant(0.1 * MS),
      crossZoneHopNs: constant(0.4 * MS),
    },
    kms: {
      accountQuota: { kind: 'fixed-window', ratePerSecond: 10_000 },
      frontNs: constant(3 * MS),
      rejectNs: constant(1 * MS),
      detectZoneNs: 2 * SECOND,
      rejoinNs: 1 * SECOND,
    },
    store: cloudHsm(),
    faults: [],
    crypto: { mode: 'every', sampleOneIn: 1 },
    bounds: { maxEvents: 5e6, maxCallsInFlight: 100_000 },
    ...overrides,
  };
}

/** The world with its one workload changed. */
export function withWorkload(
  config: WorldConfig,
  overrides: Partial<WorldConfig['workloads'][number]>,
): WorldConfig {
  return { ...config, workloads: config.workloads.map((own) => ({ ...own, ...overrides })) };
}
