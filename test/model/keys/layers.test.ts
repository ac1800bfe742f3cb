import { describe, expect, it } from 'vitest';
import { nodeAesGcm } from '../../../src/cli/node-aes-gcm.ts';
import { portableAesGcm, Vault } from '../../../src/model/index.ts';
import { deriveBytes } from '../../../src/model/keys/derived-bytes.ts';
import { decodeEnvelope } from '../../../src/model/keys/envelope.ts';
import { openLayers, sealLayers } from '../../../src/model/keys/layers.ts';

const KEY = 3;
const CONTEXT = deriveBytes(8, 1, 1);
const PLAINTEXT = deriveBytes(32, 2, 2);

function vault(purpose: number, aesGcm = portableAesGcm): Vault {
  const made = new Vault(aesGcm);
  made.generate(KEY, deriveBytes(32, purpose, KEY));
  return made;
}

describe('double encryption', () => {
  const manager = vault(100);
  const kms = vault(200);
  const both = { vault: manager, inner: kms };
  const envelope = sealLayers(both, KEY, 7, CONTEXT, PLAINTEXT)!;

  it('opens with both layers', () => {
    expect(openLayers(both, KEY, CONTEXT, envelope)).toEqual(PLAINTEXT);
  });

  it('opens with neither alone', () => {
    for (const one of [manager, kms]) {
      expect(openLayers({ vault: one, inner: null }, KEY, CONTEXT, envelope)).toBe(null);
      expect(openLayers({ vault: one, inner: one }, KEY, CONTEXT, envelope)).toBe(null);
    }
    expect(openLayers({ vault: kms, inner: manager }, KEY, CONTEXT, envelope)).toBe(null);
  });

  it("gives the key manager what is still sealed: KMS's layer, without the plaintext", () => {
    const { nonce, sealed } = decodeEnvelope(envelope)!;
    const name = Uint8Array.from('cksim:external-key=3', (letter) => letter.charCodeAt(0));
    const half = manager.open(KEY, nonce, name, sealed)!;
    expect(Buffer.from(half).includes(Buffer.from(PLAINTEXT))).toBe(false);
    const inner = decodeEnvelope(half)!;
    expect(kms.open(KEY, inner.nonce, CONTEXT, inner.sealed)).toEqual(PLAINTEXT);
  });

  it('opens neither with another encryption context, another key, nor with a flipped bit', () => {
    expect(openLayers(both, KEY, deriveBytes(8, 1, 2), envelope)).toBe(null);
    expect(openLayers(both, KEY + 1, CONTEXT, envelope)).toBe(null);
    for (let at = 0; at < envelope.length; at++) {
      const damaged = envelope.slice();
      damaged[at]! ^= 1;
      expect(openLayers(both, KEY, CONTEXT, damaged)).toBe(null);
    }
  });

  it('makes the same bytes with either provider', () => {
    const native = { vault: vault(100, nodeAesGcm), inner: vault(200, nodeAesGcm) };
    expect(sealLayers(native, KEY, 7, CONTEXT, PLAINTEXT)).toEqual(envelope);
    expect(openLayers(native, KEY, CONTEXT, envelope)).toEqual(PLAINTEXT);
  });

  it('cannot be made where a vault lacks the key', () => {
    const empty = new Vault(portableAesGcm);
    expect(sealLayers({ vault: empty, inner: kms }, KEY, 7, CONTEXT, PLAINTEXT)).toBe(null);
    expect(sealLayers({ vault: manager, inner: empty }, KEY, 7, CONTEXT, PLAINTEXT)).toBe(null);
  });
});
