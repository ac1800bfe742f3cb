import { describe, expect, it } from 'vitest';
import { findFact } from '../../../src/facts/index.ts';
import {
  Outcome,
  OUTCOMES,
  type ControlAction,
  type FaultKind,
  type OperationName,
  type WorldConfig,
} from '../../../src/model/index.ts';
import { fixed } from '../faults/faults.ts';
import { watch } from '../watch.ts';
import {
  account,
  cloudHsm,
  cluster,
  constant,
  MS,
  PATIENT_CLIENT,
  SECOND,
  withWorkload,
  world,
} from '../worlds.ts';

const AT = 4 * SECOND;
const ATTEMPTS = 3;

/** Decrypt calls on a CloudHSM key store, by clients that try three times what may be retried. */
function decrypts(
  overrides: Partial<WorldConfig> = {},
  workload: Partial<WorldConfig['workloads'][number]> = {},
): WorldConfig {
  return withWorkload(world({ store: cloudHsm(), ...overrides }), {
    operations: [{ operation: 'Decrypt', share: 1 }],
    client: { ...PATIENT_CLIENT, retry: { ...PATIENT_CLIENT.retry, maxAttempts: ATTEMPTS } },
    ...workload,
  });
}

function struckBy(fault: FaultKind, overrides: Partial<WorldConfig> = {}): WorldConfig {
  return decrypts({ faults: [fixed(fault, AT, 5 * SECOND)], ...overrides });
}

function after(action: ControlAction): WorldConfig {
  return decrypts({ timeline: [{ name: 'step', atNs: AT, delayNs: 0, action }] });
}

function cutOff(zone: number | null): FaultKind {
  return {
    kind: 'link',
    link: 'kms-hsm',
    zone,
    direction: 'both',
    factor: 1,
    extraNs: 0,
    lossShare: 0,
    isCut: true,
  };
}

interface Row {
  readonly cause: string;
  readonly config: WorldConfig;
  readonly outcome: number;
  readonly error: string;
  readonly isRetried: boolean;
  /** From when on this is the only cause: what is lost unknown to KMS times out, and is retried. */
  readonly sinceNs?: number;
  /** The row in the catalogue of facts, where it has one. */
  readonly fact?: string;
}

const INVALID_STATE = 'KMSInvalidStateException';
const THROTTLING = 'ThrottlingException';

/** Failure modes of cryptographic calls while the store is CONNECTED, each provoked. */
const ROWS: readonly Row[] = [
  {
    cause: 'the network between KMS and the cluster is broken',
    config: struckBy(cutOff(null)),
    outcome: Outcome.invalidState,
    error: INVALID_STATE,
    isRetried: false,
    sinceNs: AT + world().kms.detectLinkNs,
    fact: 'keyStore.failure.network',
  },
  {
    cause: 'no HSM is active',
    config: struckBy({ kind: 'all-hsms-down' }),
    outcome: Outcome.invalidState,
    error: INVALID_STATE,
    isRetried: false,
    sinceNs: AT + cluster().detectHsmNs,
    fact: 'keyStore.failure.noActiveHsm',
  },
  {
    cause: 'the key material is not in the cluster',
    config: decrypts(
      { durationNs: 30 * SECOND, faults: [fixed({ kind: 'all-hsms-down' }, AT, null)] },
      { keysSinceBackup: 2 },
    ),
    outcome: Outcome.keyMaterialAbsent,
    error: INVALID_STATE,
    isRetried: false,
    fact: 'keyStore.failure.keyMaterialMissing',
  },
  {
    cause: 'no PKCS#11 session is free',
    config: decrypts({
      store: cloudHsm({ sessionsPerHsm: 1, cluster: cluster({ serviceNs: constant(50 * MS) }) }),
    }),
    outcome: Outcome.internal,
    error: 'KMSInternalException',
    isRetried: true,
    fact: 'keyStore.failure.noSession',
  },
  {
    cause: "the store's quota is used up",
    config: decrypts({
      store: cloudHsm({ quota: { kind: 'fixed-window', ratePerSecond: 50 } }),
    }),
    outcome: Outcome.throttledByStore,
    error: THROTTLING,
    isRetried: true,
    fact: 'keyStore.failure.throttled',
  },
  {
    cause: "the account's quota is used up",
    config: decrypts({ kms: { ...world().kms, accounts: [account(50)] } }),
    outcome: Outcome.throttledByAccount,
    error: THROTTLING,
    isRetried: true,
    fact: 'keyStore.failure.throttled',
  },
  {
    cause: 'the cluster is busy',
    config: decrypts({
      store: cloudHsm({
        busyRetries: 0,
        cluster: cluster({ serviceNs: constant(50 * MS), queueLimit: 1 }),
      }),
    }),
    outcome: Outcome.throttledByBusyHsms,
    error: THROTTLING,
    isRetried: true,
    fact: 'keyStore.failure.throttled',
  },
  {
    // Two of three HSMs are cut off and not yet known to be; a command may meet both.
    cause: 'a dependency of KMS times out',
    config: struckBy(cutOff(0), {
      kms: { ...world().kms, detectLinkNs: 60 * SECOND },
      store: cloudHsm({ cluster: cluster({ hsms: 3, zones: 2, balancing: 'random' }) }),
    }),
    outcome: Outcome.dependencyTimeout,
    error: 'DependencyTimeoutException',
    isRetried: true,
    fact: 'keyStore.failure.dependencyTimeout',
  },
  {
    cause: 'the metadata of the key cannot be read for a while',
    config: struckBy({
      kind: 'kms-degraded',
      factor: 1,
      failShare: 1,
      error: 'KeyUnavailableException',
    }),
    outcome: Outcome.keyUnavailable,
    error: 'KeyUnavailableException',
    isRetried: true,
    fact: 'keyStore.failure.keyUnavailable',
  },
  {
    cause: 'the key is disabled',
    config: after({ kind: 'DisableKey', workload: 0, key: 0 }),
    outcome: Outcome.keyDisabled,
    error: 'DisabledException',
    isRetried: false,
  },
  {
    cause: 'the key is pending deletion',
    config: after({ kind: 'ScheduleKeyDeletion', workload: 0, key: 0, windowNs: 600 * SECOND }),
    outcome: Outcome.keyPendingDeletion,
    error: INVALID_STATE,
    isRetried: false,
  },
  {
    cause: 'the encryption context is not that of the ciphertext',
    config: decrypts({}, { wrongContextShare: 0.2 }),
    outcome: Outcome.invalidCiphertext,
    error: 'InvalidCiphertextException',
    isRetried: false,
  },
];

