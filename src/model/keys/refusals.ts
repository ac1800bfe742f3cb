import type { KeyAction, StoreConfig } from '../config.ts';
import type { KeySpec } from '../operations.ts';

/** What somebody may ask of a custom key store in vain (KMS Developer Guide, custom key stores). */
export type RefusedRequest =
  /** CreateKey of this kind. */
  | { readonly kind: 'CreateKey'; readonly keySpec: KeySpec; readonly isMultiRegion: boolean }
  | { readonly kind: 'GenerateDataKeyPair' | 'GenerateDataKeyPairWithoutPlaintext' }
  | { readonly kind: KeyAction['kind'] }
  /** GenerateRandom that names the key store. */
  | { readonly kind: 'GenerateRandom' }
  /** Encrypt, Decrypt or ReEncrypt with another algorithm than SYMMETRIC_DEFAULT. */
  | { readonly kind: 'OtherEncryptionAlgorithm' }
  /** A key ARN of another Region than the endpoint's. */
  | { readonly kind: 'KeyOfAnotherRegion' };

const UNSUPPORTED: ReadonlySet<RefusedRequest['kind']> = new Set([
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'ImportKeyMaterial',
  'EnableKeyRotation',
  'RotateKeyOnDemand',
  'ReplicateKey',
]);

/**
 * AWS's error for what a key store of this kind refuses; null where it does not. A standard key
 * store refuses none of it but what no KMS key can do.
 */
export function storeRefusal(
  request: RefusedRequest,
  storeKind: StoreConfig['kind'],
): string | null {
  // No Region knows the keys of another, whatever their store.
  if (request.kind === 'KeyOfAnotherRegion') return 'NotFoundException';
  // KeySpec and algorithm must fit each other, whatever the store.
  if (request.kind === 'OtherEncryptionAlgorithm') return 'InvalidKeyUsageException';
  if (storeKind === 'standard') return null;
  const isRefused =
    UNSUPPORTED.has(request.kind) ||
    (request.kind === 'GenerateRandom' && storeKind === 'external') ||
    (request.kind === 'CreateKey' &&
      'keySpec' in request &&
      (request.keySpec !== 'SYMMETRIC_DEFAULT' || request.isMultiRegion));
  return isRefused ? 'UnsupportedOperationException' : null;
}
