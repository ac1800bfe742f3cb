import type { Vault } from '../hsm/vault.ts';
import { decodeEnvelope, encodeEnvelope, NONCE_BYTES } from './envelope.ts';
import { deriveBytes } from './derived-bytes.ts';

const NONCE_PURPOSE = 2;
const INNER_NONCE_PURPOSE = 5;

/**
 * The key material a ciphertext is made under. A key of an external key store has two layers: KMS
 * seals with material of its own, and the external key manager seals the result (model page,
 * section 1.4); neither opens it alone. All other keys have one.
 */
export interface Layers {
  readonly vault: Vault;
  /** KMS-held material of an external key store's keys; null where there is one layer. */
  readonly inner: Vault | null;
}

/**
 * The envelope of `plaintext`, sealed under `key` with the encryption context as additional data
 * of the innermost layer; null when a vault does not hold the key. Nonces derive from `number`,
 * which must differ for every plaintext under one key.
 */
export function sealLayers(
  { vault, inner }: Layers,
  key: number,
  number: number,
  context: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array | null {
  if (inner === null) return sealLayer(vault, key, number, NONCE_PURPOSE, context, plaintext);
  const half = sealLayer(inner, key, number, INNER_NONCE_PURPOSE, context, plaintext);
  if (half === null) return null;
  // The key manager is told which key, not which context: a wrong context is for KMS to find.
  return sealLayer(vault, key, number, NONCE_PURPOSE, keyNameOf(key), half);
}

/** null when a vault lacks the key, the context is not the one it was sealed with, or bytes are damaged. */
export function openLayers(
  { vault, inner }: Layers,
  key: number,
  context: Uint8Array,
  envelope: Uint8Array,
): Uint8Array | null {
  if (inner === null) return openLayer(vault, key, context, envelope);
  const half = openLayer(vault, key, keyNameOf(key), envelope);
  return half === null ? null : openLayer(inner, key, context, half);
}

function sealLayer(
  vault: Vault,
  key: number,
  number: number,
  noncePurpose: number,
  additionalData: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array | null {
  const nonce = deriveBytes(NONCE_BYTES, noncePurpose, number);
  const sealed = vault.seal(key, nonce, additionalData, plaintext);
  return sealed === null ? null : encodeEnvelope({ key, nonce, sealed });
}

function openLayer(
  vault: Vault,
  key: number,
  additionalData: Uint8Array,
  envelope: Uint8Array,
): Uint8Array | null {
  const parts = decodeEnvelope(envelope);
  if (parts === null || parts.key !== key) return null;
  return vault.open(key, parts.nonce, additionalData, parts.sealed);
}

function keyNameOf(key: number): Uint8Array {
  return Uint8Array.from(`cksim:external-key=${key}`, (character) => character.charCodeAt(0));
}
