/**
 * The bytes a caller keeps: which key sealed them, the nonce, and AES-GCM's output. AWS's own
 * format is unpublished; like AWS's, this one names its key, so that Decrypt needs no key id.
 *
 * Layout: version (1 byte), key number (4, big-endian), nonce (12), ciphertext and tag.
 */
const VERSION = 1;
const HEADER = 1 + 4;
export const NONCE_BYTES = 12;

export interface Envelope {
  readonly key: number;
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
}

export function encodeEnvelope({ key, nonce, sealed }: Envelope): Uint8Array {
  const bytes = new Uint8Array(HEADER + NONCE_BYTES + sealed.length);
  bytes[0] = VERSION;
  new DataView(bytes.buffer).setUint32(1, key);
  bytes.set(nonce, HEADER);
  bytes.set(sealed, HEADER + NONCE_BYTES);
  return bytes;
}

/** null when the bytes are no envelope of this version. */
export function decodeEnvelope(bytes: Uint8Array): Envelope | null {
  if (bytes[0] !== VERSION || bytes.length < HEADER + NONCE_BYTES) return null;
  const key = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1);
  return {
    key,
    nonce: bytes.subarray(HEADER, HEADER + NONCE_BYTES),
    sealed: bytes.subarray(HEADER + NONCE_BYTES),
  };
}
