import type { Fact } from './fact.ts';
import { COMPILED_ON, KMS_API, SMITHY_RETRY } from './sources.ts';

/** Which KMS errors the AWS SDKs retry, and as what. */
export const RETRY_ERRORS: readonly Fact[] = [
  {
    name: 'retry.errors.throttling',
    title: 'KMS errors that SDKs retry as throttling',
    value: ['ThrottlingException', 'LimitExceededException'],
    unit: 'name',
    source: `${SMITHY_RETRY}; ${KMS_API}`,
    asOf: COMPILED_ON,
    confidence: 'inferred',
    note: 'LimitExceededException is a resource quota; retrying it is pointless.',
  },
  {
    name: 'retry.errors.server',
    title: 'KMS errors that SDKs retry as server faults',
    value: ['KMSInternalException', 'DependencyTimeoutException', 'KeyUnavailableException'],
    unit: 'name',
    source: `${SMITHY_RETRY}; ${KMS_API}`,
    asOf: COMPILED_ON,
    confidence: 'inferred',
  },
  {
    name: 'retry.errors.transientHttp',
    title: 'HTTP statuses that SDKs retry as transient',
    value: [500, 502, 503, 504],
    unit: 'name',
    source: `${SMITHY_RETRY}; ${KMS_API}`,
    asOf: COMPILED_ON,
    confidence: 'inferred',
    note: 'Socket errors and client time-outs are transient too.',
  },
  {
    name: 'retry.errors.never',
    title: 'KMS errors that SDKs do not retry',
    value: [
      'KMSInvalidStateException',
      'CustomKeyStoreInvalidStateException',
      'DisabledException',
      'InvalidCiphertextException',
      'NotFoundException',
      'AccessDeniedException',
    ],
    unit: 'name',
    source: `${SMITHY_RETRY}; ${KMS_API}`,
    asOf: COMPILED_ON,
    confidence: 'inferred',
    note: 'A broken key store answers with the first of them, so its clients do not retry.',
  },
];
