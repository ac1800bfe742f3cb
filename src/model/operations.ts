/** The KMS operations that a workload can ask for, by AWS's names. */
export const OPERATIONS = [
  'Encrypt',
  'Decrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncrypt',
  'GenerateRandom',
  'Sign',
  'Verify',
  'GenerateMac',
  'VerifyMac',
  'DeriveSharedSecret',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'CreateGrant',
] as const;

export type OperationName = (typeof OPERATIONS)[number];

/** What a custom key store's keys can do: symmetric operations. */
export const SYMMETRIC_OPERATIONS: readonly OperationName[] = OPERATIONS.slice(0, 6);

/** Position in OPERATIONS; the number the tables of calls carry. */
export function operationCode(name: OperationName): number {
  return OPERATIONS.indexOf(name);
}

/** Kinds of key that workloads use, by AWS's names; of data key pairs, the kind of the pair. */
export const KEY_SPECS = [
  'SYMMETRIC_DEFAULT',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ML_DSA_65',
  'HMAC_256',
] as const;

export type KeySpec = (typeof KEY_SPECS)[number];

/** Request quotas of one account, by what they count together (KMS Developer Guide, request quotas). */
export const QUOTA_CLASSES = [
  'symmetric',
  'rsa',
  'ecc',
  'ml-dsa',
  'data-key-pair-ecc',
  'data-key-pair-rsa-2048',
  'data-key-pair-rsa-3072',
  'data-key-pair-rsa-4096',
  'create-grant',
] as const;

export type QuotaClass = (typeof QUOTA_CLASSES)[number];

/** The quota that a request of `operation` on a key of `spec` counts against. */
export function quotaClassOf(operation: OperationName, spec: KeySpec): QuotaClass {
  if (operation === 'CreateGrant') return 'create-grant';
  if (operation.startsWith('GenerateDataKeyPair')) {
    if (spec === 'RSA_3072') return 'data-key-pair-rsa-3072';
    if (spec === 'RSA_4096') return 'data-key-pair-rsa-4096';
    return spec === 'RSA_2048' ? 'data-key-pair-rsa-2048' : 'data-key-pair-ecc';
  }
  if (operation === 'GenerateRandom' || operation.startsWith('GenerateDataKey')) return 'symmetric';
  if (spec.startsWith('RSA')) return 'rsa';
  if (spec.startsWith('ECC')) return 'ecc';
  return spec === 'ML_DSA_65' ? 'ml-dsa' : 'symmetric';
}
