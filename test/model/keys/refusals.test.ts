import { describe, expect, it } from 'vitest';
import { findFact } from '../../../src/facts/index.ts';
import { storeRefusal, type RefusedRequest } from '../../../src/model/keys/refusals.ts';

const UNSUPPORTED = 'UnsupportedOperationException';

/** By the words of the facts: what custom key stores do not support, and a request for it. */
const ROWS: readonly (readonly [string, readonly RefusedRequest[]])[] = [
  [
    'asymmetric keys',
    (['RSA_2048', 'ECC_NIST_P256', 'ML_DSA_65'] as const).map((keySpec) => ({
      kind: 'CreateKey',
      keySpec,
      isMultiRegion: false,
    })),
  ],
  ['HMAC keys', [{ kind: 'CreateKey', keySpec: 'HMAC_256', isMultiRegion: false }]],
  [
    'data key pairs',
    [{ kind: 'GenerateDataKeyPair' }, { kind: 'GenerateDataKeyPairWithoutPlaintext' }],
  ],
  ['imported key material', [{ kind: 'ImportKeyMaterial' }]],
  ['automatic rotation', [{ kind: 'EnableKeyRotation' }]],
  ['on-demand rotation', [{ kind: 'RotateKeyOnDemand' }]],
  [
    'multi-Region keys',
    [
      { kind: 'CreateKey', keySpec: 'SYMMETRIC_DEFAULT', isMultiRegion: true },
      { kind: 'ReplicateKey' },
    ],
  ],
];

describe('a custom key store', () => {
  it('refuses what the facts say, no less', () => {
    expect(ROWS.map(([what]) => what).sort()).toEqual(
      [...(findFact('keyStore.unsupported')!.value as string[])].sort(),
    );
    expect(findFact('keyStore.unsupportedError')!.value).toBe(UNSUPPORTED);
  });

  describe.each(['cloudhsm', 'external'] as const)('of kind %s', (storeKind) => {
    it.each(ROWS)('refuses %s', (_, requests) => {
      for (const request of requests) expect(storeRefusal(request, storeKind)).toBe(UNSUPPORTED);
    });

    it('makes symmetric keys, and changes their aliases and states', () => {
      const requests: readonly RefusedRequest[] = [
        { kind: 'CreateKey', keySpec: 'SYMMETRIC_DEFAULT', isMultiRegion: false },
        { kind: 'UpdateAlias' },
        { kind: 'EnableKey' },
        { kind: 'DisableKey' },
        { kind: 'ScheduleKeyDeletion' },
      ];
      for (const request of requests) expect(storeRefusal(request, storeKind)).toBeNull();
    });
  });

  it('gives random numbers from its HSMs, but none from a proxy', () => {
    expect(storeRefusal({ kind: 'GenerateRandom' }, 'cloudhsm')).toBeNull();
    expect(storeRefusal({ kind: 'GenerateRandom' }, 'external')).toBe(UNSUPPORTED);
  });
});

describe('the standard key store', () => {
  it.each(ROWS)('has %s', (_, requests) => {
    for (const request of requests) expect(storeRefusal(request, 'standard')).toBeNull();
  });
});

describe('whatever the key store', () => {
  it.each(['standard', 'cloudhsm', 'external'] as const)('%s', (storeKind) => {
    expect(storeRefusal({ kind: 'OtherEncryptionAlgorithm' }, storeKind)).toBe(
      'InvalidKeyUsageException',
    );
    expect(storeRefusal({ kind: 'KeyOfAnotherRegion' }, storeKind)).toBe('NotFoundException');
  });
});
