import { describe, expect, it } from 'vitest';
import { nodeAesGcm } from '../../../src/cli/node-aes-gcm.ts';
import { portableAesGcm, Vault, type AesGcm } from '../../../src/model/index.ts';
import { deriveBytes } from '../../../src/model/keys/derived-bytes.ts';
import { NIST_GCM_VECTORS } from './gcm-vectors.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (data: Uint8Array | null) => (data === null ? null : Buffer.from(data).toString('hex'));

describe.each<[string, AesGcm]>([
  ['portable', portableAesGcm],
  ['node', nodeAesGcm],
])('AES-256-GCM, %s provider', (_, aesGcm) => {
  it.each(NIST_GCM_VECTORS)(
    'gives what $name says',
    ({ key, iv, aad, plaintext, ciphertext, tag }) => {
      const sealed = aesGcm.seal(bytes(key), bytes(iv), bytes(aad), bytes(plaintext));
      expect(hex(sealed)).toBe(ciphertext + tag);
      expect(hex(aesGcm.open(bytes(key), bytes(iv), bytes(aad), sealed))).toBe(plaintext);
    },
  );

  it('refuses a wrong key, other additional data, and any flipped bit', () => {
    const [key, other] = [deriveBytes(32, 1, 1), deriveBytes(32, 1, 2)];
    const nonce = deriveBytes(12, 2, 1);
    const aad = bytes('0102');
    const sealed = aesGcm.seal(key, nonce, aad, bytes('00112233'));
    expect(aesGcm.open(other, nonce, aad, sealed)).toBe(null);
    expect(aesGcm.open(key, nonce, bytes('0103'), sealed)).toBe(null);
    for (let i = 0; i < sealed.length; i++) {
      const damaged = sealed.slice();
      damaged[i]! ^= 1;
      expect(aesGcm.open(key, nonce, aad, damaged)).toBe(null);
    }
    expect(aesGcm.open(key, nonce, aad, sealed.subarray(0, 3))).toBe(null);
  });
});

it('both providers give the same bytes for every size up to 200 bytes', () => {
  for (let size = 0; size <= 200; size += 7) {
    const key = deriveBytes(32, 1, size);
    const nonce = deriveBytes(12, 2, size);
    const aad = deriveBytes(size % 50, 3, size);
    const plaintext = deriveBytes(size, 4, size);
    const [a, b] = [portableAesGcm, nodeAesGcm].map((p) => p.seal(key, nonce, aad, plaintext));
    expect(hex(a!)).toBe(hex(b!));
    expect(hex(nodeAesGcm.open(key, nonce, aad, a!))).toBe(hex(plaintext));
  }
});

describe('Vault', () => {
  const nonce = deriveBytes(12, 2, 1);
  const aad = bytes('');

  it('works only with keys it holds', () => {
    const vault = new Vault(portableAesGcm);
    vault.generate(1, deriveBytes(32, 9, 1));
    expect(vault.holds(1)).toBe(true);
    expect(vault.holds(2)).toBe(false);
    expect(vault.seal(2, nonce, aad, bytes('00'))).toBe(null);
    const sealed = vault.seal(1, nonce, aad, bytes('2a'))!;
    expect(vault.open(2, nonce, aad, sealed)).toBe(null);
    expect(hex(vault.open(1, nonce, aad, sealed))).toBe('2a');
  });

  it('opens on a clone what was sealed on the original, and nothing once zeroised', () => {
    const original = new Vault(portableAesGcm);
    original.generate(1, deriveBytes(32, 9, 1));
    const sealed = original.seal(1, nonce, aad, bytes('2a'))!;
    const clone = new Vault(portableAesGcm);
    clone.cloneFrom(original);
    expect(hex(clone.open(1, nonce, aad, sealed))).toBe('2a');
    clone.zeroise();
    expect(clone.open(1, nonce, aad, sealed)).toBe(null);
    expect(hex(original.open(1, nonce, aad, sealed))).toBe('2a');
  });

  it('lets no key out: nothing enumerable or callable gives material', () => {
    const vault = new Vault(portableAesGcm);
    vault.generate(1, deriveBytes(32, 9, 1));
    expect(Object.keys(vault)).toEqual([]);
    expect(JSON.stringify(vault)).toBe('{}');
  });
});
