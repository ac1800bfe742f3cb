import { expect, it } from 'vitest';
import { requestClassOf } from '../../src/cost/index.ts';

it.each([
  ['Decrypt', 'SYMMETRIC_DEFAULT', 'standard'],
  ['GenerateMac', 'HMAC_256', 'standard'],
  ['Sign', 'RSA_2048', 'standard'],
  ['Sign', 'RSA_3072', 'asymmetric'],
  ['Sign', 'ECC_NIST_P256', 'asymmetric'],
  ['Sign', 'ML_DSA_65', 'asymmetric'],
  ['GenerateRandom', 'ECC_NIST_P256', 'standard'],
  ['GenerateDataKeyPair', 'RSA_2048', 'data-key-pair-rsa'],
  ['GenerateDataKeyPairWithoutPlaintext', 'ECC_NIST_P256', 'data-key-pair-ecc'],
] as const)('%s on a key of %s is billed as %s', (operation, spec, expected) => {
  expect(requestClassOf(operation, spec)).toBe(expected);
});
