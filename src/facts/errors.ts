import type { Fact } from './fact.ts';
import { SERVER_FAULTS } from './names.ts';
import { OPERATION_ERRORS } from './operation-errors.ts';
import { COMPILED_ON, KMS_API, KMS_THROTTLING, SMITHY_RETRY } from './sources.ts';

/** HTTP status of the errors that are the service's fault; every other modelled error is a 400. */
const SERVER_FAULT_STATUS: Readonly<Record<(typeof SERVER_FAULTS)[number], number>> = {
  DependencyTimeoutException: 503,
  KMSInternalException: 500,
  KeyUnavailableException: 500,
};

const GENERIC_ERRORS = ['AccessDeniedException', 'ThrottlingException'];

/** SDKs know these by name as throttling, whatever they mean. */
const THROTTLING_ERRORS = ['LimitExceededException', 'ThrottlingException'];

const ERROR_NAMES = [
  ...new Set([...Object.values(OPERATION_ERRORS).flat(), ...GENERIC_ERRORS]),
].sort();

function retryClass(error: string): string {
  if (THROTTLING_ERRORS.includes(error)) return 'throttling';
  return Object.hasOwn(SERVER_FAULT_STATUS, error) ? 'server' : 'never';
}

function lowerFirst(operation: string): string {
  return operation.charAt(0).toLowerCase() + operation.slice(1);
}

/** The errors of KMS: their statuses, how SDKs class them, and which operation answers which. */
export const ERRORS: readonly Fact[] = [
  {
    name: 'api.errorHttpStatus',
    title: 'HTTP status of each KMS error',
    value: Object.fromEntries(
      ERROR_NAMES.map((error) => [
        error,
        Object.entries(SERVER_FAULT_STATUS).find(([name]) => name === error)?.[1] ?? 400,
      ]),
    ),
    unit: 'name',
    source: `${KMS_API}; ${KMS_THROTTLING}`,
    asOf: COMPILED_ON,
    confidence: 'inferred',
    note:
      'The API model flags faults without a number. AWS contradicts itself on ' +
      "KMSInvalidStateException: the developer guide says 400, the service's Smithy model 409; " +
      'both are client errors.',
  },
  {
    name: 'api.errorRetryClass',
    title: 'What SDKs retry each KMS error as',
    value: Object.fromEntries(ERROR_NAMES.map((error) => [error, retryClass(error)])),
    unit: 'name',
    source: `${SMITHY_RETRY}; ${KMS_API}`,
    asOf: COMPILED_ON,
    confidence: 'inferred',
    note: 'throttling takes the longer back-off, server the shorter, never ends the call.',
  },
  ...Object.entries(OPERATION_ERRORS).map(([operation, errors]) => ({
    name: `api.errors.${lowerFirst(operation)}`,
    title: `Errors of ${operation} in the API model`,
    value: errors,
    unit: 'name',
    source: KMS_API,
    asOf: COMPILED_ON,
    confidence: 'documented' as const,
  })),
];
