/** The symmetric KMS operations that reach key material, by AWS's names. */
export const OPERATIONS = [
  'Encrypt',
  'Decrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncrypt',
  'GenerateRandom',
] as const;

export type OperationName = (typeof OPERATIONS)[number];

/** Position in OPERATIONS; the number the tables of calls carry. */
export function operationCode(name: OperationName): number {
  return OPERATIONS.indexOf(name);
}
