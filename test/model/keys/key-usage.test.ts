import { describe, expect, it } from 'vitest';
import { findFact } from '../../../src/facts/index.ts';
import { Outcome, OPERATIONS, type OperationName } from '../../../src/model/index.ts';
import { MAX_PLAINTEXT_BYTES, usageRefusal } from '../../../src/model/keys/key-usage.ts';

const { success, unsupported, invalidKeyUsage, validation } = Outcome;

describe('usageRefusal', () => {
  it.each([
    ['cloudhsm', 'keyStore.operations.cloudhsm'],
    ['external', 'keyStore.operations.external'],
  ] as const)('lets a key of a %s store do what AWS lists, and grant', (storeKind, fact) => {
    const listed = findFact(fact)!.value as readonly OperationName[];
    const possible = OPERATIONS.filter(
      (operation) => usageRefusal(operation, 'SYMMETRIC_DEFAULT', 32, storeKind) === success,
    );
    expect(possible.sort()).toEqual([...listed, 'CreateGrant'].sort());
  });

  it('has no asymmetric or HMAC keys and no data key pairs in a custom key store', () => {
    for (const storeKind of ['cloudhsm', 'external'] as const) {
      expect(usageRefusal('Sign', 'RSA_2048', 32, storeKind)).toBe(unsupported);
      expect(usageRefusal('GenerateMac', 'HMAC_256', 32, storeKind)).toBe(unsupported);
      expect(usageRefusal('GenerateDataKeyPair', 'ECC_NIST_P256', 32, storeKind)).toBe(unsupported);
    }
  });

  it.each([
    ['Sign', 'SYMMETRIC_DEFAULT', invalidKeyUsage],
    ['Sign', 'RSA_2048', success],
    ['Sign', 'ML_DSA_65', success],
    ['Verify', 'HMAC_256', invalidKeyUsage],
    ['VerifyMac', 'HMAC_256', success],
    ['GenerateMac', 'RSA_2048', invalidKeyUsage],
    ['Encrypt', 'RSA_4096', success],
    ['Decrypt', 'ECC_NIST_P256', invalidKeyUsage],
    ['DeriveSharedSecret', 'ECC_NIST_P384', success],
    ['DeriveSharedSecret', 'RSA_2048', invalidKeyUsage],
    ['GenerateDataKey', 'RSA_2048', invalidKeyUsage],
    ['GenerateDataKeyPair', 'RSA_3072', success],
    ['GenerateDataKeyPair', 'HMAC_256', invalidKeyUsage],
    ['GenerateRandom', 'ECC_NIST_P521', success],
  ] as const)('%s with %s in the standard store: outcome %i', (operation, spec, outcome) => {
    expect(usageRefusal(operation, spec, 32, 'standard')).toBe(outcome);
  });

  it('takes 4,096 bytes and not one more, in Encrypt alone', () => {
    const refusal = (operation: OperationName, bytes: number) =>
      usageRefusal(operation, 'SYMMETRIC_DEFAULT', bytes, 'standard');
    expect(MAX_PLAINTEXT_BYTES).toBe(4096);
    expect(refusal('Encrypt', 4096)).toBe(success);
    expect(refusal('Encrypt', 4097)).toBe(validation);
    expect(refusal('GenerateDataKey', 4097)).toBe(success);
  });
});
