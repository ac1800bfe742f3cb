/**
 * How an attempt or a call can end, by the number the tables carry. `error` is the name the client
 * sees; `retry` its class for SDK retries (KMS Developer Guide and SDK sources; see the facts).
 */
export interface OutcomeKind {
  readonly code: number;
  readonly error: string | null;
  readonly retry: 'never' | 'throttling' | 'server' | 'timeout';
}

export const Outcome = {
  success: 0,
  throttledByAccount: 1,
  throttledByStore: 2,
  throttledByBusyHsms: 3,
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
} as const;

export const OUTCOMES: readonly OutcomeKind[] = [
  { code: Outcome.success, error: null, retry: 'never' },
  { code: Outcome.throttledByAccount, error: 'ThrottlingException', retry: 'throttling' },
  { code: Outcome.throttledByStore, error: 'ThrottlingException', retry: 'throttling' },
  { code: Outcome.throttledByBusyHsms, error: 'ThrottlingException', retry: 'throttling' },
  { code: Outcome.invalidState, error: 'KMSInvalidStateException', retry: 'never' },
  { code: Outcome.internal, error: 'KMSInternalException', retry: 'server' },
  { code: Outcome.dependencyTimeout, error: 'DependencyTimeoutException', retry: 'server' },
  { code: Outcome.attemptTimeout, error: 'TimeoutError', retry: 'timeout' },
  { code: Outcome.connectionLost, error: 'ConnectionLost', retry: 'timeout' },
  { code: Outcome.callTimeout, error: 'CallTimeout', retry: 'never' },
  { code: Outcome.functionFailed, error: 'CKR_FUNCTION_FAILED', retry: 'never' },
  { code: Outcome.deviceError, error: 'CKR_DEVICE_ERROR', retry: 'never' },
];

/** True for the outcomes that a quota or a busy cluster caused. */
export function isThrottled(outcome: number): boolean {
  return outcome >= Outcome.throttledByAccount && outcome <= Outcome.throttledByBusyHsms;
}
