import { z } from 'zod';
import { OPERATIONS, type OperationName } from '../../model/index.ts';
import { SERVICE_OPERATION_WORDS } from '../service-profiles.ts';

/** A map from KMS operations to values; unknown operations are refused by name. */
export function byOperation<T extends z.ZodType>(value: T, description: string) {
  const shape = Object.fromEntries(OPERATIONS.map((name) => [name, value.optional()])) as Record<
    OperationName,
    z.ZodOptional<T>
  >;
  return z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? JSON.stringify({ known: OPERATIONS, elsewhere: {} })
          : 'must be a map from operations to values, such as { GenerateDataKey: 70 %, Decrypt: 30 % }',
    })
    .describe(description);
}

/** KMS operations that an application calls for itself. */
export const CALLED_OPERATIONS: readonly string[] = OPERATIONS.filter(
  (name) => name !== 'CreateGrant',
);

/** Shares of what a workload asks for, by the words of KMS and of all services. */
export function byAskedOperation<T extends z.ZodType>(value: T, description: string) {
  const words = [...new Set([...CALLED_OPERATIONS, ...SERVICE_OPERATION_WORDS])];
  const shape = Object.fromEntries(words.map((name) => [name, value.optional()])) as Record<
    string,
    z.ZodOptional<T>
  >;
  return z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? JSON.stringify({ known: words, elsewhere: {} })
          : 'must be a map from operations to shares, such as { GenerateDataKey: 70 %, Decrypt: 30 % }',
    })
    .describe(description);
}