/** Errors that every AWS service can answer, and no API model lists. */
const GENERIC = [THROTTLING, 'AccessDeniedException'];

describe('a call to a connected CloudHSM key store fails because', () => {
  it.each(ROWS)('$cause: $error', ({ config, outcome, error, isRetried, sinceNs = 0 }) => {
    const { watcher, world: ran } = watch(config);
    const failed = watcher.ended.filter(
      (call) => call.outcome === outcome && call.dueNs >= sinceNs,
    );
    expect(failed.length).toBeGreaterThan(10);
    expect(OUTCOMES[outcome]!.error).toBe(error);
    const attempts = new Set(failed.map((call) => call.attempts));
    expect(attempts).toEqual(new Set([isRetried ? ATTEMPTS : 1]));
    expect(ran.control.connection.state).toBe('CONNECTED');
  });

  it.each(ROWS)('$cause, and API model and facts agree on $error', (row) => {
    const listed = findFact('api.errors.decrypt')!.value as readonly string[];
    expect([...listed, ...GENERIC]).toContain(row.error);
    const classes = findFact('api.errorRetryClass')!.value as Readonly<Record<string, string>>;
    expect(classes[row.error] !== 'never').toBe(row.isRetried);
    if (row.fact === undefined) return;
    expect(findFact(row.fact)!.value).toMatchObject({
      error: row.error,
      sdkRetries: row.isRetried ? 'yes' : 'no',
    });
  });
});

describe('a key store that is not connected', () => {
  const disconnected = (operation: OperationName) =>
    withWorkload(struckBy({ kind: 'store-disconnected' }), {
      operations: [{ operation, share: 1 }],
    });

  it.each([
    ['Decrypt', Outcome.storeNotConnected, INVALID_STATE],
    ['GenerateRandom', Outcome.storeInvalidState, 'CustomKeyStoreInvalidStateException'],
  ] as const)('answers %s with its own error, and nobody retries', (operation, outcome, error) => {
    const { watcher } = watch(disconnected(operation));
    const during = watcher.ended.filter(({ dueNs }) => dueNs > AT && dueNs < AT + 5 * SECOND);
    expect(during.every((call) => call.outcome === outcome && call.attempts === 1)).toBe(true);
    expect(OUTCOMES[outcome]!.error).toBe(error);
    expect(OUTCOMES[outcome]!.retry).toBe('never');
  });
});

describe('a custom key store', () => {
  it('refuses keys it cannot have and operations it has not, unretried', () => {
    const pairs = withWorkload(decrypts(), {
      operations: [{ operation: 'GenerateDataKeyPair', share: 1 }],
      keySpec: 'RSA_2048',
    });
    const { watcher } = watch(pairs);
    expect(watcher.outcomes()).toEqual({ unsupported: watcher.due });
    expect(OUTCOMES[Outcome.unsupported]!.error).toBe('UnsupportedOperationException');
    expect(watcher.attempts).toBe(watcher.due);
  });
});
