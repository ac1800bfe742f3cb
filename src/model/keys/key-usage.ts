import type { StoreConfig } from '../config.ts';
import type { KeySpec, OperationName } from '../operations.ts';
import { Outcome } from '../outcomes.ts';

/** The most bytes that Encrypt takes (KMS API, Encrypt, Plaintext). */
export const MAX_PLAINTEXT_BYTES = 4096;

const RSA = ['RSA_2048', 'RSA_3072', 'RSA_4096'] as const;
const ECC = ['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'] as const;
const ENCRYPTING: readonly KeySpec[] = ['SYMMETRIC_DEFAULT', ...RSA];
const SIGNING: readonly KeySpec[] = [...RSA, ...ECC, 'ML_DSA_65'];
/** The pair's kind; the key that seals it is symmetric. */
const PAIRS: readonly KeySpec[] = ['SYMMETRIC_DEFAULT', ...RSA, ...ECC];

/** Kinds of key that each operation works with; null: any, or none needed. */
const KEY_SPECS_OF: Readonly<Record<OperationName, readonly KeySpec[] | null>> = {
  Encrypt: ENCRYPTING,
  Decrypt: ENCRYPTING,
  ReEncrypt: ENCRYPTING,
  GenerateDataKey: ['SYMMETRIC_DEFAULT'],
  GenerateDataKeyWithoutPlaintext: ['SYMMETRIC_DEFAULT'],
  GenerateRandom: null,
  Sign: SIGNING,
  Verify: SIGNING,
  GenerateMac: ['HMAC_256'],
  VerifyMac: ['HMAC_256'],
  DeriveSharedSecret: ECC,
  GenerateDataKeyPair: PAIRS,
  GenerateDataKeyPairWithoutPlaintext: PAIRS,
  CreateGrant: null,
};

/**
 * The refusal of an operation that a key store of this kind, or a key of this kind, cannot do
 * (`Outcome.success` where it can). Asymmetric and HMAC keys do not exist in a custom key store;
 * data key pairs cannot be made there; an external one has no random numbers to give.
 */
export function usageRefusal(
  operation: OperationName,
  spec: KeySpec,
  payloadBytes: number,
  storeKind: StoreConfig['kind'],
): number {
  const isPair = operation.startsWith('GenerateDataKeyPair');
  const isCustom = storeKind === 'cloudhsm' || storeKind === 'external';
  if (isCustom && (isPair || spec !== 'SYMMETRIC_DEFAULT')) return Outcome.unsupported;
  if (storeKind === 'external' && operation === 'GenerateRandom') return Outcome.unsupported;
  const specs = KEY_SPECS_OF[operation];
  if (specs !== null && !specs.includes(spec)) return Outcome.invalidKeyUsage;
  const isTooLong = operation === 'Encrypt' && payloadBytes > MAX_PLAINTEXT_BYTES;
  return isTooLong ? Outcome.validation : Outcome.success;
}
