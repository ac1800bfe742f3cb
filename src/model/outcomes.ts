/**
 * How an attempt or a call can end, by the number the tables carry. `error` is the name the client
 * sees, `reason` what is behind it where one name has several causes; `retry` its class for SDK
 * retries (KMS Developer Guide and SDK sources; see the facts).
 */
export interface OutcomeKind {
  readonly code: number;
  readonly error: string | null;
  readonly reason: string;
  readonly retry: 'never' | 'throttling' | 'server' | 'timeout';
}

export const Outcome = {
  success: 0,
  throttledByAccount: 1,
  throttledByStore: 2,
  throttledByBusyHsms: 3,
  /** No HSM to be reached. */
  invalidState: 4,
  internal: 5,
  dependencyTimeout: 6,
  attemptTimeout: 7,
  connectionLost: 8,
  callTimeout: 9,
  /** CloudHSM used directly: HSM busy, code 187, after the library's own retries. */
  functionFailed: 10,
  /** CloudHSM used directly: the HSM died with the command on it. */
  deviceError: 11,
  storeNotConnected: 12,
  keyMaterialAbsent: 13,
  keyUnavailable: 14,
  keyPendingDeletion: 15,
  keyDisabled: 16,
  notFound: 17,
  accessDenied: 18,
  invalidKeyUsage: 19,
  validation: 20,
  incorrectKey: 21,
  invalidCiphertext: 22,
  unsupported: 23,
  kmsDegraded: 24,
  proxyTimeout: 25,
  proxyUnreachable: 26,
  proxyThrottled: 27,
  proxyError: 28,
  /** CloudHSM used directly: the key is on fewer than two active HSMs. */
  keyQuorum: 29,
  /** CloudHSM used directly: the key is not on the HSM that was asked. */
  keyHandleInvalid: 30,
  /** The AWS service's own answer where KMS throttled it. */
  serviceThrottled: 31,
  /** GenerateRandom in a custom key store that is not connected. */
  storeInvalidState: 32,
} as const;

const INVALID_STATE = 'KMSInvalidStateException';
const THROTTLING = 'ThrottlingException';

export const OUTCOMES: readonly OutcomeKind[] = [
  kind(Outcome.success, null, 'success', 'never'),
  kind(Outcome.throttledByAccount, THROTTLING, 'account request quota', 'throttling'),
  kind(Outcome.throttledByStore, THROTTLING, 'key store request quota', 'throttling'),
  kind(Outcome.throttledByBusyHsms, THROTTLING, 'HSMs busy', 'throttling'),
  kind(Outcome.invalidState, INVALID_STATE, 'no HSM reachable', 'never'),
  kind(Outcome.internal, 'KMSInternalException', 'no free PKCS#11 session', 'server'),
  kind(Outcome.dependencyTimeout, 'DependencyTimeoutException', 'HSM commands lost', 'server'),
  kind(Outcome.attemptTimeout, 'TimeoutError', "client's attempt time-out", 'timeout'),
  kind(Outcome.connectionLost, 'ConnectionLost', 'connection given up for dead', 'timeout'),
  kind(Outcome.callTimeout, 'CallTimeout', "client's call time-out", 'never'),
  kind(Outcome.functionFailed, 'CKR_FUNCTION_FAILED', 'HSM busy, code 187', 'never'),
  kind(Outcome.deviceError, 'CKR_DEVICE_ERROR', 'HSM lost or none reachable', 'never'),
  kind(Outcome.storeNotConnected, INVALID_STATE, 'key store not connected', 'never'),
  kind(Outcome.keyMaterialAbsent, INVALID_STATE, 'key material absent', 'never'),
  kind(Outcome.keyUnavailable, 'KeyUnavailableException', 'key metadata unavailable', 'server'),
  kind(Outcome.keyPendingDeletion, INVALID_STATE, 'key pending deletion', 'never'),
  kind(Outcome.keyDisabled, 'DisabledException', 'key disabled', 'never'),
  kind(Outcome.notFound, 'NotFoundException', 'no such key', 'never'),
  kind(Outcome.accessDenied, 'AccessDeniedException', 'policy or grant', 'never'),
  kind(Outcome.invalidKeyUsage, 'InvalidKeyUsageException', 'key of another usage', 'never'),
  kind(Outcome.validation, 'ValidationException', 'plaintext over 4,096 bytes', 'never'),
  kind(Outcome.incorrectKey, 'IncorrectKeyException', "not the ciphertext's key", 'never'),
  kind(Outcome.invalidCiphertext, 'InvalidCiphertextException', 'context or bytes wrong', 'never'),
  kind(Outcome.unsupported, 'UnsupportedOperationException', 'not in a custom key store', 'never'),
  kind(Outcome.kmsDegraded, 'KMSInternalException', 'KMS degraded', 'server'),
  kind(Outcome.proxyTimeout, INVALID_STATE, 'proxy answered too late', 'never'),
  kind(Outcome.proxyUnreachable, INVALID_STATE, 'proxy not reachable', 'never'),
  kind(Outcome.proxyThrottled, INVALID_STATE, 'proxy answered 429', 'never'),
  kind(Outcome.proxyError, INVALID_STATE, 'proxy answered an error', 'never'),
  kind(Outcome.keyQuorum, 'CKR_KEY_HANDLE_INVALID', 'key on fewer than two HSMs', 'never'),
  kind(Outcome.keyHandleInvalid, 'CKR_KEY_HANDLE_INVALID', 'key not on this HSM', 'never'),
  kind(Outcome.serviceThrottled, 'SlowDown', 'KMS throttled the service', 'throttling'),
  kind(
    Outcome.storeInvalidState,
    'CustomKeyStoreInvalidStateException',
    'key store not connected',
    'never',
  ),
];

function kind(
  code: number,
  error: string | null,
  reason: string,
  retry: OutcomeKind['retry'],
): OutcomeKind {
  return { code, error, reason, retry };
}

/** True for the outcomes that a quota or a busy cluster caused. */
export function isThrottled(outcome: number): boolean {
  return outcome >= Outcome.throttledByAccount && outcome <= Outcome.throttledByBusyHsms;
}
