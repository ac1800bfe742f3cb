import type { Law } from '../../src/kernel/index.ts';
import type {
  AccountConfig,
  ClientConfig,
  CloudHsmStoreConfig,
  ClusterConfig,
  ClientLibraryConfig,
  ControlConfig,
  DirectStoreConfig,
  ExternalStoreConfig,
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
    adaptive: null,
  },
  attemptTimeoutNs: null,
  callTimeoutNs: null,
  deadConnectionNs: 30 * SECOND,
  cancelOnTimeout: false,
  connections: null,
  inDeadZone: 'move',
};

export function cluster(overrides: Partial<ClusterConfig> = {}): ClusterConfig {
  return {
    hsms: 2,
    zones: 2,
    balancing: 'least-outstanding',
    slots: 1,
    serviceNs: { kind: 'exponential', mean: 1 * MS },
    signNs: null,
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
    keyStores: 1,
    quota: { kind: 'fixed-window', ratePerSecond: 1800 },
    handlingNs: constant(2 * MS),
    cluster: cluster(),
    sessionsPerHsm: 128,
    busyRetries: 3,
    busyBaseDelayNs: 10 * MS,
    commandTimeoutNs: 500 * MS,
    commandAttempts: 2,
    pkcs11: null,
    ...overrides,
  };
}

export function clientLibrary(overrides: Partial<ClientLibraryConfig> = {}): ClientLibraryConfig {
  return {
    overheadNs: constant(0.3 * MS),
    busyRetries: 3,
    busyBaseDelayNs: 10 * MS,
    sessionsPerProcess: 1024,
    dispatcherNs: null,
    hasQuorum: false,
    quorumWaitNs: 87 * SECOND,
    ...overrides,
  };
}

/** An external key store 20 ms away, with one proxy of 2,000 requests a second. */
export function external(overrides: Partial<ExternalStoreConfig> = {}): ExternalStoreConfig {
  return {
    kind: 'external',
    quota: { kind: 'fixed-window', ratePerSecond: 1800 },
    backendNs: constant(1 * MS),
    connectivity: 'public',
    hopNs: constant(10 * MS),
    requestTimeoutNs: 250 * MS,
    requestAttempts: 2,
    pool: { connections: 200, idleNs: 60 * SECOND, tlsRoundTrips: 1 },
    proxy: {
      proxies: 1,
      slots: 8,
      serviceNs: constant(4 * MS),
      queueLimit: 200,
      connectCpuNs: 2 * MS,
    },
    ...overrides,
  };
}

/** One account with a quota on symmetric operations, and maybe others. */
export function account(
  ratePerSecond: number,
  quotas: AccountConfig['quotas'] = {},
): AccountConfig {
  return {
    name: 'main',
    quotas: { symmetric: { kind: 'fixed-window', ratePerSecond }, ...quotas },
  };
}

/** A control plane that is quick: seconds where AWS takes minutes. */
export const CONTROL: ControlConfig = {
  hsmType: 'hsm2m.medium',
  maxKeys: { 'hsm1.medium': 3300, 'hsm2m.medium': 16_666 },
  maxHsms: 28,
  connectNs: 10 * SECOND,
  disconnectNs: 1 * SECOND,
  stateChangeVisibleNs: 0,
  keySyncNs: 60 * SECOND,
  backup: {
    periodNs: 86_400 * SECOND,
    readyNs: 1 * SECOND,
    retentionNs: 90 * 86_400 * SECOND,
    ageNs: 3600 * SECOND,
  },
  createClusterNs: 5 * SECOND,
  passwordResetNs: 3 * SECOND,
  migrationPerHsmNs: 20 * SECOND,
  migrationMostHsms: 27,
  migrationRollbackNs: 86_400 * SECOND,
  keyDeletionDelayNs: 0,
  managementQuotas: {},
  provisioningNs: constant(10 * SECOND),
};

export function direct(overrides: Partial<DirectStoreConfig> = {}): DirectStoreConfig {
  return {
    kind: 'cloudhsm-direct',
    cluster: cluster({ queueLimit: null }),
    ...clientLibrary(),
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
        account: 0,
        via: 'kms',
        service: null,
        keySpec: 'SYMMETRIC_DEFAULT',
        keys: 2,
        keySkew: 0,
        keysSinceBackup: 0,
        payloadBytes: 32,
        wrongContextShare: 0,
        client: PATIENT_CLIENT,
      },
    ],
    access: { policies: [], iamDenied: [], grants: [], usesKeysOf: [0] },
    network: {
      zones: 2,
      clientToKmsHopNs: constant(0.25 * MS),
      kmsToClientHopNs: constant(0.25 * MS),
      sameZoneHopNs: constant(0.1 * MS),
      crossZoneHopNs: constant(0.4 * MS),
      loss: { share: 0, retransmitNs: 200 * MS, most: 5 },
    },
    kms: {
      accounts: [account(10_000)],
      frontNs: constant(3 * MS),
      rejectNs: constant(1 * MS),
      detectZoneNs: 2 * SECOND,
      detectLinkNs: 2 * SECOND,
      rejoinNs: 1 * SECOND,
      backendScale: {},
    },
    store: cloudHsm(),
    control: CONTROL,
    timeline: [],
    faults: [],
    ranges: [],
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
