import { z } from 'zod';
import { OPERATIONS, type OperationName } from '../../model/index.ts';

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
